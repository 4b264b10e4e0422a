using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>The data of a server-sent event that goes into a JSON parser.</summary>
/// <param name="Call">The call that parses it.</param>
/// <param name="Data">The operand.</param>
/// <param name="Body">The body it is in.</param>
internal sealed record ParsedEvent(IInvocationOperation Call, IOperation Data, CodeBody Body);

/// <summary>Finds where the data of events is parsed, and whether anybody looks before whether there is any.</summary>
internal static class EventData
{
    private static readonly (string Type, string Method)[] Parsers =
    [
        ("JsonDocument", "Parse"), ("JsonNode", "Parse"), ("JsonSerializer", "Deserialize"), ("JObject", "Parse"), ("JToken", "Parse"), ("JsonConvert", "DeserializeObject"),
    ];

    public static IEnumerable<ParsedEvent> Parsed(TransportFacts facts)
    {
        foreach (var body in facts.Code.Own)
        {
            foreach (var call in body.Operations.OfType<IInvocationOperation>())
            {
                if (call.Arguments is [{ Value: var data }, ..] && Parsers.Contains((call.TargetMethod.ContainingType?.Name ?? "", call.TargetMethod.Name))
                    && facts.Origins.Of(data, body.AnyCall).Leaves is { Count: > 0 } leaves && leaves.All(IsDataOfEvent))
                {
                    yield return new(call, data, body);
                }
            }
        }
    }

    /// <summary>Does code on the way of the data ask anything of it: whether it is empty, how long it is, what it starts with?</summary>
    public static bool IsTested(TransportFacts facts, ParsedEvent parsed)
    {
        var behind = facts.Origins.Of(parsed.Data, parsed.Body.AnyCall);
        var bodies = behind.Carriers.Select(c => c.Frame.Body).Concat(behind.Leaves.Select(l => l.Frame.Body)).Append(parsed.Body).SelectMany(b => b.Outermost.SelfAndNested()).Distinct();
        var symbols = new HashSet<ISymbol>(behind.Carriers.Select(c => c.Symbol), SymbolEqualityComparer.Default);
        var lines = new HashSet<ISymbol>(behind.Leaves.Select(l => LineOf(l.Operation)).OfType<ISymbol>(), SymbolEqualityComparer.Default);
        return bodies.SelectMany(b => b.Operations).Any(o => Asks(o, parsed.Call, symbols) || AsksLength(o, lines)
            || (PredicateOf(facts, o) is { } predicate && predicate.Operations.Any(asked => Asks(asked, parsed.Call, symbols))));
    }

    /// <summary>A helper that is given the event, and answers a question about it.</summary>
    private static CodeBody? PredicateOf(TransportFacts facts, IOperation operation) =>
        operation is IInvocationOperation { Type.SpecialType: SpecialType.System_Boolean, Arguments.IsEmpty: false } call ? facts.Code.Callee(call) : null;

    /// <summary>The Data of an event of a reader, or what stands after "data:" in a line.</summary>
    private static bool IsDataOfEvent(Origin leaf) => Untrimmed(leaf.Operation) switch
    {
        IPropertyReferenceOperation { Property: { Name: "Data", ContainingType: var type } } => type.Name.StartsWith("Sse", StringComparison.Ordinal) || type.Name.StartsWith("ServerSentEvent", StringComparison.Ordinal),
        var value => LineOf(value) is { } line && IsDataLine(line, leaf.Frame.Body),
    };

    private static IOperation Untrimmed(IOperation value)
    {
        while (value is IInvocationOperation { TargetMethod.Name: "Trim" or "TrimStart" or "TrimEnd", Instance: { } trimmed })
        {
            value = ValueOrigins.Unwrap(trimmed);
        }

        return value;
    }

    /// <summary>The line that the value is the rest of.</summary>
    private static ILocalSymbol? LineOf(IOperation value) => Untrimmed(value) switch
    {
        IInvocationOperation { TargetMethod.Name: "Substring", Instance: ILocalReferenceOperation { Local: var line } } => line,
        IImplicitIndexerReferenceOperation { Instance: ILocalReferenceOperation { Local: var line } } => line,
        _ => null,
    };

    /// <summary>Is the line compared in length, and not only with the empty line that ends an event?</summary>
    private static bool AsksLength(IOperation operation, HashSet<ISymbol> lines) =>
        operation is IPropertyReferenceOperation { Property.Name: "Length", Instance: ILocalReferenceOperation { Local: var line } } && lines.Contains(line)
        && operation.Parent is not IBinaryOperation { RightOperand.ConstantValue: { HasValue: true, Value: 0 } };

    private static bool IsDataLine(ILocalSymbol line, CodeBody body) => body.Outermost.SelfAndNested().SelectMany(b => b.Operations).Any(o =>
        o is IInvocationOperation { TargetMethod.Name: "StartsWith", Instance: ILocalReferenceOperation { Local: var asked }, Arguments: [{ Value.ConstantValue: { HasValue: true, Value: "data:" or "data: " } }, ..] }
        && SymbolEqualityComparer.Default.Equals(asked, line));

    private static bool Asks(IOperation operation, IInvocationOperation parse, HashSet<ISymbol> symbols)
    {
        if (operation == parse || operation.Syntax.Span.Contains(parse.Syntax.Span))
        {
            return false;
        }

        return operation switch
        {
            IInvocationOperation { Type.SpecialType: SpecialType.System_Boolean } call when call.TargetMethod.Name is not ("StartsWith" or "MoveNext") || !IsLineTest(call) => Mentions(call, symbols),
            IPropertyReferenceOperation { Property.Name: "Length" or "IsEmpty" or "Count" } length => length.Instance is { } measured && Mentions(measured, symbols),
            IIsPatternOperation pattern => Mentions(pattern.Value, symbols),
            IBinaryOperation { Type.SpecialType: SpecialType.System_Boolean } comparison => Mentions(comparison, symbols) && !ComparesWithText(comparison),
            ISwitchOperation statement => Mentions(statement.Value, symbols),
            ISwitchExpressionOperation expression => Mentions(expression.Value, symbols),
            _ => false,
        };
    }

    /// <summary>Whether a line is a data line says nothing about what stands after the colon.</summary>
    private static bool IsLineTest(IInvocationOperation call) =>
        call.Arguments is [{ Value.ConstantValue: { HasValue: true, Value: string prefix } }, ..] && prefix.TrimEnd() is "data:" or "event:" or "id:" or "retry:" or ":";

    private static bool ComparesWithText(IBinaryOperation comparison) => comparison.LeftOperand.ConstantValue is { HasValue: true, Value: string { Length: > 0 } }
        || comparison.RightOperand.ConstantValue is { HasValue: true, Value: string { Length: > 0 } };

    private static bool Mentions(IOperation operation, HashSet<ISymbol> symbols) => operation.DescendantsAndSelf().Any(o => o switch
    {
        ILocalReferenceOperation local => symbols.Contains(local.Local),
        IParameterReferenceOperation parameter => symbols.Contains(parameter.Parameter),
        IPropertyReferenceOperation { Property.Name: "Data" } => true,
        _ => false,
    });
}
