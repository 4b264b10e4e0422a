using McpAnalyzers.Facts;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Rules.Session;

/// <summary>The statement that empties a store, as the code that asks whether there is an id in it means empty.</summary>
internal static class ResetStatement
{
    /// <summary>Null where the store is not in scope, or cannot be empty.</summary>
    public static string? For(TransportFacts facts, ISymbol store, NamesInScope scope)
    {
        if (!scope.Sees(store))
        {
            return null;
        }

        if (KnownTypes.IsDictionary(store.Type()))
        {
            return $"{store.Name}.Remove({scope.SessionHeader()});";
        }

        return (store.Type(), facts.StoreEmptiness.Of(store)) switch
        {
            ({ SpecialType: SpecialType.System_String }, Emptiness.EmptyText) => $"{store.Name} = string.Empty;",
            ({ SpecialType: SpecialType.System_String, NullableAnnotation: NullableAnnotation.NotAnnotated }, _) => $"{store.Name} = null!;",
            ({ IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated }, Emptiness.Null) => $"{store.Name} = null!;",
            ({ IsReferenceType: true, NullableAnnotation: not NullableAnnotation.NotAnnotated } or INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }, _) => $"{store.Name} = null;",
            _ => null,
        };
    }
}
