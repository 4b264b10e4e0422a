using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>Finds access tokens in the query strings of the addresses that messages are sent to.</summary>
internal sealed class EndpointTokens(TransportFacts facts)
{
    private static readonly Regex TokenParameter = new(
        "(^|[?&])(?<name>access[_-]?token|auth[_-]?token|bearer([_-]?token)?)=", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>A token of some kind: of which, the name of its value says.</summary>
    private static readonly Regex SomeToken = new("(^|[?&])token=$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Regex AccessWord = new("access|bearer|auth|jwt", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Each expression that puts a token into an address, and the parameter's name.</summary>
    public IEnumerable<(IOperation Operation, string Parameter)> All =>
        Endpoints().SelectMany(e => Find(e.Operation, e.Frame, depth: 0)).GroupBy(f => f.Operation.Syntax).Select(g => g.First());

    private IEnumerable<Origin> Endpoints()
    {
        foreach (var request in facts.SentRequests.All)
        {
            if (facts.SentRequests.HasMcpHeader(request) || facts.MessageContents.Of(request).IsJsonRpc)
            {
                foreach (var argument in Frame.ArgumentsOf(request.Made))
                {
                    if (IsAddress(argument.Value))
                    {
                        yield return new(argument.Value, request.MadeIn);
                    }
                }
            }
        }

        foreach (var body in facts.Code.Own)
        {
            foreach (var operation in body.Operations)
            {
                // The options of the SDK's transports, and RequestUri in the initializer of a message.
                if (operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: var name, ContainingType.Name: var type } } } assignment
                    && ((name == "Endpoint" && type.EndsWith("TransportOptions", StringComparison.Ordinal)) || (name == "RequestUri" && IsOfMessage(assignment))))
                {
                    yield return new(assignment.Value, body.AnyCall);
                }
            }
        }
    }

    private bool IsOfMessage(IOperation assignment) =>
        assignment.Parent?.Parent is { } made && facts.SentRequests.All.Any(r => r.Made.Syntax == made.Syntax && facts.SentRequests.HasMcpHeader(r));

    private static bool IsAddress(IOperation value) => ValueOrigins.Unwrap(value).Type is { } type && (type.Name == "Uri" || type.SpecialType == SpecialType.System_String);

    private IEnumerable<(IOperation Operation, string Parameter)> Find(IOperation address, Frame frame, int depth)
    {
        if (depth > 4)
        {
            yield break;
        }

        foreach (var leaf in facts.Origins.Of(address, frame).Leaves)
        {
            if (!facts.Code.Own.Contains(leaf.Frame.Body))
            {
                continue;
            }

            if (TokenIn(leaf.Operation) is { } name)
            {
                yield return (leaf.Operation, name);
                continue;
            }

            foreach (var part in PartsOf(leaf.Operation, leaf.Frame))
            {
                foreach (var found in Find(part, leaf.Frame, depth + 1))
                {
                    yield return found;
                }
            }
        }
    }

    /// <summary>What an address is made from: the arguments of a Uri, the query of a UriBuilder.</summary>
    private static IEnumerable<IOperation> PartsOf(IOperation operation, Frame frame)
    {
        switch (operation)
        {
            case IObjectCreationOperation { Type.Name: "Uri" or "UriBuilder" } creation:
                foreach (var argument in creation.Arguments.Where(a => IsAddress(a.Value)))
                {
                    yield return argument.Value;
                }

                foreach (var assignment in creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>() ?? [])
                {
                    yield return assignment.Value;
                }

                break;
            case IPropertyReferenceOperation { Property: { Name: "Uri", ContainingType.Name: "UriBuilder" }, Instance: { } builder }:
                yield return builder;
                foreach (var written in frame.Body.Operations.OfType<ISimpleAssignmentOperation>())
                {
                    if (written.Target is IPropertyReferenceOperation { Property.Name: "Query", Instance: { } other } && other.Syntax.ToString() == builder.Syntax.ToString())
                    {
                        yield return written.Value;
                    }
                }

                break;
            case IInvocationOperation { TargetMethod.Name: "AddQueryString", Arguments: [var first, ..] }:
                yield return first.Value;
                break;
            case IInvocationOperation { TargetMethod.Name: "ToString", Instance: { } described }:
                yield return described;
                break;
        }
    }

    /// <summary>The parameter that a text of its own, an interpolation or a concatenation gives a token.</summary>
    private static string? TokenIn(IOperation text)
    {
        switch (text)
        {
            case { ConstantValue: { HasValue: true, Value: string constant } }:
                return TokenParameter.Match(constant) is { Success: true } match ? match.Groups["name"].Value : null;
            case IInterpolatedStringOperation interpolated:
                return TokenIn([.. interpolated.Parts.Select(p => p is IInterpolationOperation i ? i.Expression : p is IInterpolatedStringTextOperation t ? t.Text : p)]);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add }:
                return TokenIn([.. Operands(text)]);
            case IInvocationOperation { TargetMethod.Name: "AddQueryString", Arguments: var arguments }:
                return arguments.Select(a => a.Value.ConstantValue is { HasValue: true, Value: string name } && TokenParameter.Match(name + "=") is { Success: true, Index: 0 } ? name : null).FirstOrDefault(n => n is not null);
            default:
                return null;
        }
    }

    private static string? TokenIn(IReadOnlyList<IOperation> parts)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].ConstantValue is not { HasValue: true, Value: string text })
            {
                if (parts[i] is IInterpolatedStringOperation inner && TokenIn(inner) is { } nested)
                {
                    return nested;
                }

                continue;
            }

            if (TokenParameter.Match(text) is { Success: true } match)
            {
                return match.Groups["name"].Value;
            }

            if (SomeToken.IsMatch(text) && i + 1 < parts.Count && AccessWord.IsMatch(parts[i + 1].Syntax.ToString()))
            {
                return "token";
            }
        }

        return null;
    }

    private static IEnumerable<IOperation> Operands(IOperation sum)
    {
        var pending = new Stack<IOperation>();
        pending.Push(sum);
        while (pending.Count > 0)
        {
            var current = ValueOrigins.Unwrap(pending.Pop());
            if (current is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } inner && !inner.ConstantValue.HasValue)
            {
                pending.Push(inner.RightOperand);
                pending.Push(inner.LeftOperand);
            }
            else
            {
                yield return current;
            }
        }
    }
}
