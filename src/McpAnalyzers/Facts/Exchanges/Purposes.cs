using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>What requests are for, as the JSON-RPC messages in them say.</summary>
[Flags]
internal enum Purpose
{
    None = 0,
    Initialize = 1,
    Notification = 2,
    Other = 4,

    /// <summary>Nothing in sight tells.</summary>
    Unknown = 8,

    /// <summary>The result or the error of a request that the server made.</summary>
    Response = 16,
}

/// <summary>Finds out what a request is for from the JSON-RPC message in its content, through helpers and the callers that are in sight.</summary>
internal sealed class Purposes(TransportFacts facts)
{
    private const int MaximalSteps = 400;

    /// <summary>Stands in a text for what is only known when the code runs.</summary>
    private const char Hole = '\u0001';

    private static readonly Regex ResponseMember = new("\"(result|error)\"\\s*:", RegexOptions.CultureInvariant);

    private static readonly string[] MethodPrefixes =
        ["tools/", "resources/", "prompts/", "completion/", "logging/", "sampling/", "roots/", "elicitation/", "server/", "subscriptions/", "tasks/"];

    /// <summary>Everything the exchange may be for, in the frame it runs in.</summary>
    public Purpose Of(Origin exchange)
    {
        if (facts.Exchanges.SendOf(exchange.Operation) is not { } send)
        {
            return Purpose.Unknown;
        }

        var walk = new Walk(facts);
        var purpose = Purpose.None;
        foreach (var content in ContentsOf(send, exchange.Frame))
        {
            purpose |= walk.Read(content.Operation, content.Frame);
        }

        if (walk.NamesMethod && purpose.HasFlag(Purpose.Response))
        {
            // The member that looks like a response's is one of the parameters.
            purpose = (purpose & ~Purpose.Response) | Purpose.Unknown;
        }

        return purpose == Purpose.None ? Purpose.Unknown : purpose;
    }

    /// <summary>Is it certainly a notification or a response, which servers answer with 202 and no body?</summary>
    public bool IsAnsweredWithoutBody(Origin exchange) => (Of(exchange) & ~(Purpose.Notification | Purpose.Response)) == Purpose.None;

    public bool IsOnlyInitialize(Origin exchange) => Of(exchange) == Purpose.Initialize;

    private IEnumerable<Origin> ContentsOf(Send send, Frame frame)
    {
        if (send.Request is null)
        {
            foreach (var argument in send.Call.Arguments)
            {
                if (facts.Types.IsContent(argument.Value.Type) || argument.Parameter?.Name == "value")
                {
                    yield return new(argument.Value, frame);
                }
            }

            yield break;
        }

        var behind = facts.Origins.Of(send.Request, frame);
        foreach (var (symbol, carrierFrame) in behind.Carriers)
        {
            foreach (var operation in carrierFrame.Body.Outermost.SelfAndNested().SelectMany(b => b.Operations))
            {
                if (operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "Content", Instance: { } instance } } assignment
                    && ReferencedSymbol.Of(ValueOrigins.Unwrap(instance)) is { } assigned && SymbolEqualityComparer.Default.Equals(assigned, symbol))
                {
                    yield return new(assignment.Value, carrierFrame);
                }
            }
        }

        foreach (var leaf in behind.Leaves)
        {
            foreach (var operation in (leaf.Operation as IObjectCreationOperation)?.Initializer?.Initializers ?? [])
            {
                if (operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "Content" } } assignment)
                {
                    yield return new(assignment.Value, leaf.Frame);
                }
            }
        }
    }

    private sealed class Walk(TransportFacts facts)
    {
        private int _steps;

        /// <summary>Does a text that was read name the method without saying which?</summary>
        public bool NamesMethod { get; private set; }

        public Purpose Read(IOperation value, Frame frame)
        {
            var purpose = Purpose.None;
            foreach (var leaf in facts.Origins.Of(value, frame).Leaves)
            {
                purpose |= ++_steps > MaximalSteps ? Purpose.Unknown : ReadLeaf(leaf.Operation, leaf.Frame);
            }

            return purpose;
        }

        private Purpose ReadLeaf(IOperation value, Frame frame)
        {
            if (value.ConstantValue is { HasValue: true, Value: var constant })
            {
                return constant is string text ? FromText(text) : Purpose.None;
            }

            switch (value)
            {
                case IParameterReferenceOperation or ILocalReferenceOperation or IMemberReferenceOperation { Member: IFieldSymbol }:
                    return IsResponse(value.Type) ? Purpose.Response : Purpose.Unknown;
                case IInterpolatedStringOperation interpolated:
                    return ReadInterpolated(interpolated, frame);
            }

            if (MemberOf(value, "method") is { } method)
            {
                var named = Read(method, frame);
                return named == Purpose.None ? Purpose.Other : named;
            }

            if (MemberOf(value, "result") is not null || MemberOf(value, "error") is not null)
            {
                return Purpose.Response;
            }

            var found = Purpose.None;
            var isMethodOpen = false;
            foreach (var child in value.ChildOperations)
            {
                var part = child is IAnonymousFunctionOperation ? Purpose.None : Read(child, frame);
                isMethodOpen |= part.HasFlag(Purpose.Unknown) && part != Purpose.Unknown;
                found |= part;
            }

            // The method is found: what else the object holds, parameters and ids, says nothing about it. But what may be one of several methods stays so.
            return (found & ~Purpose.Unknown) != Purpose.None && !isMethodOpen ? found & ~Purpose.Unknown : found;
        }

        /// <summary>Is it a type of the code's own for JSON-RPC responses?</summary>
        private static bool IsResponse(ITypeSymbol? type) =>
            type is { Name: var name } && name.StartsWith("JsonRpc", StringComparison.OrdinalIgnoreCase)
            && (name.EndsWith("Response", StringComparison.Ordinal) || name.EndsWith("Error", StringComparison.Ordinal));

        /// <summary>What an object is given for one of its members.</summary>
        private static IOperation? MemberOf(IOperation value, string named)
        {
            var members = value switch
            {
                IAnonymousObjectCreationOperation anonymous => anonymous.Initializers,
                IObjectCreationOperation { Initializer: { } initializer } => initializer.Initializers,
                _ => [],
            };
            foreach (var member in members)
            {
                switch (member)
                {
                    case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { IsIndexer: false, Name: var name } } } assignment
                        when name.Equals(named, StringComparison.OrdinalIgnoreCase):
                        return assignment.Value;
                    case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [{ Value.ConstantValue: { HasValue: true, Value: string key } }] } } assignment when key == named:
                        return assignment.Value;
                    case IInvocationOperation { TargetMethod.Name: "Add", Arguments: [{ Value.ConstantValue: { HasValue: true, Value: string key } }, var added] } when key == named:
                        return added.Value;
                }
            }

            return null;
        }

        private Purpose FromText(string text)
        {
            if (MessageContents.MethodsIn(text).FirstOrDefault() is { } method)
            {
                return FromMethod(method) is var named && named == Purpose.None ? Purpose.Other : named;
            }

            NamesMethod |= text.Contains("\"method\"");
            return ResponseMember.IsMatch(text) ? Purpose.Response : FromMethod(text);
        }

        private static Purpose FromMethod(string method) =>
            method.IndexOf(Hole) >= 0 ? Purpose.Unknown
            : method == "initialize" ? Purpose.Initialize
            : method.StartsWith("notifications/", StringComparison.Ordinal) ? Purpose.Notification
            : method == "ping" || MethodPrefixes.Any(p => method.StartsWith(p, StringComparison.Ordinal)) ? Purpose.Other
            : Purpose.None;

        private Purpose ReadInterpolated(IInterpolatedStringOperation interpolated, Frame frame)
        {
            var text = new System.Text.StringBuilder();
            var parts = Purpose.None;
            foreach (var part in interpolated.Parts)
            {
                if (part is IInterpolatedStringTextOperation { Text.ConstantValue: { HasValue: true, Value: string literal } })
                {
                    text.Append(literal);
                }
                else if (part is IInterpolationOperation { Expression: var expression })
                {
                    var known = facts.Headers.TextOf(expression, frame);
                    text.Append(known ?? Hole.ToString());
                    parts |= known is null ? Read(expression, frame) : Purpose.None;
                }
            }

            var whole = FromText(text.ToString());
            return whole is Purpose.Unknown or Purpose.None ? parts | whole : whole;
        }
    }
}
