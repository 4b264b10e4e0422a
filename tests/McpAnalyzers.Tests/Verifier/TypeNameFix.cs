using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpAnalyzers.Tests.Verifier;

/// <summary>Begins the type's name with an upper case letter, where it is declared; what it does wrong is up to those derived from it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public class TypeNameFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds => ["VT001"];

    public override FixAllProvider? GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        context.RegisterCodeFix(
            CodeAction.Create("Upper case", token => ApplyAsync(context.Document, context.Diagnostics[0], token), "upper"),
            context.Diagnostics);
        return Task.CompletedTask;
    }

    protected async Task<Document> ApplyAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var name = root!.FindToken(diagnostic.Location.SourceSpan.Start);
        var type = (BaseTypeDeclarationSyntax)name.Parent!;
        return document.WithSyntaxRoot(root.ReplaceNode(type, Fixed(type)));
    }

    protected virtual BaseTypeDeclarationSyntax Fixed(BaseTypeDeclarationSyntax type) => Renamed(type, Upper(type.Identifier.Text));

    protected static string Upper(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    protected static BaseTypeDeclarationSyntax Renamed(BaseTypeDeclarationSyntax type, string name)
        => type.WithIdentifier(SyntaxFactory.Identifier(name).WithTriviaFrom(type.Identifier));
}
