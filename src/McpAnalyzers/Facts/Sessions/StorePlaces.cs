using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>A field, property or captured primary constructor parameter, as something is written there.</summary>
/// <param name="Store">It; the field behind a property that only passes on to one.</param>
/// <param name="IsLasting">Is the object that has it this one, or one that a member of this one holds?</param>
/// <param name="IsPart">Is only an element of the tuple written that the store is?</param>
internal readonly record struct StorePlace(ISymbol Store, bool IsLasting, bool IsPart);

/// <summary>Finds out what an assignment, or whatever else writes, writes to.</summary>
internal sealed class StorePlaces(TypeBodies code, ValueOrigins origins)
{
    public StorePlace? Of(IOperation target, CodeBody body)
    {
        switch (ValueOrigins.Unwrap(target))
        {
            case IFieldReferenceOperation { Field.ContainingType.IsTupleType: true, Instance: { } tuple }:
                return Of(tuple, body) is { } whole ? whole with { IsPart = true } : null;
            case IFieldReferenceOperation { Field: { AssociatedSymbol: IPropertySymbol property } } field:
                return new(property.OriginalDefinition, IsLasting(field.Instance, body), IsPart: false);
            case IFieldReferenceOperation field:
                return new(field.Field.OriginalDefinition, IsLasting(field.Instance, body), IsPart: false);
            case IPropertyReferenceOperation { Property.IsIndexer: false } property:
                return FieldBehind(property.Property) is { } store ? new(store, IsLasting(property.Instance, body), IsPart: false) : null;
            case IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor } parameter
                when !SymbolEqualityComparer.Default.Equals(constructor, body.Outermost.Symbol):
                // The parameter of a primary constructor, used in a member.
                return new(parameter.Parameter.OriginalDefinition, IsLasting: true, IsPart: false);
            default:
                return null;
        }
    }

    /// <summary>Is this the assignment in a private property's setter? What matters is what the property is set to.</summary>
    public bool IsPassedOn(ISimpleAssignmentOperation assignment, CodeBody body) =>
        body.Method is { MethodKind: MethodKind.PropertySet, AssociatedSymbol: IPropertySymbol property } setter && TypeBodies.IsCallableOnlyHere(setter)
        && assignment.Target is IFieldReferenceOperation { Field: var field } && SymbolEqualityComparer.Default.Equals(code.BackingField(property), field.OriginalDefinition);

    private ISymbol? FieldBehind(IPropertySymbol property)
    {
        property = property.OriginalDefinition;
        if (property.DeclaringSyntaxReferences.IsEmpty || property.IsAbstract || IsAuto(property))
        {
            return property;
        }

        return code.BackingField(property);
    }

    private static bool IsAuto(IPropertySymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, property));

    private bool IsLasting(IOperation? instance, CodeBody body)
    {
        switch (instance is null ? null : ValueOrigins.Unwrap(instance))
        {
            case null:
                return true;
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }:
                return true;
            case IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol { IsIndexer: false } } holder:
                return IsLasting(holder.Instance, body);
            case ILocalReferenceOperation or IParameterReferenceOperation:
                var behind = origins.Of(instance!, body.AnyCall);
                return behind.Carriers.Any(c => c.Symbol is IFieldSymbol or IPropertySymbol)
                    || behind.Leaves.All(l => l.Operation is IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation, Member: IFieldSymbol or IPropertySymbol { IsIndexer: false } });
            default:
                return false;
        }
    }
}
