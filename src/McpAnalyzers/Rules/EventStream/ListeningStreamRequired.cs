using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Rules.EventStream;

/// <summary>MCPT2001: a server that offers no listening stream makes the client fail.</summary>
internal sealed class ListeningStreamRequired : IRule
{
    public DiagnosticDescriptor Descriptor => Descriptors.MCPT2001_ListeningStreamRequired;

    public bool IsAboutSessions => true;

    public void Check(TransportFacts facts, Action<Diagnostic> report)
    {
        if (facts.Scope != Gate.Scope.Header)
        {
            return;
        }

        var reported = new HashSet<SyntaxNode>();
        foreach (var stream in facts.ListeningStreams.All)
        {
            if (!facts.IsStateless(stream.Exchange) && facts.ListeningStreams.FailureOf(stream) is { } failure && reported.Add(failure.Operation.Syntax))
            {
                report(Diagnostic.Create(
                    Descriptor,
                    failure.Operation.Syntax.GetLocation(),
                    ToleranceProperties.Of(facts, failure),
                    string.Join(" or ", failure.Statuses),
                    Describe(failure.Operation)));
            }
        }
    }

    private static string Describe(IOperation operation) => ValueOrigins.Unwrap(operation) switch
    {
        IInvocationOperation invocation => $"{invocation.TargetMethod.Name}()",
        IObjectCreationOperation creation => $"throw new {creation.Type?.Name}()",
        _ => "throw",
    };
}
