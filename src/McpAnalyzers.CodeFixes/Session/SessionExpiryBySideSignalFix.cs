using System.Collections.Immutable;
using System.Composition;
using McpAnalyzers.CodeFixes.Writing;
using McpAnalyzers.Rules.Session;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.CodeFixes.Session;

/// <summary>MCPT1007: takes 404 for the loss of the session as well, where the answered request carried its id.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SessionExpiryBySideSignalFix)), Shared]
public sealed class SessionExpiryBySideSignalFix : DocumentFix
{
    /// <summary>The equivalence key of the one action.</summary>
    public const string AddNotFound = "MCPT1007.AddNotFound";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MCPT1007"];

    private protected override IEnumerable<TextEdit> Edits(FixPlace place)
    {
        var guards = new RequestGuards(place);
        if (place.Property(GuardProperties.Missing) is not "0" && !guards.CanBeWritten)
        {
            return [];
        }

        var changes = InSwitch(place, guards) ?? InPattern(place, guards) ?? InCondition(place, guards) ?? [];
        return changes.IsEmpty ? [] : [new("Take 404 for the loss of the session as well", AddNotFound, changes)];
    }

    /// <summary>As a label or arm of its own, or within the pattern where nothing else has to be asked. Null outside a switch.</summary>
    private static ImmutableArray<TextChange>? InSwitch(FixPlace place, RequestGuards guards)
    {
        switch (TestedCase.Of(place.Node))
        {
            case CaseSwitchLabelSyntax label when NotFound.InPlaceOf(label.Value.ToString()) is { } constant:
                return [Before(place, label, $"case {constant}{When(guards)}:")];
            case CasePatternSwitchLabelSyntax label:
                return !guards.CanBeWritten ? WithinPattern(label.Pattern)
                    : NotFound.ConstantIn(label.Pattern) is { } named && label.Pattern is ConstantPatternSyntax or BinaryPatternSyntax ? [Before(place, label, $"case {NotFound.InPlaceOf(named.ToString())}{When(guards)}:")]
                    : [];
            case SwitchExpressionArmSyntax arm:
                return !guards.CanBeWritten ? WithinPattern(arm.Pattern)
                    : NotFound.ConstantIn(arm.Pattern) is { } status && arm.Pattern is ConstantPatternSyntax or BinaryPatternSyntax
                        ? [Before(place, arm, $"{NotFound.InPlaceOf(status.ToString())}{When(guards)} => {arm.Expression},")]
                        : [];
            default:
                return null;
        }
    }

    private static ImmutableArray<TextChange>? InPattern(FixPlace place, RequestGuards guards) =>
        place.Node is IsPatternExpressionSyntax { Pattern: var pattern } && !guards.CanBeWritten && place.Property(SignalProperties.IsStatus) == "true" && NotFound.ConstantIn(pattern) is not null
            ? WithinPattern(pattern)
            : null;

    private static ImmutableArray<TextChange> WithinPattern(PatternSyntax pattern) => NotFound.ConstantIn(pattern) is not { } constant ? []
        : constant.Parent is UnaryPatternSyntax
            ? [Insertion.At(constant.SpanStart, "("), Insertion.At(constant.Span.End, $" or {NotFound.InPlaceOf(constant.ToString())})")]
            : [Insertion.At(constant.Span.End, $" or {NotFound.InPlaceOf(constant.ToString())}")];

    private static ImmutableArray<TextChange>? InCondition(FixPlace place, RequestGuards guards)
    {
        if (place.Node is not ExpressionSyntax test || Asked(place, test) is not { } asked)
        {
            return null;
        }

        var isTrue = place.Property(GuardProperties.IsTrueFor404) == "true";
        var added = !guards.CanBeWritten ? asked
            : isTrue ? $"({asked} && {string.Join(" && ", guards.Positive)})"
            : $"({asked} || {string.Join(" || ", guards.Negative)})";

        // What the message says beside the status is a sign of its own: 404 needs none.
        var (first, last) = isTrue ? SignsAround(test) : (test, test);
        var whole = first.FirstAncestorOrSelf<BinaryExpressionSyntax>(b => b.Span.Contains(last.Span) && b.Left.Span.End >= first.Span.End);
        var isAlone = first == last || whole?.Span == TextSpan.FromBounds(first.SpanStart, last.Span.End);
        var around = first == last || !isAlone ? first.Parent : whole!.Parent;
        var open = first == last ? "" : "(";
        var close = first == last ? "" : ")";
        var joint = isTrue ? " || " : " && ";
        var needsParentheses = !isAlone || ConditionPart.NeedsParentheses(around, isTrue ? SyntaxKind.LogicalOrExpression : SyntaxKind.LogicalAndExpression);
        return [Insertion.At(first.SpanStart, (needsParentheses ? "(" : "") + open), Insertion.At(last.Span.End, close + joint + added + (needsParentheses ? ")" : ""))];
    }

    /// <summary>The question for 404, written as the one for the other status is; null where it cannot be written here.</summary>
    private static string? Asked(FixPlace place, ExpressionSyntax test)
    {
        var isTrue = place.Property(GuardProperties.IsTrueFor404) == "true";
        if (place.Property(SignalProperties.IsStatus) == "true" && test is not IsPatternExpressionSyntax && NotFound.InPlaceOf(test.ToString()) is { } same)
        {
            return same;
        }

        return place.Property(SignalProperties.IsStatus) == "true" && test is IsPatternExpressionSyntax { Expression: var asked, Pattern: ConstantPatternSyntax or BinaryPatternSyntax } && isTrue ? $"{asked} is {place.Names.HttpStatusCode}.NotFound"
            : place.Property(SignalProperties.Answer) is { } answer ? $"{answer}.StatusCode {(isTrue ? "==" : "!=")} {place.Names.HttpStatusCode}.NotFound"
            : null;
    }

    /// <summary>The test with the tests of texts and codes that stand beside it.</summary>
    private static (ExpressionSyntax First, ExpressionSyntax Last) SignsAround(ExpressionSyntax test)
    {
        var parts = new List<ExpressionSyntax>();
        SyntaxNode top = test;
        while (top.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression })
        {
            top = top.Parent;
        }

        Collect(top);
        var at = parts.IndexOf(test);
        if (at < 0)
        {
            return (test, test);
        }

        var (first, last) = (at, at);
        while (first > 0 && IsSign(parts[first - 1]))
        {
            first--;
        }

        while (last + 1 < parts.Count && IsSign(parts[last + 1]))
        {
            last++;
        }

        return (parts[first], parts[last]);

        void Collect(SyntaxNode node)
        {
            if (node is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } and)
            {
                Collect(and.Left);
                Collect(and.Right);
            }
            else if (node is ExpressionSyntax part)
            {
                parts.Add(part);
            }
        }
    }

    /// <summary>Does it look for an error code, or for a text elsewhere than among the headers of the request?</summary>
    private static bool IsSign(ExpressionSyntax part) => part.DescendantNodesAndSelf().Any(n =>
        n is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: not MemberAccessExpressionSyntax { Name.Identifier.Text: "Headers" } } } and InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Contains" or "StartsWith" or "EndsWith" or "IndexOf" or "Equals" }, ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } }, ..] }
        || n is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression, Operand: LiteralExpressionSyntax });

    private static string When(RequestGuards guards) => guards.CanBeWritten ? " when " + string.Join(" && ", guards.Positive) : "";

    /// <summary>On a line of its own where the label or arm begins one.</summary>
    private static TextChange Before(FixPlace place, SyntaxNode label, string written)
    {
        var indent = place.Style.IndentAt(label.SpanStart);
        var line = place.Text.Lines.GetLineFromPosition(label.SpanStart);
        return Insertion.At(label.SpanStart, line.Start + indent.Length == label.SpanStart ? written + place.Style.NewLine + indent : written + " ");
    }
}
