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
        if (place.Diagnostic.AdditionalLocations is not [var sent, ..]
            || !place.IsHere(sent)
            || place.Property(ResetProperties.Response) is not { } response
            || place.Property(ResetProperties.Statement) is not { } reset
            || place.Property(ResetProperties.Header) is not { } header
            || place.Root.FindNode(sent.SourceSpan).FirstAncestorOrSelf<StatementSyntax>() is not { Parent: BlockSyntax } statement)
        {
            yield break;
        }

        var condition = Condition(place, response, header);
        var store = place.Property(ResetProperties.Store);
        yield return new($"Reset '{store}' when a request that carried it is answered 404", Reset, [After(place, statement, condition, reset)]);

        if (SecondTry.Of(place, statement) is { } again)
        {
            yield return new(
                $"Reset '{store}', initialize again and send once more",
                ResetAndSendAgain,
                [again.AddParameter, After(place, statement, $"{condition} && !{SecondTry.Parameter}", [reset, .. again.Statements])]);
        }
    }

    private static string Condition(FixPlace place, string response, string header)
    {
        var names = place.Names;
        var request = place.Property(ResetProperties.Request);
        var status = $"{response}.StatusCode == {names.HttpStatusCode}.NotFound";
        var method = place.Property(ResetProperties.NeedsMethod) != "true" ? ""
            : request is null ? $" && {response}.RequestMessage?.Method == {names.HttpMethod}.Post"
            : $" && {request}.Method == {names.HttpMethod}.Post";
        var session = request is null ? $" && {response}.RequestMessage?.Headers.Contains({header}) == true" : $" && {request}.Headers.Contains({header})";
        return status + method + session;
    }

    private static TextChange After(FixPlace place, StatementSyntax statement, string condition, params string[] statements) =>
        WholeLine.Of(place.Text, statement) is { } line
            ? Insertion.Paragraph(place, line.End, place.Style.NewLine + place.Style.If(condition, statement.SpanStart, statements))
            : Insertion.At(statement.Span.End, $" if ({condition}) {{ {string.Join(" ", statements)} }}");
}
