using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Rules.Request;

/// <summary>MCPT3007: an access token stands in the query string of the endpoint.</summary>
internal sealed class AccessTokenInUri : IRule
{
    public DiagnosticDescriptor Descriptor => Descriptors.MCPT3007_AccessTokenInUri;

    public bool IsAboutSessions => false;

    public void Check(TransportFacts facts, Action<Diagnostic> report)
    {
        foreach (var (operation, parameter) in facts.EndpointTokens.All)
        {
            report(Diagnostic.Create(Descriptor, operation.Syntax.GetLocation(), parameter));
        }
    }
}
