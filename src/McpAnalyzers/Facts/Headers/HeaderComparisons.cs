using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

internal enum ComparisonForm
{
    /// <summary><c>==</c> or <c>!=</c>.</summary>
    Operator,

    /// <summary>A call of Equals.</summary>
    Call,

    /// <summary><c>is</c> or <c>is not</c> with nothing but the name.</summary>
    Pattern,

    /// <summary>A dictionary of received headers that is made without a comparer; the comparison is its lookup.</summary>
    Dictionary,

    /// <summary>A switch, or a pattern that asks for more.</summary>
    Other,
}

/// <summary>A header's name compared with an MCP header's, letter case included.</summary>
/// <param name="Form">How.</param>
/// <param name="Syntax">The comparison; what a switch is about; the creation of the dictionary.</param>
/// <param name="Header">The constant name.</param>
/// <param name="Left">The left operand of an operator or pattern.</param>
/// <param name="Right">The right one.</param>
internal sealed record HeaderComparison(ComparisonForm Form, SyntaxNode Syntax, string Header, SyntaxNode? Left = null, SyntaxNode? Right = null)
{
    /// <summary>Does the comparison ask for another name?</summary>
    public bool IsNegated { get; init; }
}

/// <summary>Finds where code compares header names by case.</summary>
internal sealed class HeaderComparisons(TransportFacts facts)
{
    private IReadOnlyList<HeaderComparison>? _all;

    /// <summary>Each once, in the order of the code.</summary>
    public IReadOnlyList<HeaderComparison> All => _all ??=
    [
        .. facts.Code.Own.SelectMany(b => b.Operations.Select(o => Find(o, b)).OfType<HeaderComparison>())
            .GroupBy(c => c.Syntax).Select(g => g.First()),
    ];

    private HeaderComparison? Find(IOperation operation, CodeBody body) => operation switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } binary when Compares(binary.LeftOperand, binary.RightOperand, body) is { } header =>
            new(ComparisonForm.Operator, binary.Syntax, header, binary.LeftOperand.Syntax, binary.RightOperand.Syntax) { IsNegated = binary.OperatorKind == BinaryOperatorKind.NotEquals },
        IInvocationOperation { TargetMethod.Name: "Equals" } call when Operands(call) is { } operands && Compares(operands.Left, operands.Right, body) is { } header =>
            new(ComparisonForm.Call, call.Syntax, header),
        IConstantPatternOperation pattern when HeaderText(pattern.Value) is { } header => OfPattern(pattern, header, body),
        ISingleValueCaseClauseOperation { Parent.Parent: ISwitchOperation statement } clause when HeaderText(clause.Value) is { } header && HasOpenSpelling(statement.Value, body) =>
            new(ComparisonForm.Other, statement.Value.Syntax, header),
        _ when facts.Headers.Read(operation) is { } read && HeaderText(read.Name) is { } header && OrdinalDictionary(read.Collection, body) is { } dictionary =>
            new(ComparisonForm.Dictionary, dictionary.Syntax, header),
        _ => null,
    };

    private HeaderComparison? OfPattern(IConstantPatternOperation pattern, string header, CodeBody body)
    {
        IOperation at = pattern;
        var isOfPart = false;
        while (at.Parent is IPatternOperation or IPropertySubpatternOperation)
        {
            at = at.Parent;
            isOfPart |= at is IPropertySubpatternOperation or IRecursivePatternOperation;
        }

        var value = at.Parent switch
        {
            IIsPatternOperation isPattern => isPattern.Value,
            ISwitchExpressionArmOperation { Parent: ISwitchExpressionOperation expression } => expression.Value,
            ICaseClauseOperation { Parent.Parent: ISwitchOperation statement } => statement.Value,
            _ => null,
        };
        if (value is null || (!isOfPart && !HasOpenSpelling(value, body)))
        {
            return null;
        }

        if (at.Parent is not IIsPatternOperation test)
        {
            return new(ComparisonForm.Other, value.Syntax, header);
        }

        return test.Pattern switch
        {
            IConstantPatternOperation => new(ComparisonForm.Pattern, test.Syntax, header, value.Syntax, pattern.Value.Syntax),
            INegatedPatternOperation { Pattern: IConstantPatternOperation } => new(ComparisonForm.Pattern, test.Syntax, header, value.Syntax, pattern.Value.Syntax) { IsNegated = true },
            _ => new(ComparisonForm.Other, test.Syntax, header),
        };
    }

    /// <summary>What a call of Equals compares by case; null where it ignores case, or where that cannot be told.</summary>
    private static (IOperation Left, IOperation Right)? Operands(IInvocationOperation call)
    {
        var operands = call.Arguments.Select(a => a.Value).ToList();
        if (operands.Count > 0 && operands[operands.Count - 1] is { Type: { Name: "StringComparison", TypeKind: TypeKind.Enum } } comparison)
        {
            if (comparison.ConstantValue is not { HasValue: true, Value: int kind } || IgnoresCase((StringComparison)kind))
            {
                return null;
            }

            operands.RemoveAt(operands.Count - 1);
        }

        if (call.Instance is { } instance)
        {
            if (KnownComparer(instance) is { } ignoresCase)
            {
                return operands.Count == 2 && !ignoresCase ? (operands[0], operands[1]) : null;
            }

            return operands.Count == 1 ? (instance, operands[0]) : null;
        }

        return operands.Count == 2 && call.TargetMethod.ContainingType.SpecialType is SpecialType.System_String or SpecialType.System_Object ? (operands[0], operands[1]) : null;
    }

    private static bool IgnoresCase(StringComparison comparison) =>
        comparison is StringComparison.OrdinalIgnoreCase or StringComparison.InvariantCultureIgnoreCase or StringComparison.CurrentCultureIgnoreCase;

    /// <summary>Does a StringComparer ignore case? Null for everything but the framework's own.</summary>
    private static bool? KnownComparer(IOperation comparer) =>
        ValueOrigins.Unwrap(comparer) is IPropertyReferenceOperation { Property: { IsStatic: true, ContainingType.Name: "StringComparer", Name: var name } }
            ? name.EndsWith("IgnoreCase", StringComparison.Ordinal)
            : null;

    private string? Compares(IOperation left, IOperation right, CodeBody body) =>
        HeaderText(right) is { } named && HasOpenSpelling(left, body) ? named
        : HeaderText(left) is { } first && HasOpenSpelling(right, body) ? first
        : null;

    private string? HeaderText(IOperation operand)
    {
        var name = ValueOrigins.Unwrap(operand);
        var text = name.ConstantValue is { HasValue: true, Value: string constant } ? constant
            : name is IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } } && facts.Code.Own.FirstOrDefault() is { } any ? facts.Headers.TextOf(name, any.AnyCall)
            : null;
        return facts.Gate.HeaderNames.Find(text) == McpHeader.None ? null : text;
    }

    /// <summary>Is it a text whose case is not this code's own choice? Constants have the case they are written in, and lowered text has one case only.</summary>
    private bool HasOpenSpelling(IOperation text, CodeBody body)
    {
        if (ValueOrigins.Unwrap(text).Type?.SpecialType != SpecialType.System_String)
        {
            return false;
        }

        var leaves = facts.Origins.Of(text, body.AnyCall).Leaves;
        return leaves.Any(l => !l.Operation.ConstantValue.HasValue)
            && !leaves.Any(l => l.Operation.DescendantsAndSelf().Any(o => o is IInvocationOperation { TargetMethod.Name: "ToLower" or "ToLowerInvariant" or "ToUpper" or "ToUpperInvariant" }));
    }

    /// <summary>The creation of a dictionary that compares by case and is filled with the headers of a message.</summary>
    private IOperation? OrdinalDictionary(IOperation dictionary, CodeBody body)
    {
        if (!KnownTypes.IsDictionary(dictionary.Type))
        {
            return null;
        }

        return facts.Origins.Of(dictionary, body.AnyCall).Leaves is [{ Operation: var made, Frame.Body: var maker }] && facts.Code.Own.Contains(maker) && IsOrdinal(made)
            ? made switch
            {
                IInvocationOperation { TargetMethod.Name: "ToDictionary", Arguments: [var source, ..] } when source.Value.DescendantsAndSelf().Any(HoldsHeaders) => made,
                IObjectCreationOperation { Type.Name: "Dictionary" } creation when IsFilledWithHeaders(creation) => made,
                _ => null,
            }
            : null;
    }

    private static bool IsOrdinal(IOperation made) => Frame.ArgumentsOf(made).All(a =>
        a.Parameter?.Type.Name != "IEqualityComparer" || a.ArgumentKind == ArgumentKind.DefaultValue || KnownComparer(a.Value) == false);

    private bool IsFilledWithHeaders(IObjectCreationOperation creation) => facts.Code.Own.Any(body => body.Operations.Any(o =>
        o is IInvocationOperation or ISimpleAssignmentOperation
        && facts.Headers.Write(o) is { Owner: { } owner, Target: HeaderTarget.Dictionary } write
        && !write.Name.ConstantValue.HasValue
        && HasOpenSpelling(write.Name, body)
        && IsInLoopOverHeaders(o)
        && facts.Origins.Of(owner, body.AnyCall).Leaves.Any(l => l.Operation == creation)));

    private bool IsInLoopOverHeaders(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IForEachLoopOperation { Collection: var collection } && collection.DescendantsAndSelf().Any(HoldsHeaders))
            {
                return true;
            }
        }

        return false;
    }

    private bool HoldsHeaders(IOperation operation) =>
        facts.Types.IsHeaders(operation.Type) || operation.Type?.Name is "HttpHeadersNonValidated" or "IHeaderDictionary";
}
