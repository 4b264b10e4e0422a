using System.Collections.Immutable;
using System.Composition;
using McpAnalyzers.CodeFixes.Writing;
using McpAnalyzers.Rules.Session;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.CodeFixes.Session;

/// <summary>MCPT1003: sends initialize without a session id.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SessionIdSentOnInitializeFix)), Shared]
public sealed class SessionIdSentOnInitializeFix : DocumentFix
{
    /// <summary>The equivalence key of the action that removes the header.</summary>
    public const string RemoveHeader = "MCPT1003.RemoveHeader";

    /// <summary>The equivalence key of the action that empties the store before initialize is sent.</summary>
    public const string ResetFirst = "MCPT1003.ResetFirst";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MCPT1003"];

    private protected override IEnumerable<TextEdit> Edits(FixPlace place)
    {
        if (place.Property(SessionIdSentOnInitialize.Reset) is { } reset)
        {
            return place.Node.FirstAncestorOrSelf<StatementSyntax>() is { Parent: BlockSyntax } sent
                ? [new("Reset the session id first", ResetFirst, [Insertion.At(sent.SpanStart, $"{reset}{place.Style.NewLine}{place.Style.IndentAt(sent.SpanStart)}")])]
                : [];
        }

        if (place.Node.FirstAncestorOrSelf<StatementSyntax>() is not ExpressionStatementSyntax { Expression: InvocationExpressionSyntax } written || written.Expression.Span != place.Node.Span)
        {
            return [];
        }

        // The condition that stands around this statement alone goes with it.
        StatementSyntax removed = written;
        while ((removed.Parent is BlockSyntax { Statements.Count: 1 } block ? block.Parent : removed.Parent) is IfStatementSyntax { Else: null } condition)
        {
            removed = condition;
        }

        return removed.Parent is BlockSyntax && WholeLine.Of(place.Text, removed) is { } lines
            ? [new("Send initialize without a session id", RemoveHeader, [WholeLine.Without(place, removed, WithEmptyLine(place, removed, lines))])]
            : [];
    }

    /// <summary>Of the empty lines before and after what is removed, one is enough.</summary>
    private static TextSpan WithEmptyLine(FixPlace place, StatementSyntax removed, TextSpan lines)
    {
        if (WholeLine.CommentBehind(place.Text, removed).Length > 0)
        {
            return lines;
        }

        // There is a line before: that of the brace, if no other.
        var before = place.Text.Lines[place.Text.Lines.GetLineFromPosition(lines.Start).LineNumber - 1];
        var after = place.Text.Lines.GetLineFromPosition(lines.End);
        return string.IsNullOrWhiteSpace(before.ToString()) && string.IsNullOrWhiteSpace(after.ToString()) ? TextSpan.FromBounds(lines.Start, after.EndIncludingLineBreak) : lines;
    }
}
