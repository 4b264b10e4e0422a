using System.Collections.Immutable;
using System.Composition;
using McpAnalyzers.CodeFixes.Writing;
using McpAnalyzers.Rules.Request;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.CodeFixes.Request;

/// <summary>MCPT3006: falls back for 400, 404 and 405 only, and lets every other failure be one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LegacyFallbackOnAnyFailureFix)), Shared]
public sealed class LegacyFallbackOnAnyFailureFix : DocumentFix
{
    /// <summary>The equivalence key of the one action.</summary>
    public const string TestStatus = "MCPT3006.TestStatus";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MCPT3006"];

    private protected override IEnumerable<TextEdit> Edits(FixPlace place)
    {
        if (place.Property(FallbackProperties.Response) is not { } response
            || place.Node.Parent is not IfStatementSyntax { Else: null, Parent: BlockSyntax block } statement)
        {
            return [];
        }

        var status = place.Names.HttpStatusCode;
        var condition = new TextChange(
            place.Diagnostic.Location.SourceSpan, $"{response}.StatusCode is {status}.BadRequest or {status}.NotFound or {status}.MethodNotAllowed");

        // What no longer falls back would be read as an answer.
        var success = $"{response}.EnsureSuccessStatusCode();";
        var index = block.Statements.IndexOf(statement);
        var isNext = index + 1 < block.Statements.Count && block.Statements[index + 1].ToString() == success;
        return isNext ? [new(Title, TestStatus, [condition])]
            : StatementAfter.Change(place, statement, success) is { } after ? [new(Title, TestStatus, [condition, after])]
            : [];
    }

    private const string Title = "Fall back for 400, 404 and 405 only";
}
