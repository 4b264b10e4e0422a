using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>What is known of the message that a request carries.</summary>
/// <param name="IsJsonRpc">Does it show itself to be JSON-RPC?</param>
/// <param name="Methods">The JSON-RPC methods that it may call, as far as they are constant.</param>
internal sealed record MessageContent(bool IsJsonRpc, IReadOnlyCollection<string> Methods)
{
    public bool IsNotification => Methods.Count > 0 && Methods.All(m => m.StartsWith("notifications/", StringComparison.Ordinal));

    public bool IsInitialize => Methods.Count == 1 && Methods.Contains("initialize");
}

/// <summary>Reads what the content of a request is made of: texts, anonymous objects, messages of the code's own.</summary>
internal sealed class MessageContents(TransportFacts facts)
{
    private const int MaximalParts = 200;
    private const string Initialize = "initialize";

    private static readonly Regex MethodInJson = new("\"method\"\\s*:\\s*\"(?<method>[^\"]+)\"", RegexOptions.CultureInvariant);

    /// <summary>Does the text call the method initialize, by its name or in JSON? A sentence that speaks of it calls nothing.</summary>
    public static bool NamesInitialize(IOperation constant) =>
        constant.ConstantValue is { HasValue: true, Value: string text } && (text == Initialize || MethodsIn(text).Contains(Initialize));

    /// <summary>The JSON-RPC methods that a text calls, in the order of their places.</summary>
    public static IEnumerable<string> MethodsIn(string json) => MethodInJson.Matches(json).Cast<Match>().Select(match => match.Groups["method"].Value);

    public MessageContent Of(SentRequest request)
    {
        var reading = new Reading(facts);
        foreach (var content in ContentsOf(request))
        {
            reading.Read(content.Operation, content.Frame);
        }

        return new(reading.IsJsonRpc, reading.Methods);
    }

    private IEnumerable<Origin> ContentsOf(SentRequest request)
    {
        if (request.IsMadeByCall)
        {
            foreach (var argument in request.Send.Call.Arguments)
            {
                if (argument.Value.Type is { } type && type.Name is not ("Uri" or "CancellationToken") && !facts.Types.IsClient(type)
                    && !(type.SpecialType == SpecialType.System_String && !facts.Types.IsContent(type)))
                {
                    yield return new(argument.Value, request.Exchange.Frame);
                }
            }

            yield break;
        }

        foreach (var body in facts.Code.All)
        {
            foreach (var operation in body.Operations)
            {
                if (operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "Content", Instance: { } owner } } assignment
                    && (owner is IInstanceReferenceOperation ? IsInitializerOf(operation, request) : facts.Types.IsRequestMessage(owner.Type) && facts.SentRequests.MayBe(owner, body.AnyCall, request)))
                {
                    yield return new(assignment.Value, body == request.MadeIn.Body ? request.MadeIn : body.AnyCall);
                }
            }
        }
    }

    private static bool IsInitializerOf(IOperation assignment, SentRequest request) => assignment.Parent?.Parent is { } made && made.Syntax == request.Made.Syntax;

    private sealed class Reading(TransportFacts facts)
    {
        private readonly HashSet<SyntaxNode> _seen = [];

        public bool IsJsonRpc { get; private set; }

        public HashSet<string> Methods { get; } = [];

        public void Read(IOperation value, Frame frame)
        {
            foreach (var leaf in facts.Origins.Of(value, frame).Leaves)
            {
                foreach (var part in leaf.Operation.DescendantsAndSelf())
                {
                    if (_seen.Count > MaximalParts)
                    {
                        return;
                    }

                    ReadPart(part, leaf.Frame);
                }
            }
        }

        private void ReadPart(IOperation part, Frame frame)
        {
            // An assignment of a constant is a constant itself, and it has a name too.
            if (part is not ISimpleAssignmentOperation && part.ConstantValue is { HasValue: true, Value: string text })
            {
                ReadText(text);
                return;
            }

            switch (part)
            {
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var name } } assignment:
                    IsJsonRpc |= string.Equals(name, "jsonrpc", StringComparison.OrdinalIgnoreCase);
                    if (string.Equals(name, "method", StringComparison.OrdinalIgnoreCase) && facts.Headers.TextOf(assignment.Value, frame) is { } method)
                    {
                        Methods.Add(method);
                    }

                    break;
                case IObjectCreationOperation { Type: { } type } creation:
                    IsJsonRpc |= type.Name.StartsWith("JsonRpc", StringComparison.OrdinalIgnoreCase);
                    foreach (var argument in creation.Arguments)
                    {
                        if (string.Equals(argument.Parameter?.Name, "method", StringComparison.OrdinalIgnoreCase) && facts.Headers.TextOf(argument.Value, frame) is { } called)
                        {
                            Methods.Add(called);
                        }
                    }

                    break;
                case ILocalReferenceOperation or IParameterReferenceOperation or IInvocationOperation when _seen.Add(part.Syntax):
                    IsJsonRpc |= part.Type?.Name.StartsWith("JsonRpc", StringComparison.OrdinalIgnoreCase) == true;
                    Read(part, frame);
                    break;
            }
        }

        private void ReadText(string text)
        {
            if (text == Initialize || text.StartsWith("notifications/", StringComparison.Ordinal))
            {
                Methods.Add(text);
            }

            IsJsonRpc |= text.IndexOf("jsonrpc", StringComparison.OrdinalIgnoreCase) >= 0;
            foreach (var method in MethodsIn(text))
            {
                Methods.Add(method);
            }
        }
    }
}
