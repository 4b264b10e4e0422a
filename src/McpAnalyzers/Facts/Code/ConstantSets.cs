using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>Reads what a collection holds from the expression that made it.</summary>
internal static class ConstantSets
{
    /// <summary>Through how many copies a collection is followed: one may be a copy of itself.</summary>
    private const int MaximalCopies = 8;

    /// <summary>The elements of an array, a collection expression, a filled set or a copy of one; null where they are not all in sight. What is made empty is filled by others.</summary>
    public static IReadOnlyList<IOperation>? ElementsOf(this ValueOrigins origins, IOperation collection, Frame frame) => ElementsOf(origins, collection, frame, MaximalCopies);

    private static IReadOnlyList<IOperation>? ElementsOf(ValueOrigins origins, IOperation collection, Frame frame, int copies)
    {
        var leaves = origins.Of(collection, frame).Leaves;
        return copies > 0 && leaves.Count == 1 && Made(origins, leaves[0].Operation, leaves[0].Frame, copies - 1) is { Count: > 0 } elements ? elements : null;
    }

    private static IReadOnlyList<IOperation>? Made(ValueOrigins origins, IOperation creation, Frame frame, int copies)
    {
        switch (creation)
        {
            case IArrayCreationOperation { Initializer.ElementValues: var values }:
                return values;
            case ICollectionExpressionOperation { Elements: var elements } when elements.All(e => e is not ISpreadOperation):
                return elements;
            case IObjectCreationOperation { Initializer.Initializers: { Length: > 0 } added }:
                return added.All(a => a is IInvocationOperation { Arguments.Length: 1 }) ? [.. added.Select(a => ((IInvocationOperation)a).Arguments[0].Value)] : null;
            case IObjectCreationOperation { Arguments: [var copied] }:
                return ElementsOf(origins, copied.Value, frame, copies);
            // ImmutableArray.Create(..), and values.ToFrozenSet()
            case IInvocationOperation { TargetMethod.Name: "Create", Arguments: [{ ArgumentKind: ArgumentKind.ParamArray } listed] }:
                return ElementsOf(origins, listed.Value, frame, copies);
            case IInvocationOperation { TargetMethod: { Name: "Create", Parameters: var parameters }, Arguments: var arguments } when parameters.All(p => p.Type is not IArrayTypeSymbol):
                return [.. arguments.Select(a => a.Value)];
            case IInvocationOperation { Instance: null, TargetMethod: { IsExtensionMethod: true, Name: var name }, Arguments: [var source, ..] } when name.StartsWith("To", StringComparison.Ordinal) || name == "AsSpan":
                return ElementsOf(origins, source.Value, frame, copies);
            default:
                return null;
        }
    }
}
