using System.Collections.Immutable;
using System.Composition;
using McpAnalyzers.CodeFixes.EventStream;
using McpAnalyzers.CodeFixes.Writing;
using McpAnalyzers.Rules.Request;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpAnalyzers.CodeFixes.Request;

/// <summary>MCPT3001: lets the request accept what it does not, in a statement after the one that makes it; what is then answered by a stream is not waited for to its end.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AcceptHeaderIncompleteFix)), Shared]
public sealed class AcceptHeaderIncompleteFix : DocumentFix
{
    /// <summary>The equivalence key of the one action.</summary>
    public const string AddAccept = "MCPT3001.AddAccept";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MCPT3001"];

    private protected override IEnumerable<TextEdit> Edits(FixPlace place)
    {
        if (place.Property(AcceptProperties.Request) is not { } request
            || place.Property(AcceptProperties.Accept) is not { } accept
            || place.Node.Parent?.Parent?.Parent?.Parent is not LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1 } statement
            || StatementAfter.Change(place, statement, $"{request}.Headers.Accept.ParseAdd(\"{accept}\");") is not { } change)
        {
            return [];
        }

        return [new($"Accept {accept.Replace(", ", " and ")}", AddAccept, [change, .. HeadersRead.Changes(place)])];
    }
}
