using System.Globalization;
using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Rules.Server;

/// <summary>MCPT4003: a notification gets another answer than 202 with no body.</summary>
internal sealed class NotificationReply : IRule
{
    private const int Accepted = 202;

    public DiagnosticDescriptor Descriptor => Descriptors.MCPT4003_NotificationReply;

    public bool IsAboutSessions => false;

    public void Check(TransportFacts facts, Action<Diagnostic> report)
    {
        foreach (var answer in facts.NotificationAnswers.All)
        {
            if (answer.Status < 300 && (answer.Status != Accepted || answer.HasBody))
            {
                report(Diagnostic.Create(
                    Descriptor,
                    answer.Operation.Syntax.GetLocation(),
                    [AnswerProperties.NumberOf(answer)],
                    AnswerProperties.Of(answer),
                    answer.Form == AnswerForm.Body ? "a body" : answer.Status == Accepted ? "202 and a body" : answer.Status.ToString(CultureInfo.InvariantCulture)));
            }
        }
    }
}
