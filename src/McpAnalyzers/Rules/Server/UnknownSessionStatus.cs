using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Rules.Server;

/// <summary>MCPT4001: an unknown session id is answered with something that does not make clients start a new session.</summary>
internal sealed class UnknownSessionStatus : IRule
{
    public DiagnosticDescriptor Descriptor => Descriptors.MCPT4001_UnknownSessionStatus;

    public bool IsAboutSessions => true;

    public void Check(TransportFacts facts, Action<Diagnostic> report)
    {
        foreach (var found in facts.SessionAnswers.All)
        {
            if (IsWrong(found))
            {
                report(Diagnostic.Create(
                    Descriptor,
                    found.Answer.Operation.Syntax.GetLocation(),
                    AnswerProperties.LocationsOf(found),
                    AnswerProperties.Of(found),
                    found.WhenAbsent ? "A missing and an unknown session id are both" : "An unknown session id is",
                    AnswerProperties.Describe(found.Answer)));
            }
        }
    }

    /// <summary>Is the answer one of those that clients do not take for the loss of the session?</summary>
    public static bool IsWrong(SessionAnswer found) => found.WhenUnknown && found.Answer.Status switch
    {
        // No such method, another server, too many requests: answers about something else.
        404 or 405 or 421 or 429 => false,
        200 => found.Answer.SaysError,
        var status => status is >= 400 and <= 500,
    };
}
