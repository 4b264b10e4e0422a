using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>An error code or text that a test takes for the loss of the session.</summary>
internal sealed record SignalText(string Sign, bool IsTrueForLoss);

/// <summary>Recognises tests that ask what an answer says of the session: its JSON-RPC error code, or the words of its message.</summary>
internal static class SignalTexts
{
    /// <summary>What servers send for a session that they do not know. None of it is in the protocol.</summary>
    private static readonly int[] Codes = [-32600, -32001, -32000];

    private static readonly string[] NamesOfText = ["body", "error", "errorMessage", "errorText", "response", "responseText", "reason", "detail"];

    public static bool IsTextTest(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod: { Name: "Contains" or "StartsWith" or "EndsWith" or "Equals" or "IndexOf" or "IsMatch" } };

    public static SignalText? Of(IOperation test, CodeBody body, TransportFacts facts)
    {
        switch (test)
        {
            case IBinaryOperation { OperatorKind: var kind } binary when kind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals
                or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.LessThan:
                var index = ValueOrigins.Unwrap(binary.LeftOperand) is IInvocationOperation { TargetMethod.Name: "IndexOf" } searched ? searched : null;
                var sign = index is not null ? SignOfCall(index, body, facts)
                    : SignOf(binary.RightOperand, binary.LeftOperand, body, facts) ?? SignOf(binary.LeftOperand, binary.RightOperand, body, facts);
                var isEquality = kind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals;
                return sign is null || (index is null && !isEquality) ? null
                    : new(sign, index is null ? kind == BinaryOperatorKind.Equals : kind is not (BinaryOperatorKind.Equals or BinaryOperatorKind.LessThan));
            case IIsPatternOperation isPattern:
                return OfPattern(isPattern.Pattern, isPattern.Value, body, facts);
            case IInvocationOperation call when IsTextTest(call) && call.Type?.SpecialType == SpecialType.System_Boolean:
                return SignOfCall(call, body, facts) is { } found ? new(found, IsTrueForLoss: true) : null;
            default:
                return null;
        }
    }

    private static SignalText? OfPattern(IPatternOperation pattern, IOperation asked, CodeBody body, TransportFacts facts) => pattern switch
    {
        INegatedPatternOperation negated => OfPattern(negated.Pattern, asked, body, facts) is { } inner ? inner with { IsTrueForLoss = !inner.IsTrueForLoss } : null,
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either => OfPattern(either.LeftPattern, asked, body, facts) ?? OfPattern(either.RightPattern, asked, body, facts),
        IConstantPatternOperation constant => SignOf(constant.Value, asked, body, facts) is { } sign ? new(sign, IsTrueForLoss: true) : null,
        IRecursivePatternOperation recursive => recursive.PropertySubpatterns.Select(p => OfPattern(p.Pattern, asked, body, facts)).FirstOrDefault(s => s is not null),
        _ => null,
    };

    private static string? SignOfCall(IInvocationOperation call, CodeBody body, TransportFacts facts)
    {
        var text = call.Arguments.Select(a => a.Value).FirstOrDefault(a => a.ConstantValue is { HasValue: true, Value: string });
        var asked = call.Instance ?? call.Arguments.Select(a => a.Value).FirstOrDefault(a => !a.ConstantValue.HasValue);
        return text is null || asked is null ? null : SignOf(text, asked, body, facts);
    }

    private static string? SignOf(IOperation constant, IOperation asked, CodeBody body, TransportFacts facts)
    {
        if (ValueOrigins.Unwrap(constant).ConstantValue is not { HasValue: true, Value: var value })
        {
            return null;
        }

        return value switch
        {
            int code when Codes.Contains(code) => $"error code {code}",
            long code when Codes.Contains((int)code) => $"error code {code}",
            string text when Codes.Any(c => text.Contains(c.ToString(System.Globalization.CultureInfo.InvariantCulture))) => $"'{text}'",
            string text when SaysSessionLost(text) && IsOfAnswer(asked, body, facts) => $"'{text}'",
            _ => null,
        };
    }

    private static bool SaysSessionLost(string text) =>
        McpHeaders.Find(text) == McpHeader.None
        && (ReactionWords.SaysSessionLost(text)
            || text.IndexOf("no valid session", StringComparison.OrdinalIgnoreCase) >= 0
            || text.IndexOf("not initialized", StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>Does the text come out of an answer or an exception? What a user typed may say the same.</summary>
    private static bool IsOfAnswer(IOperation asked, CodeBody body, TransportFacts facts) =>
        facts.Origins.Of(body.Original(asked) ?? asked, body.AnyCall).Leaves.Select(l => l.Operation).Append(asked).SelectMany(o => o.DescendantsAndSelf()).Any(part =>
            facts.Types.IsResponse(part.Type) || facts.Types.IsContent(part.Type) || facts.Types.IsException(part.Type) || part.Type?.Name is "JsonElement" or "JsonNode"
            || part switch
            {
                IParameterReferenceOperation { Parameter.Name: var name } => NamesOfText.Any(n => name.EndsWith(n, StringComparison.OrdinalIgnoreCase)),
                IPropertyReferenceOperation { Property.Name: "Message" or "Error" or "ErrorMessage" or "Detail" or "ReasonPhrase" } => true,
                _ => false,
            });
}
