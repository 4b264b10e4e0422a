using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpAnalyzers.Gate;

/// <summary>A using of more than a namespace.</summary>
/// <param name="Alias">The other name that it gives to what it imports; null for the members of a type.</param>
/// <param name="Imported">The identifiers of what is imported.</param>
/// <param name="IsGlobal">It counts in every file.</param>
internal sealed record Import(string? Alias, IReadOnlyList<string> Imported, bool IsGlobal);

/// <summary>What one syntax tree declares, by its syntax alone.</summary>
internal sealed class TreeDeclarations
{
    private static readonly PerTree<TreeDeclarations> Remembered = new((tree, cancellationToken) => new(tree.GetRoot(cancellationToken)));

    private TreeDeclarations(SyntaxNode root)
    {
        Imports = [.. root.DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<UsingDirectiveSyntax>().Where(IsOfType).Select(Read)];
        var declarations = In(root).ToList();
        Types = [.. declarations.OfType<TypeDeclarationSyntax>().Select(t => new DeclaredType(t))];
        Members = [.. declarations.SelectMany(DeclaredMember.Of)];
    }

    public ImmutableArray<Import> Imports { get; }

    /// <summary>The types, each with those nested in it behind it.</summary>
    public ImmutableArray<DeclaredType> Types { get; }

    public ImmutableArray<DeclaredMember> Members { get; }

    public static TreeDeclarations Of(SyntaxTree tree, CancellationToken cancellationToken) => Remembered.Of(tree, cancellationToken);

    /// <summary>What is declared in a file, a namespace or a type, and in the types in it.</summary>
    public static IEnumerable<MemberDeclarationSyntax> In(SyntaxNode around) =>
        around.DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax).OfType<MemberDeclarationSyntax>();

    private static bool IsOfType(UsingDirectiveSyntax import) => import.Alias is not null || import.StaticKeyword.IsKind(SyntaxKind.StaticKeyword);

    private static Import Read(UsingDirectiveSyntax import) =>
        new(import.Alias?.Name.Identifier.ValueText, DeclaredMember.IdentifiersIn(import.DescendantTokens()), import.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword));
}
