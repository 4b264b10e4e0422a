using System.Collections.Immutable;
using System.Composition;
using McpAnalyzers.CodeFixes.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.CodeFixes.Sdk;

/// <summary>MCPT5002: puts the transport that keeps its session in the place of the one that does not.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SessionLossNotObservedFix)), Shared]
public sealed class SessionLossNotObservedFix : DocumentFix
{
    /// <summary>The equivalence key of the one action.</summary>
    public const string UseResilientTransport = "MCPT5002.UseResilientTransport";

    private const string Transport = "HttpClientTransport";
    private const string Options = "HttpClientTransportOptions";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MCPT5002"];

    private protected override IEnumerable<TextEdit> Edits(FixPlace place)
    {
        // The rule names the options only where every one of them has its counterpart.
        if (place.Diagnostic.AdditionalLocations is not [var optionsLocation]
            || place.Node.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>() is not { } transport
            || place.Root.FindNode(optionsLocation.SourceSpan, getInnermostNodeForTie: true) is not BaseObjectCreationExpressionSyntax options
            || transport.ArgumentList?.Arguments.Any(a => a.NameColon?.Name.Identifier.Text == "transportOptions") == true)
        {
            return [];
        }

        var changes = new List<TextChange>();
        return Rename(transport, Transport, place.Names.ResilientHttpClientTransport, changes) && Rename(options, Options, place.Names.ResilientHttpClientTransportOptions, changes)
            ? [new("Use ResilientHttpClientTransport", UseResilientTransport, [.. changes])]
            : [];
    }

    /// <summary>Changes the type where it is written: after new, and before the local that is declared. False where it is written in another way.</summary>
    private static bool Rename(BaseObjectCreationExpressionSyntax creation, string from, string to, List<TextChange> changes)
    {
        if (creation is ObjectCreationExpressionSyntax { Type: var created })
        {
            if (!IsNamed(created, from))
            {
                return false;
            }

            changes.Add(new(created.Span, to));
        }

        if (creation.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type: var declared, Variables.Count: var count } } } && !declared.IsVar)
        {
            if (IsNamed(declared, "IClientTransport"))
            {
                return true;
            }

            if (count != 1 || !IsNamed(declared, from))
            {
                return false;
            }

            changes.Add(new(declared.Span, to));
        }

        return true;
    }

    private static bool IsNamed(TypeSyntax type, string name) => type switch
    {
        IdentifierNameSyntax simple => simple.Identifier.Text == name,
        QualifiedNameSyntax { Right: IdentifierNameSyntax right } => right.Identifier.Text == name,
        _ => false,
    };
}
