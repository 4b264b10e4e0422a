using McpAnalyzers.CodeFixes.Writing;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.CodeFixes.EventStream;

/// <summary>
/// A stream opened by <c>using var stream = await client.GetStreamAsync(…);</c>, which throws for every status of failure: rewritten to ask
/// for the headers first.
/// </summary>
internal sealed record OpenedStream(LocalDeclarationStatementSyntax Declaration, InvocationExpressionSyntax Call, ExpressionSyntax Client, string Awaited, string Exit)
{
    /// <summary>Null where the reported node is something else, or stands in a larger expression.</summary>
    public static OpenedStream? At(FixPlace place)
    {
        if (place.Node is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "GetStreamAsync", Expression: var client } } call
            || call.FirstAncestorOrSelf<AwaitExpressionSyntax>() is not { Parent: EqualsValueClauseSyntax { Parent.Parent.Parent: LocalDeclarationStatementSyntax { Parent: BlockSyntax } declaration } } awaiting
            || declaration.Declaration.Variables.Count != 1
            || EarlyExit.From(declaration, place.Model) is not { } exit)
        {
            return null;
        }

        // .ConfigureAwait(false), as the user has it.
        var awaited = place.Text.ToString(TextSpan.FromBounds(call.Span.End, awaiting.Span.End));
        return new(declaration, call, client, awaited, exit);
    }

    public TextChange AskFirst(FixPlace place)
    {
        var names = place.Names;
        var style = place.Style;
        var response = names.Unused("response");
        var arguments = Call.ArgumentList.Arguments.Select(a => a.ToString()).ToList();
        var token = arguments.Count > 1 ? arguments[1] : "";
        var asked = string.Join(", ", new[] { arguments[0], $"{names.HttpCompletionOption}.ResponseHeadersRead" }.Concat(arguments.Skip(1)));
        var indent = style.IndentAt(Declaration.SpanStart);
        var head = place.Text.ToString(TextSpan.FromBounds(Declaration.SpanStart, Call.SpanStart));
        return new(
            Declaration.Span,
            $"using var {response} = await {Client}.GetAsync({asked}){Awaited};{style.NewLine}"
                + style.If($"{response}.StatusCode is {names.HttpStatusCode}.MethodNotAllowed or {names.HttpStatusCode}.NotFound", Declaration.SpanStart, Exit)
                + $"{style.NewLine}{indent}{response}.EnsureSuccessStatusCode();{style.NewLine}"
                + $"{indent}{head}{response}.Content.ReadAsStreamAsync({token}){Awaited};");
    }
}
