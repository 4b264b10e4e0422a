using McpAnalyzers.Facts;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Rules.Request;

/// <summary>MCPT3008: a request that declares a revision without sessions is written as one of a session.</summary>
internal sealed class SessionInStatelessRevision : IRule
{
    public DiagnosticDescriptor Descriptor => Descriptors.MCPT3008_SessionInStatelessRevision;

    public bool IsAboutSessions => false;

    public void Check(TransportFacts facts, Action<Diagnostic> report)
    {
        if (facts.Scope != Scope.Header)
        {
            return;
        }

        foreach (var violation in facts.ModernRequests.Violations)
        {
            report(Diagnostic.Create(Descriptor, violation.Operation.Syntax.GetLocation(), violation.Revision, violation.Reason));
        }
    }
}
