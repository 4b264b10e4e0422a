using System.Collections.Immutable;
using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Rules.EventStream;

/// <summary>MCPT2002: a loop opens the listening stream again and again on a server that has none.</summary>
internal sealed class ListeningStreamRetriedForever : IRule
{
    /// <summary>The name of the response, for the fix; null where the loop does not see it.</summary>
    public const string Response = nameof(Response);

    /// <summary>How a server says that it has no listening stream: leaving for these is enough.</summary>
    private static readonly int[] NoStream = [405, 404];

    public DiagnosticDescriptor Descriptor => Descriptors.MCPT2002_ListeningStreamRetriedForever;

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
            if (facts.IsStateless(stream.Exchange))
            {
                continue;
            }

            // A 404 that is taken for the loss of the session is MCPT1001's.
            var endless = NoStream
                .Where(status => status != 404 || !facts.ListeningStreams.IsTakenForExpiry(stream))
                .Select(status => (Status: status, Loop: facts.EndlessLoops.Around(stream.Exchange, stream.Body, status)))
                .Where(e => e.Loop is not null)
                .ToList();
            if (endless.Count > 0 && reported.Add(endless[0].Loop!.Loop.Syntax))
            {
                var loop = endless[0].Loop!;
                report(Diagnostic.Create(
                    Descriptor,
                    loop.Location,
                    ImmutableDictionary<string, string?>.Empty.Add(Response, loop.Body == stream.Body ? DeclaredResponse(facts, stream) : null),
                    string.Join(" or ", endless.Select(e => e.Status).Distinct())));
            }
        }
    }

    private static string? DeclaredResponse(TransportFacts facts, ListeningStream stream) =>
        stream.Body.Operations.OfType<IVariableDeclaratorOperation>().FirstOrDefault(d =>
            facts.Types.IsResponse(d.Symbol.Type) && d.Syntax.Span.Contains(stream.Exchange.Operation.Syntax.Span))?.Symbol.Name;
}
