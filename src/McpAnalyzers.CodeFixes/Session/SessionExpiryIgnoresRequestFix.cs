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

/// <summary>MCPT1001: adds to the 404 test what it lacks: that the request was a POST, that it carried the session id.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SessionExpiryIgnoresRequestFix)), Shared]
public sealed class SessionExpiryIgnoresRequestFix : DocumentFix
{
    /// <summary>The equivalence key of the action that adds what the test lacks.</summary>
    public const string AddGuards = "MCPT1001.AddGuards";

    /// <summary>The equivalence key of the action that leaves, where the request is a GET: its 404 is never expiry.</summary>
    public const string LeaveStream = "MCPT1001.LeaveStream";

    private const int LongLine = 140;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MCPT1001"];

    private protected override IEnumerable<TextEdit> Edits(FixPlace place)
    {
        if (place.Property(GuardProperties.IsGet) == "true")
        {
            return LeaveInstead(place) is { } leave ? [leave] : [];
        }

        var guards = new RequestGuards(place);
        if (!guards.CanBeWritten)
        {
            return [];
        }

        var changes = TestedCase.Of(place.Node) switch
        {
            SwitchExpressionArmSyntax arm => InWhenClause(guards, arm.WhenClause, arm.Pattern),
            CasePatternSwitchLabelSyntax label => InWhenClause(guards, label.WhenClause, label.Pattern),
            CaseSwitchLabelSyntax label => InWhenClause(guards, whenClause: null, label.Value),
            _ when place.Node is ExpressionSyntax test => InCondition(place, guards, test),
            _ => [],
        };

        return changes.IsEmpty ? [] : [new("Take only the 404 of a POST that carried the session id for expiry", AddGuards, changes)];
    }

    /// <summary>Takes out of an <c>if</c> what speaks of the session, and leaves the method in its place: no listening stream, and no more than that.</summary>
    private static TextEdit? LeaveInstead(FixPlace place)
    {
        if (place.Property(GuardProperties.IsTrueFor404) != "true" || place.Node.Parent is not IfStatementSyntax { Else: null } tested)
        {
            return null;
        }

        var statements = tested.Statement is BlockSyntax block ? [.. block.Statements] : ImmutableArray.Create(tested.Statement);
        var reactions = statements.Where(s => place.Diagnostic.AdditionalLocations.Any(l => place.IsHere(l) && s.Span.Contains(l.SourceSpan))).ToList();
        if (reactions.Count == 0 || !reactions.All(CanGo) || !place.Diagnostic.AdditionalLocations.All(l => reactions.Any(s => s.Span.Contains(l.SourceSpan))))
        {
            return null;
        }

        // A throw on a stream that others wait for tells them so: nothing but its author's own words can stand there instead.
        var last = statements[statements.Length - 1];
        var staysAtEnd = last is ReturnStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or YieldStatementSyntax && !reactions.Contains(last);
        if (!staysAtEnd && place.Property(GuardProperties.Resumes) == "true")
        {
            return null;
        }

        var exit = staysAtEnd ? null : EarlyExit.From(tested, place.Model);
        return !staysAtEnd && exit is null ? null : new(
            "Carry on without the listening stream: a 404 to the GET is not the end of the session",
            LeaveStream,
            [.. reactions.Where(s => s != last).Select(s => Without(place, s)), .. exit is null ? [] : new[] { Leaving(place, last, exit, isReaction: reactions.Contains(last)) }]);
    }

    /// <summary>Is it a statement that can be taken away without any other in it, and without what others name?</summary>
    private static bool CanGo(StatementSyntax statement) =>
        statement is ExpressionStatementSyntax or ThrowStatementSyntax or ReturnStatementSyntax && !statement.DescendantNodes().Any(n => n is VariableDesignationSyntax);

    private static TextChange Without(FixPlace place, StatementSyntax statement) =>
        WholeLine.Of(place.Text, statement) is { } lines
            ? WholeLine.Without(place, statement, lines)
            : new(TextSpan.FromBounds(statement.SpanStart, Math.Min(statement.FullSpan.End, statement.Span.End + 1)), "");

    /// <summary>In the place of the last statement where that goes or throws, else behind it.</summary>
    private static TextChange Leaving(FixPlace place, StatementSyntax last, string exit, bool isReaction) =>
        isReaction || last is ThrowStatementSyntax ? new(last.Span, exit) : StatementAfter.Change(place, last, exit)!.Value;

    private static ImmutableArray<TextChange> InWhenClause(RequestGuards guards, WhenClauseSyntax? whenClause, SyntaxNode pattern)
    {
        var added = string.Join(" && ", guards.Positive);
        return whenClause is null ? [Insertion.At(pattern.Span.End, " when " + added)] : ConditionPart.AndAfter(whenClause.Condition, added);
    }

    private static ImmutableArray<TextChange> InCondition(FixPlace place, RequestGuards guards, ExpressionSyntax test)
    {
        var isTrueFor404 = place.Property(GuardProperties.IsTrueFor404) == "true";
        var (joint, added) = isTrueFor404 ? ("&& ", guards.Positive) : ("|| ", guards.Negative);

        var separator = !EndsLine(place, test) || LengthWith(place, test, added) <= LongLine
            ? " "
            : place.Style.NewLine + place.Style.IndentAt(test.SpanStart) + place.Style.Indent;
        var tail = string.Concat(added.Select(g => separator + joint + g));

        return ConditionPart.NeedsParentheses(test.Parent, isTrueFor404 ? SyntaxKind.LogicalAndExpression : SyntaxKind.LogicalOrExpression)
            ? [Insertion.At(test.SpanStart, "("), Insertion.At(test.Span.End, tail + ")")]
            : [Insertion.At(test.Span.End, tail)];
    }

    private static int LengthWith(FixPlace place, ExpressionSyntax test, ImmutableArray<string> added)
    {
        var line = place.Text.Lines.GetLineFromPosition(test.Span.End);
        return line.End - line.Start + added.Sum(g => g.Length + " && ".Length);
    }

    /// <summary>Does only what closes the condition follow in its line? A whole statement in one line is not broken up.</summary>
    private static bool EndsLine(FixPlace place, ExpressionSyntax test)
    {
        var line = place.Text.Lines.GetLineFromPosition(test.Span.End);
        return place.Text.ToString(TextSpan.FromBounds(test.Span.End, line.End)).Trim(')', ';', '{', ' ').Length == 0;
    }
}
