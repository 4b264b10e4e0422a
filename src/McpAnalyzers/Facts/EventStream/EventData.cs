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
    private const int MaximalHops = 4;

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
                    && facts.Origins.Of(data, body.AnyCall).Leaves is { Count: > 0 } leaves && leaves.All(leaf => IsDataOfEvent(facts, leaf)))
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
        var data = new HashSet<ISymbol>(behind.Carriers.Select(c => c.Symbol), SymbolEqualityComparer.Default);
        var lines = behind.Leaves.SelectMany(leaf => Carriers(facts, LineOf(leaf.Operation), leaf.Frame)).ToList();
        var events = behind.Leaves.SelectMany(leaf => Carriers(facts, EventOf(leaf.Operation), leaf.Frame));
        var lineSymbols = new HashSet<ISymbol>(lines.Select(c => c.Symbol), SymbolEqualityComparer.Default);
        return BodiesOf([.. behind.Carriers, .. lines, .. events]).Concat(behind.Leaves.Select(l => l.Frame.Body).Append(parsed.Body).SelectMany(b => b.Outermost.SelfAndNested())).Distinct()
            .SelectMany(b => b.Operations)
            .Any(o => Asks(facts, o, parsed.Call, data) || AsksLength(o, lineSymbols)
                || PredicatesAskedBy(facts, o).SelectMany(p => p.Operations).Any(asked => Asks(facts, asked, parsed.Call, data) || (IsGiven(o, lineSymbols) && AsksLength(asked, lines: null))));
    }

    /// <summary>A helper that is given the event, or the line, and answers a question about it; with everything that it calls.</summary>
    private static IEnumerable<CodeBody> PredicatesAskedBy(TransportFacts facts, IOperation operation) =>
        operation is IInvocationOperation { Type.SpecialType: SpecialType.System_Boolean, Arguments.IsEmpty: false } call && facts.Code.Callee(call) is { } callee ? facts.Code.Reachable(callee) : [];

    /// <summary>The locals and parameters that a line, or an event, comes through.</summary>
    private static IReadOnlyList<(ISymbol Symbol, Frame Frame)> Carriers(TransportFacts facts, IOperation? value, Frame frame) =>
        value is null ? [] : facts.Origins.Of(value, frame).Carriers;

    private static IEnumerable<CodeBody> BodiesOf(IEnumerable<(ISymbol Symbol, Frame Frame)> carriers) => carriers.SelectMany(c => c.Frame.Body.Outermost.SelfAndNested()).Distinct();

    /// <summary>The Data of an event of a reader, or what stands after "data:" in a line.</summary>
    private static bool IsDataOfEvent(TransportFacts facts, Origin leaf) => EventOf(leaf.Operation) is not null || (LineOf(leaf.Operation) is { } line && IsDataLine(facts, line, leaf.Frame));

    /// <summary>The text before white space was cut off.</summary>
    public static IOperation Untrimmed(IOperation value)
    {
        while (value is IInvocationOperation { TargetMethod.Name: "Trim" or "TrimStart" or "TrimEnd", Instance: { } trimmed })
        {
            value = ValueOrigins.Unwrap(trimmed);
        }

        return value;
    }

    /// <summary>The event that the value is the data of.</summary>
    private static IOperation? EventOf(IOperation value) => Untrimmed(value) is IPropertyReferenceOperation { Property: { Name: "Data", ContainingType.Name: var type }, Instance: { } owner }
        && (type.StartsWith("Sse", StringComparison.Ordinal) || type.StartsWith("ServerSentEvent", StringComparison.Ordinal)) ? owner : null;

    /// <summary>The line that the value is the rest of.</summary>
    private static IOperation? LineOf(IOperation value) => Untrimmed(value) switch
    {
        IInvocationOperation { TargetMethod.Name: "Substring", Instance: ILocalReferenceOperation or IParameterReferenceOperation } rest => rest.Instance,
        IImplicitIndexerReferenceOperation { Instance: ILocalReferenceOperation or IParameterReferenceOperation } rest => rest.Instance,
        _ => null,
    };

    /// <summary>Is the line compared in length, and not only with the empty line that ends an event?</summary>
    private static bool AsksLength(IOperation operation, HashSet<ISymbol>? lines) =>
        operation is IPropertyReferenceOperation { Property.Name: "Length", Instance: { } measured } && ReferencedSymbol.Of(measured) is { } line && (lines is null || lines.Contains(line))
        && operation.Parent switch
        {
            IBinaryOperation comparison => !IsZero(comparison.LeftOperand) && !IsZero(comparison.RightOperand),
            IIsPatternOperation { Pattern: var pattern } => !IsZero(pattern),
            ISwitchOperation statement => !statement.Cases.SelectMany(c => c.Clauses).All(IsZeroOrElse),
            _ => true,
        };

    private static bool IsZeroOrElse(ICaseClauseOperation clause) => clause switch
    {
        ISingleValueCaseClauseOperation { Value: var value } => IsZero(value),
        IPatternCaseClauseOperation { Pattern: var pattern } => IsZero(pattern),
        _ => clause is IDefaultCaseClauseOperation,
    };

    private static bool IsZero(IOperation value) => value switch
    {
        IConstantPatternOperation constant => IsZero(constant.Value),
        INegatedPatternOperation negated => IsZero(negated.Pattern),
        _ => value.ConstantValue is { HasValue: true, Value: 0 },
    };

    /// <summary>Does code ask whether the line begins with "data:", where it is read or in a helper?</summary>
    private static bool IsDataLine(TransportFacts facts, IOperation line, Frame frame)
    {
        var carriers = Carriers(facts, line, frame);
        var lines = new HashSet<ISymbol>(carriers.Select(c => c.Symbol), SymbolEqualityComparer.Default);
        return BodiesOf(carriers).SelectMany(b => b.Operations).Any(o => AsksForDataLine(o, lines)
            || (IsGiven(o, lines) && PredicatesAskedBy(facts, o).SelectMany(p => p.Operations).Any(asked => AsksForDataLine(asked, lines: null))));
    }

    private static bool IsGiven(IOperation operation, HashSet<ISymbol> symbols) =>
        operation is IInvocationOperation call && call.Arguments.Any(a => ReferencedSymbol.Of(ValueOrigins.Unwrap(a.Value)) is { } passed && symbols.Contains(passed));

    private static bool AsksForDataLine(IOperation operation, HashSet<ISymbol>? lines) =>
        operation is IInvocationOperation { TargetMethod.Name: "StartsWith", Instance: { } line, Arguments: [{ Value.ConstantValue: { HasValue: true, Value: "data:" or "data: " } }, ..] }
        && ReferencedSymbol.Of(line) is { } asked && (lines is null || lines.Contains(asked));

    private static bool Asks(TransportFacts facts, IOperation operation, IInvocationOperation parse, HashSet<ISymbol> symbols, int hops = MaximalHops)
    {
        if (operation == parse || operation.Syntax.Span.Contains(parse.Syntax.Span))
        {
            return false;
        }

        return operation switch
        {
            IInvocationOperation { Type.SpecialType: SpecialType.System_Boolean } call when hops > 0 && facts.Code.Callee(call) is { OnlyAnswer: { } answer, Method: { } method } =>
                GivenOf(call, method, symbols) is { Count: > 0 } given && answer.DescendantsAndSelf().Any(asked => Asks(facts, asked, parse, given, hops - 1)),
            IInvocationOperation { Type.SpecialType: SpecialType.System_Boolean } call when call.TargetMethod.Name != "StartsWith" || !IsLineTest(call) => Mentions(call, symbols),
            IPropertyReferenceOperation { Property.Name: "Length" or "IsEmpty" or "Count" } length => length.Instance is { } measured && Mentions(measured, symbols),
            IIsPatternOperation pattern => Mentions(pattern.Value, symbols),
            IPropertySubpatternOperation part => Mentions(part.Member, symbols),
            IBinaryOperation { Type.SpecialType: SpecialType.System_Boolean } comparison => Mentions(comparison, symbols) && !ComparesWithText(comparison),
            ISwitchOperation statement => Mentions(statement.Value, symbols),
            ISwitchExpressionOperation expression => Mentions(expression.Value, symbols),
            _ => false,
        };
    }

    /// <summary>The parameters by which a method gets the data.</summary>
    private static HashSet<ISymbol> GivenOf(IInvocationOperation call, IMethodSymbol method, HashSet<ISymbol> symbols) => new(
        call.Arguments.Where(a => Mentions(a.Value, symbols)).SelectMany(a => method.Parameters.Where(p => p.Ordinal == a.Parameter?.Ordinal)), SymbolEqualityComparer.Default);

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
