using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>The variable that an operation names: a local, a parameter, a field or a property.</summary>
internal static class ReferencedSymbol
{
    /// <summary>Null for what names none, and for indexers.</summary>
    public static ISymbol? Of(IOperation reference) => reference switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation { Property.IsIndexer: false } property => property.Property,
        IDeclarationExpressionOperation declaration => Of(declaration.Expression),
        _ => null,
    };
}
