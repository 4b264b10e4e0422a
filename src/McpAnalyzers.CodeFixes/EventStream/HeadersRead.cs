using McpAnalyzers.CodeFixes.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.CodeFixes.EventStream;

/// <summary>Lets a call that sends return when the headers are there, so that an event stream can be read while it lasts.</summary>
internal static class HeadersRead
{
    /// <summary>The change to the call that the rule says should not wait for the end; none where it names none in this file.</summary>
    public static IEnumerable<TextChange> Changes(FixPlace place) =>
        place.Diagnostic.AdditionalLocations is [var sent] && place.IsHere(sent)
        && place.Root.FindNode(sent.SourceSpan, getInnermostNodeForTie: true) is InvocationExpressionSyntax call && Change(place, call) is { } change
            ? [change]
            : [];

    /// <summary>The change to the call; null where it has no overload that takes the option.</summary>
    private static TextChange? Change(FixPlace place, InvocationExpressionSyntax call)
    {
        if (call.ArgumentList.Arguments is not [var first, ..] arguments
            || place.Model.GetSymbolInfo(call).Symbol is not IMethodSymbol { Name: "SendAsync" or "Send" or "GetAsync" } method
            || arguments.Any(a => a.NameColon is not null))
        {
            return null;
        }

        var given = method.Parameters.FirstOrDefault(p => p.Type.Name == "HttpCompletionOption");
        var option = $"{place.Names.HttpCompletionOption}.ResponseHeadersRead";
        return given is null ? Insertion.At(first.Span.End, $", {option}") : new(arguments[given.Ordinal].Span, option);
    }
}
