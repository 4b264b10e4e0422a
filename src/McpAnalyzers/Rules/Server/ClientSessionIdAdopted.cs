using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Rules.Server;

/// <summary>MCPT4006: a request that names a session which does not exist gets one.</summary>
internal sealed class ClientSessionIdAdopted : IRule
{
    public DiagnosticDescriptor Descriptor => Descriptors.MCPT4006_ClientSessionIdAdopted;

    public bool IsAboutSessions => true;

    public void Check(TransportFacts facts, Action<Diagnostic> report)
    {
        if (!facts.Answers.IsOfServer)
        {
            return;
        }

        foreach (var adopted in facts.AdoptedSessions.All)
        {
            report(Diagnostic.Create(
                Descriptor,
                adopted.Operation.Syntax.GetLocation(),
                adopted.OnlyAtInitialize ? "comes with initialize and becomes a session"
                    : adopted.UnderItsId ? "becomes a session"
                    : "is answered with a new session",
                adopted.OnlyAtInitialize ? "give the session an id of the server's own" : "answer 404, so that the client initializes again"));
        }
    }
}
