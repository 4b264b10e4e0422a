using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>Dictionaries that hold headers for later requests: whose they are, and whether requests get what is in them.</summary>
internal sealed class HeaderDictionaries(TypeBodies code, HeaderAccess headers)
{
    private const int MaximalSteps = 500;

    /// <summary>Is the dictionary one that nobody else can have a reference to?</summary>
    public bool IsOwn(ISymbol dictionary) =>
        TypeBodies.IsCallableOnlyHere(dictionary) && code.All.All(body => body.Operations.All(o => !IsReferenceTo(o, dictionary) || StaysHere(o)));

    /// <summary>Is something that is read from the dictionary written into a header of a request?</summary>
    public bool IsCopiedToRequests(ISymbol dictionary) => code.All.Any(body => body.Operations.Any(o =>
        headers.Write(o) is { Target: not HeaderTarget.Dictionary, Value: { } value } && IsReadFrom(value, body, dictionary, [])));

    private bool StaysHere(IOperation reference)
    {
        var child = reference;
        var parent = reference.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation)
        {
            (child, parent) = (parent, parent.Parent);
        }

        return parent switch
        {
            IInvocationOperation or IPropertyReferenceOperation or IConditionalAccessOperation or IForEachLoopOperation or ILockOperation => true,
            ISimpleAssignmentOperation assignment => assignment.Target == child && ValueOrigins.Unwrap(assignment.Value) is IObjectCreationOperation or ICollectionExpressionOperation,
            IArgumentOperation { Parent: IInvocationOperation call } => code.Callee(call) is not null || IsOfLinq(call.TargetMethod),
            _ => false,
        };
    }

    private static bool IsOfLinq(IMethodSymbol method) => method.ContainingType.Name is "Enumerable" or "CollectionExtensions";

    private bool IsReadFrom(IOperation value, CodeBody body, ISymbol dictionary, HashSet<object> seen)
    {
        if (seen.Count > MaximalSteps)
        {
            return false;
        }

        foreach (var part in ValueOrigins.Unwrap(value).DescendantsAndSelf())
        {
            var found = part switch
            {
                IMemberReferenceOperation => IsReferenceTo(part, dictionary),
                ILocalReferenceOperation { Local: var local } => seen.Add(local) && body.Locals.Of(local).Any(d => IsReadFrom(d.Value, body, dictionary, seen)),
                IParameterReferenceOperation { Parameter: var parameter } => seen.Add(parameter) && code.CallersOf(body).Sites.Any(site =>
                    site.Caller.AnyCall.Enter(body, site.Call).Argument(parameter) is { } passed && IsReadFrom(passed, site.Caller, dictionary, seen)),
                _ => false,
            };
            if (found)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsReferenceTo(IOperation operation, ISymbol member) =>
        operation is IMemberReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Member.OriginalDefinition, member);
}
