using System.Collections.Immutable;
using System.Composition;
using McpAnalyzers.CodeFixes.Writing;
using McpAnalyzers.Rules.Session;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.CodeFixes.Session;

/// <summary>MCPT1002: empties the store where the answer to a request with a session id is 404, and may start a new session at once.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CachedSessionIdNeverResetFix)), Shared]
public sealed class CachedSessionIdNeverResetFix : DocumentFix
{
    /// <summary>The equivalence key of the action that only resets.</summary>
    public const string Reset = "MCPT1002.Reset";

    /// <summary>The equivalence key of the action that resets, initializes and sends once more.</summary>
    public const string ResetAndSendAgain = "MCPT1002.ResetAndSendAgain";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MCPT1002"];

    private protected override IEnumerable<TextEdit> Edits(FixPlace place)
    {
        var sites = place.Diagnostic.AdditionalLocations.Select((location, index) => Site.Of(place, location, index)).ToList();
        if (sites.Count == 0 || sites.Contains(null))
        {
            yield break;
        }

        var store = place.Property(ResetProperties.Store);
        yield return new($"Reset '{store}' when a request that carried it is answered 404", Reset, [.. sites.Select(s => s!.Write(place, s.Condition, s.Reset))]);

        // Where the loss of the session is looked at already, what happens then is the author's.
        if (sites is [{ Condition: { } condition, AnswersHere: true } site] && SecondTry.Of(place, site.Statement) is { } again)
        {
            yield return new(
                $"Reset '{store}', initialize again and send once more",
                ResetAndSendAgain,
                [again.AddParameter, site.Write(place, $"{condition} && !{SecondTry.Parameter}", [site.Reset, .. again.Statements])]);
        }
    }

    /// <summary>One place where the store is emptied, and the condition for it; null where that is met already.</summary>
    private sealed record Site(StatementSyntax Statement, ResetPosition Position, string? Condition, string Reset, bool AnswersHere)
    {
        /// <summary>Null where the place is not known, or not in this document.</summary>
        public static Site? Of(FixPlace place, Location location, int index)
        {
            if (!place.IsHere(location)
                || !Enum.TryParse<ResetPosition>(Known(ResetProperties.Position), out var position)
                || Known(ResetProperties.Statement) is not { } reset
                || place.Root.FindNode(location.SourceSpan).FirstAncestorOrSelf<StatementSyntax>() is not { } statement)
            {
                return null;
            }

            var response = Known(ResetProperties.Response);
            return new(statement, position, Known(ResetProperties.Flag) ?? (response is null ? null : TestOf(response)), reset, AnswersHere: response is not null);

            string? Known(string name) => place.Property(ResetProperties.At(name, index));

            string TestOf(string answer)
            {
                var names = new VisibleNames(place.Model, location.SourceSpan.Start);
                var request = Known(ResetProperties.Request);
                var header = Known(ResetProperties.Header);
                var status = $"{answer}{(Known(ResetProperties.MayHaveNoResponse) == "true" ? "?" : "")}.StatusCode == {names.HttpStatusCode}.NotFound";
                var method = Known(ResetProperties.NeedsMethod) != "true" ? "" : $" && {request ?? $"{answer}.RequestMessage?"}.Method == {names.HttpMethod}.Post";
                return status + method + (request is null ? $" && {answer}.RequestMessage?.Headers.Contains({header}) == true" : $" && {request}.Headers.Contains({header})");
            }
        }

        public TextChange Write(FixPlace place, string? condition, params string[] statements) => Position switch
        {
            ResetPosition.Before => Before(place, statements),
            ResetPosition.Within => AtStart(place, ((BlockSyntax)((UsingStatementSyntax)Statement).Statement), condition, statements),
            _ when condition is null => StatementAfter.Change(place, Statement, string.Join(" ", statements))!.Value,
            _ => WholeLine.Of(place.Text, Statement) is { } line
                ? Insertion.Paragraph(place, line.End, place.Style.NewLine + place.Style.If(condition, Statement.SpanStart, statements))
                : Insertion.At(Statement.Span.End, $" {OnOneLine(condition, statements)}"),
        };

        /// <summary>The one statement of an if without braces gets them.</summary>
        private TextChange Before(FixPlace place, string[] statements)
        {
            var before = Statement.GetFirstToken().GetPreviousToken();
            var isOnOwnLine = place.Text.Lines.GetLineFromPosition(before.Span.End).LineNumber < place.Text.Lines.GetLineFromPosition(Statement.SpanStart).LineNumber;
            if (Statement.Parent is BlockSyntax or SwitchSectionSyntax)
            {
                var next = isOnOwnLine ? place.Style.NewLine + place.Style.IndentAt(Statement.SpanStart) : " ";
                return Insertion.At(Statement.SpanStart, string.Concat(statements.Select(s => s + next)));
            }

            string[] all = [.. statements, Statement.ToString()];
            var between = TextSpan.FromBounds(before.Span.End, Statement.SpanStart);
            return isOnOwnLine && string.IsNullOrWhiteSpace(place.Text.ToString(between)) && Statement.Parent is { } conditional
                ? new(TextSpan.FromBounds(between.Start, Statement.Span.End), place.Style.BlockAfter(conditional.SpanStart, all))
                : new(Statement.Span, $"{{ {string.Join(" ", all)} }}");
        }

        private static TextChange AtStart(FixPlace place, BlockSyntax block, string? condition, string[] statements)
        {
            var line = place.Text.Lines.GetLineFromPosition(block.OpenBraceToken.SpanStart);
            var rest = place.Text.ToString(TextSpan.FromBounds(block.OpenBraceToken.Span.End, line.End)).Trim();
            return rest.Length == 0 && block.Statements.FirstOrDefault() is { } first
                ? Insertion.Paragraph(place, line.EndIncludingLineBreak, place.Style.If(condition!, first.SpanStart, statements))
                : Insertion.At(block.OpenBraceToken.Span.End, $" {OnOneLine(condition!, statements)}");
        }

        private static string OnOneLine(string condition, string[] statements) => $"if ({condition}) {{ {string.Join(" ", statements)} }}";
    }
}
