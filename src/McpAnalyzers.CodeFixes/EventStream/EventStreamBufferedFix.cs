using System.Collections.Immutable;
using System.Composition;
using McpAnalyzers.CodeFixes.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.CodeFixes.EventStream;

/// <summary>MCPT2004: lets the call return when the headers are there.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(EventStreamBufferedFix)), Shared]
public sealed class EventStreamBufferedFix : DocumentFix
{
    /// <summary>The equivalence key of the one action.</summary>
    public const string ReadHeaders = "MCPT2004.ReadHeaders";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MCPT2004"];

    private protected override IEnumerable<TextEdit> Edits(FixPlace place)
    {
        // The other methods have no overload that takes the option.
        if (place.Node is not InvocationExpressionSyntax { ArgumentList.Arguments: [var first, ..] arguments } call
            || place.Model.GetSymbolInfo(call).Symbol is not IMethodSymbol { Name: "SendAsync" or "Send" or "GetAsync" } method
            || arguments.Any(a => a.NameColon is not null))
        {
            return [];
        }

        var given = method.Parameters.FirstOrDefault(p => p.Type.Name == "HttpCompletionOption");
        var option = $"{place.Names.HttpCompletionOption}.ResponseHeadersRead";
        var change = given is null ? new TextChange(new TextSpan(first.Span.End, 0), $", {option}") : new TextChange(arguments[given.Ordinal].Span, option);
        return [new("Return when the headers are there", ReadHeaders, [change])];
    }
}
