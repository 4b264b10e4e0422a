using McpAnalyzers.Facts;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Rules.Server;

/// <summary>MCPT4005: the session id is taken for proof of who sends a request.</summary>
internal sealed class SessionUsedForAuthentication : IRule
{
    public DiagnosticDescriptor Descriptor => Descriptors.MCPT4005_SessionUsedForAuthentication;

    public bool IsAboutSessions => true;

    public void Check(TransportFacts facts, Action<Diagnostic> report)
    {
        if (facts.Scope != Scope.Header)
        {
            return;
        }

        foreach (var use in facts.SessionAuthentications.All)
        {
            report(Diagnostic.Create(Descriptor, use.Operation.Syntax.GetLocation(), use.Reason));
        }
    }
}
