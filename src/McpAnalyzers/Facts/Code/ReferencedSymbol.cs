using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>The variable that an operation names: a local, a parameter, a field or a property.</summary>
internal static class ReferencedSymbol
{
    /// <summary>Null for what names none, and for indexers.</summary>
    public static ISymbol? Of(IOperation reference) => reference.Kind switch
    {
        OperationKind.LocalReference => ((ILocalReferenceOperation)reference).Local,
        OperationKind.ParameterReference => ((IParameterReferenceOperation)reference).Parameter,
        OperationKind.FieldReference => ((IFieldReferenceOperation)reference).Field,
        OperationKind.PropertyReference => ((IPropertyReferenceOperation)reference).Property is { IsIndexer: false } property ? property : null,
        OperationKind.DeclarationExpression => Of(((IDeclarationExpressionOperation)reference).Expression),
        _ => null,
    };
}
