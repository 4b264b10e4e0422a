using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.Tests.Verifier;

/// <summary>Never mends what it changes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class LoopingFix : TypeNameFix
{
    protected override BaseTypeDeclarationSyntax Fixed(BaseTypeDeclarationSyntax type) => Renamed(type, type.Identifier.Text + "x");
}

/// <summary>Offers an action that changes nothing.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class IdleFix : TypeNameFix
{
    protected override BaseTypeDeclarationSyntax Fixed(BaseTypeDeclarationSyntax type) => type;
}

/// <summary>Makes one identifier of what is two words in the text.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MalformedTreeFix : TypeNameFix
{
    protected override BaseTypeDeclarationSyntax Fixed(BaseTypeDeclarationSyntax type) => Renamed(type, Upper(type.Identifier.Text) + " : System.Object");
}

/// <summary>Makes one piece of trivia of what is two in the text.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MalformedTriviaFix : TypeNameFix
{
    protected override BaseTypeDeclarationSyntax Fixed(BaseTypeDeclarationSyntax type)
        => Renamed(type, Upper(type.Identifier.Text)).WithTrailingTrivia(SyntaxFactory.Whitespace("\n"));
}

/// <summary>Loses the encoding of the file.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class EncodingFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds => ["VT001"];

    public override FixAllProvider? GetFixAllProvider() => null;

    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        context.RegisterCodeFix(
            CodeAction.Create("Upper case", _ => Task.FromResult(context.Document.WithText(SourceText.From("class A { }"))), "upper"),
            context.Diagnostics);
        return Task.CompletedTask;
    }
}

/// <summary>Offers two actions, neither of them for all at once.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class TwoActionsFix : TypeNameFix
{
    public override FixAllProvider? GetFixAllProvider() => null;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        await base.RegisterCodeFixesAsync(context).ConfigureAwait(false);
        context.RegisterCodeFix(
            CodeAction.Create("Replace", _ => Task.FromResult(context.Document.WithText(SourceText.From("class Other { }"))), "replace"),
            context.Diagnostics);
    }
}

/// <summary>Makes all names at once in another way than one by one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class OtherFixAllFix : TypeNameFix
{
    public override FixAllProvider? GetFixAllProvider() => new Shouting();

    private sealed class Shouting : DocumentBasedFixAllProvider
    {
        protected override async Task<Document?> FixAllAsync(
            FixAllContext fixAllContext, Document document, ImmutableArray<Diagnostic> diagnostics)
        {
            var root = await document.GetSyntaxRootAsync(fixAllContext.CancellationToken).ConfigureAwait(false);
            var names = diagnostics.Select(diagnostic => root!.FindToken(diagnostic.Location.SourceSpan.Start));
            return document.WithSyntaxRoot(root!.ReplaceTokens(
                names, (name, _) => SyntaxFactory.Identifier(name.Text.ToUpperInvariant()).WithTriviaFrom(name)));
        }
    }
}

/// <summary>Mends only the first diagnostic when it is asked for all of a project.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class LazyFixAllFix : TypeNameFix
{
    public override FixAllProvider? GetFixAllProvider() => new FirstOnly();

    private sealed class FirstOnly : FixAllProvider
    {
        public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
        {
            var diagnostics = await fixAllContext.GetDocumentDiagnosticsAsync(fixAllContext.Document!).ConfigureAwait(false);
            return CodeAction.Create(
                "First only",
                token => new LazyFixAllFix().ApplyAsync(fixAllContext.Document!, diagnostics[0], token),
                "upper");
        }
    }
}
