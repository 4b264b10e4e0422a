using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpAnalyzers.Gate;

/// <summary>A type as a file declares it. What its code consists of is read when somebody asks.</summary>
internal sealed class DeclaredType(TypeDeclarationSyntax type)
{
    // Not the syntax itself: a host may let go of it, and parse the file anew.
    private readonly SyntaxReference _declaration = type.GetReference();
    private IReadOnlyList<string>? _words;

    /// <summary>Empty for a block of extensions.</summary>
    public string Name { get; } = type.Identifier.ValueText;

    /// <summary>Its name, and those of the types in it.</summary>
    public ImmutableArray<string> Names { get; } =
        [.. TreeDeclarations.In(type).Prepend(type).OfType<BaseTypeDeclarationSyntax>().Select(t => t.Identifier.ValueText).Where(name => name.Length > 0)];

    /// <summary>Its methods that are called on what other types declare.</summary>
    public ImmutableArray<string> Extensions { get; } = [.. type.Members.Where(IsExtension).SelectMany(m => DeclaredMember.NamesOf(m))];

    /// <summary>Does it have constants that others can use?</summary>
    public bool HasConstants { get; } = type.Members.Any(IsConstantForOthers);

    /// <summary>The identifiers of what it is derived from, and of what its type parameters have to be.</summary>
    public ImmutableArray<string> Bases { get; } = [.. DeclaredMember.IdentifiersIn((type.BaseList?.DescendantTokens() ?? []).Concat(type.ConstraintClauses.SelectMany(c => c.DescendantTokens())))];

    /// <summary>Is this place of its file in it?</summary>
    public bool Contains(int position) => _declaration.Span.Contains(position);

    /// <summary>All identifiers in it.</summary>
    public IReadOnlyList<string> Words(CancellationToken cancellationToken) => _words ??= DeclaredMember.IdentifiersIn(_declaration.GetSyntax(cancellationToken).DescendantTokens());

    /// <summary>A method on what another type declares, in either way to write one.</summary>
    private static bool IsExtension(MemberDeclarationSyntax member) =>
        (member is MethodDeclarationSyntax { ParameterList.Parameters: [var first, ..] } && first.Modifiers.Any(SyntaxKind.ThisKeyword))
        || member.Parent is TypeDeclarationSyntax { Identifier.ValueText: "" };

    private static bool IsConstantForOthers(MemberDeclarationSyntax member) =>
        member is FieldDeclarationSyntax && member.Modifiers.Any(SyntaxKind.ConstKeyword)
        && (member.Parent is InterfaceDeclarationSyntax || member.Modifiers.Any(m => m.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword));
}
