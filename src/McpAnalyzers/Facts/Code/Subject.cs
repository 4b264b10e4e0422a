using System.Collections.Immutable;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>What a condition asks about: something, or a property of a property of it. <c>response.RequestMessage.Method</c> is response, [RequestMessage, Method].</summary>
internal readonly record struct Subject(IOperation Root, ImmutableArray<IPropertySymbol> Path)
{
    public IPropertySymbol? Last => Path.Length > 0 ? Path[Path.Length - 1] : null;

    public Subject Owner => new(Root, Path.RemoveAt(Path.Length - 1));

    /// <summary>The type of the thing asked about.</summary>
    public ITypeSymbol? Type => Last?.Type ?? Root.Type;

    public static Subject From(IOperation operation)
    {
        ImmutableArray<IPropertySymbol>.Builder? path = null;
        var current = ValueOrigins.Unwrap(operation);
        while (true)
        {
            if (current is IPropertyReferenceOperation { Property: { IsStatic: false, IsIndexer: false } property, Instance: { } instance }
                && ValueOrigins.Unwrap(instance) is not IInstanceReferenceOperation)
            {
                (path ??= ImmutableArray.CreateBuilder<IPropertySymbol>()).Add(property);
                current = ValueOrigins.Unwrap(instance);
            }
            else if (current is IConditionalAccessOperation access)
            {
                current = ValueOrigins.Unwrap(access.WhenNotNull);
            }
            else if (current is IInvocationOperation { TargetMethod.Name: "ToString" or "ToUpperInvariant" or "ToUpper" or "ToLowerInvariant" or "Trim" or "GetValueOrDefault", Instance: { } text })
            {
                current = ValueOrigins.Unwrap(text);
            }
            else if (current is ICoalesceOperation { WhenNull.ConstantValue.HasValue: true } coalesce)
            {
                // e.StatusCode ?? 0: what stands for null is not what is asked about
                current = ValueOrigins.Unwrap(coalesce.Value);
            }
            else
            {
                break;
            }
        }

        path?.Reverse();
        return new(current, path?.ToImmutable() ?? []);
    }

    /// <summary>What a pattern took apart to come to a member: of <c>x is { A: { B: var b } }</c> and B, x.A.B.</summary>
    public static Subject? Matched(IOperation member)
    {
        var path = ImmutableArray.CreateBuilder<IPropertySymbol>();
        for (IOperation? current = member; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case IPropertySubpatternOperation { Member: IPropertyReferenceOperation { Property: { } property } }:
                    path.Add(property);
                    break;
                case IPropertySubpatternOperation:
                    return null;
                case IIsPatternOperation { Value: var value }:
                    return Below(value);
                case ISwitchExpressionOperation { Value: var value }:
                    return Below(value);
                case ISwitchOperation { Value: var value }:
                    return Below(value);
            }
        }

        return null;

        Subject Below(IOperation value)
        {
            var whole = From(value);
            path.Reverse();
            return new(whole.Root, whole.Path.AddRange(path));
        }
    }

    public Subject Member(IPropertySymbol property) => new(Root, Path.Add(property));

    /// <summary>Is it the status of a response, or of an exception or completion that tells of one?</summary>
    public bool IsStatus(KnownTypes types) =>
        Last is { Name: "StatusCode" or "HttpStatusCode" or "Status" } last
        && !IsOfServer(last.ContainingType)
        && (types.IsStatusCode(last.Type) || KnownTypes.WithoutNullable(last.Type)?.SpecialType == SpecialType.System_Int32);

    /// <summary>The responses that a server writes: HttpListenerResponse, ASP.NET Core's HttpResponse and its like.</summary>
    private static bool IsOfServer(INamedTypeSymbol type) =>
        type.Name == "HttpListenerResponse" || type.ContainingNamespace?.ToDisplayString() is { } space
        && (space.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || space.StartsWith("System.Web", StringComparison.Ordinal));

    /// <summary>Is it the method of a request, as HttpMethod or as text?</summary>
    public bool IsMethod(KnownTypes types) =>
        (Last is { Name: "Method" } last && (types.IsHttpMethod(last.Type) || types.IsHttpMethod(last.ContainingType) || types.IsRequest(last.ContainingType)))
        || (Path.IsEmpty && types.IsHttpMethod(Root.Type));
}
