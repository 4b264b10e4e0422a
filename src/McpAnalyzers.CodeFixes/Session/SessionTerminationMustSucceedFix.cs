using System.Collections.Immutable;
using System.Composition;
using McpAnalyzers.CodeFixes.Writing;
using McpAnalyzers.Rules.Session;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.CodeFixes.Session;

/// <summary>MCPT1010: accepts 404 and 405 as answers to the DELETE, or does not look at the answer at all.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SessionTerminationMustSucceedFix)), Shared]
public sealed class SessionTerminationMustSucceedFix : DocumentFix
{
    /// <summary>The equivalence key of the action that accepts 404 and 405.</summary>
    public const string Tolerate = "MCPT1010.Tolerate";

    /// <summary>The equivalence key of the action that drops the check.</summary>
    public const string Drop = "MCPT1010.Drop";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MCPT1010"];

    private protected override IEnumerable<TextEdit> Edits(FixPlace place)
    {
        if (place.Property(SessionTerminationMustSucceed.Response) is not { } response)
        {
            yield break;
        }

        var status = place.Names.HttpStatusCode;
        var tolerated = $"{response}.StatusCode is not ({status}.NotFound or {status}.MethodNotAllowed)";
        if (place.Node is InvocationExpressionSyntax { Parent: ExpressionStatementSyntax { Parent: BlockSyntax } statement } check && check.Expression.ToString() == $"{response}.EnsureSuccessStatusCode")
        {
            if (WholeLine.Of(place.Text, statement) is { } line)
            {
                yield return new("Accept 404 and 405 as answers", Tolerate, [new TextChange(line, place.Style.If(tolerated, statement.SpanStart, statement + WholeLine.CommentBehind(place.Text, statement)))]);
                yield return new("Do not look at the answer", Drop, [WholeLine.Without(place, statement, line)]);
            }
        }
        else if (place.Node.FirstAncestorOrSelf<IfStatementSyntax>() is { Condition: PrefixUnaryExpressionSyntax condition } && condition.ToString() == $"!{response}.IsSuccessStatusCode")
        {
            yield return new("Accept 404 and 405 as answers", Tolerate, [Insertion.At(condition.Span.End, $" && {tolerated}")]);
        }
    }
}
