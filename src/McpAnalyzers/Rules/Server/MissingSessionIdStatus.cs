using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Rules.Server;

/// <summary>MCPT4008: a request without a session id gets another error than 400.</summary>
internal sealed class MissingSessionIdStatus : IRule
{
    public DiagnosticDescriptor Descriptor => Descriptors.MCPT4008_MissingSessionIdStatus;

    public bool IsAboutSessions => true;

    public void Check(TransportFacts facts, Action<Diagnostic> report)
    {
        foreach (var found in facts.SessionAnswers.All)
        {
            // A merged test with a status that is wrong for both is MCPT4001's, whose fix mends both.
            if (found.WhenAbsent && IsWrong(found.Answer) && !UnknownSessionStatus.IsWrong(found))
            {
                report(Diagnostic.Create(
                    Descriptor,
                    found.Answer.Operation.Syntax.GetLocation(),
                    AnswerProperties.LocationsOf(found),
                    AnswerProperties.Of(found),
                    AnswerProperties.Describe(found.Answer)));
            }
        }
    }

    private static bool IsWrong(Answer answer) => answer.Status switch
    {
        405 or 421 or 429 => false,
        200 => answer.SaysError,
        var status => status is > 400 and <= 500,
    };
}
