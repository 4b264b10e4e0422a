using System.Collections.Immutable;
using McpAnalyzers.Facts;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Flow;

/// <summary>A catch or finally clause that exceptions of some block may come to.</summary>
/// <param name="FirstBlock">Where it starts: at its filter, when it has one.</param>
/// <param name="Type">The exception type it catches; null for a finally clause.</param>
/// <param name="Filter">Its filter, as it was written.</param>
/// <param name="IsFinally">Is it a finally clause?</param>
/// <param name="AsksStatus">Does it look at the status of what it caught? Then only failed exchanges matter to it.</param>
internal sealed record Handler(int FirstBlock, ITypeSymbol? Type, IOperation? Filter, bool IsFinally, bool AsksStatus)
{
    /// <summary>Is an exception of the type caught, the filter aside?</summary>
    public Tri Catches(ITypeSymbol? thrown)
    {
        if (Type is null or { SpecialType: SpecialType.System_Object } || thrown is null)
        {
            return Tri.True;
        }

        return KnownTypes.Derives(thrown, Type as INamedTypeSymbol) ? Tri.True
            : KnownTypes.Derives(Type, thrown as INamedTypeSymbol) ? Tri.Unknown
            : Tri.False;
    }
}

/// <summary>The handlers around each block of a body, nearest first. The control flow graph has regions, but no edges, for exceptions.</summary>
internal sealed class ExceptionRoutes
{
    private readonly CodeBody _body;
    private readonly Dictionary<ControlFlowRegion, ITryOperation> _tries = [];
    private readonly ImmutableArray<Handler>[] _handlers = [];

    public ExceptionRoutes(CodeBody body, ControlFlowGraph? graph)
    {
        _body = body;
        if (graph is null)
        {
            return;
        }

        // Only written try statements make these regions, in the order in which they are written.
        var regions = new List<ControlFlowRegion>();
        Collect(graph.Root, regions);
        var statements = body.Operations.OfType<ITryOperation>().Where(t => t.Catches.Length > 0).ToList();
        for (var i = 0; regions.Count == statements.Count && i < regions.Count; i++)
        {
            _tries.Add(regions[i], statements[i]);
        }

        var known = new Dictionary<ControlFlowRegion, ImmutableArray<Handler>>();
        _handlers = new ImmutableArray<Handler>[graph.Blocks.Length];
        foreach (var block in graph.Blocks)
        {
            if (!known.TryGetValue(block.EnclosingRegion, out var handlers))
            {
                known.Add(block.EnclosingRegion, handlers = HandlersAround(block.EnclosingRegion));
            }

            _handlers[block.Ordinal] = handlers;
        }
    }

    public ImmutableArray<Handler> From(BasicBlock block) => _handlers[block.Ordinal];

    private ImmutableArray<Handler> HandlersAround(ControlFlowRegion innermost)
    {
        var handlers = ImmutableArray.CreateBuilder<Handler>();
        // The root of a lambda's graph has the regions of the method around it, whose handlers are not in this graph.
        for (var region = innermost; region is not null && region.Kind != ControlFlowRegionKind.Root; region = region.EnclosingRegion)
        {
            if (region.Kind != ControlFlowRegionKind.Try || region.EnclosingRegion is not { } guarded)
            {
                continue;
            }

            var clause = 0;
            foreach (var sibling in guarded.NestedRegions)
            {
                switch (sibling.Kind)
                {
                    case ControlFlowRegionKind.Catch:
                        handlers.Add(new(sibling.FirstBlockOrdinal, sibling.ExceptionType, Filter: null, IsFinally: false, AsksStatus(ClauseAt(guarded, clause))));
                        clause++;
                        break;
                    case ControlFlowRegionKind.FilterAndHandler:
                        var written = ClauseAt(guarded, clause);
                        handlers.Add(new(
                            sibling.FirstBlockOrdinal, sibling.ExceptionType ?? sibling.NestedRegions[0].ExceptionType, written?.Filter, IsFinally: false, AsksStatus(written)));
                        clause++;
                        break;
                    case ControlFlowRegionKind.Finally:
                        handlers.Add(new(sibling.FirstBlockOrdinal, Type: null, Filter: null, IsFinally: true, AsksStatus: false));
                        break;
                }
            }
        }

        return handlers.ToImmutable();
    }

    /// <summary>What stands for a <c>throw;</c>, which has no operand: the catch clause it is in.</summary>
    public SyntaxNode RethrowSyntax(BasicBlock block)
    {
        for (var region = block.EnclosingRegion; region is not null && region.Kind != ControlFlowRegionKind.Root; region = region.EnclosingRegion)
        {
            if (region.Kind == ControlFlowRegionKind.Catch)
            {
                var guarded = region.EnclosingRegion?.Kind == ControlFlowRegionKind.FilterAndHandler ? region.EnclosingRegion.EnclosingRegion : region.EnclosingRegion;
                if (guarded is not null && _tries.TryGetValue(guarded, out var statement))
                {
                    var clauses = guarded.NestedRegions.Where(r => r.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler).ToList();
                    var index = clauses.FindIndex(c => c.FirstBlockOrdinal <= region.FirstBlockOrdinal && c.LastBlockOrdinal >= region.LastBlockOrdinal);
                    return statement.Catches.ElementAtOrDefault(index)?.Syntax ?? statement.Syntax;
                }
            }
        }

        return _body.Root.Syntax;
    }

    private ICatchClauseOperation? ClauseAt(ControlFlowRegion guarded, int index) =>
        _tries.TryGetValue(guarded, out var statement) ? statement.Catches.ElementAtOrDefault(index) : null;

    private static bool AsksStatus(ICatchClauseOperation? clause) =>
        clause?.Descendants().Any(o => o is IPropertyReferenceOperation { Property.Name: "StatusCode" or "HttpStatusCode" or "Status" }) == true;

    private static void Collect(ControlFlowRegion region, List<ControlFlowRegion> found)
    {
        if (region.Kind == ControlFlowRegionKind.TryAndCatch)
        {
            found.Add(region);
        }

        foreach (var nested in region.NestedRegions)
        {
            Collect(nested, found);
        }
    }
}
