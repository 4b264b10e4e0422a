using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpAnalyzers.Gate;

/// <summary>A member as a file declares it; a delegate, and what a record makes of a parameter, count as well.</summary>
/// <param name="Type">The name of the type that it is in.</param>
/// <param name="Names">Its name; of fields, that of each.</param>
/// <param name="Signature">The identifiers in it, but for those of its code.</param>
/// <param name="IsDelegate">It is a type of its own.</param>
internal sealed record DeclaredMember(string Type, ImmutableArray<string> Names, IReadOnlyList<string> Signature, bool IsDelegate)
{
    /// <summary>What a declaration is, or has in its head.</summary>
    public static IEnumerable<DeclaredMember> Of(MemberDeclarationSyntax declaration)
    {
        if (declaration is RecordDeclarationSyntax { ParameterList.Parameters: var parameters } record)
        {
            return parameters.Select(p => new DeclaredMember(record.Identifier.ValueText, [p.Identifier.ValueText], IdentifiersIn(p.DescendantTokens()), IsDelegate: false));
        }

        var type = (declaration.Parent as TypeDeclarationSyntax)?.Identifier.ValueText ?? "";
        return NamesOf(declaration) is { IsEmpty: false } names
            ? [new(type, names, IdentifiersIn(declaration.DescendantTokens(IsOutsideCode)), declaration is DelegateDeclarationSyntax)]
            : [];
    }

    /// <summary>Empty for what has none, such as an operator.</summary>
    public static ImmutableArray<string> NamesOf(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax { Identifier: var name } => [name.ValueText],
        PropertyDeclarationSyntax { Identifier: var name } => [name.ValueText],
        EventDeclarationSyntax { Identifier: var name } => [name.ValueText],
        DelegateDeclarationSyntax { Identifier: var name } => [name.ValueText],
        BaseFieldDeclarationSyntax field => [.. field.Declaration.Variables.Select(v => v.Identifier.ValueText)],
        _ => [],
    };

    /// <summary>Those that are there: of half-typed code some are missing.</summary>
    public static IReadOnlyList<string> IdentifiersIn(IEnumerable<SyntaxToken> tokens)
    {
        var identifiers = new List<string>();
        foreach (var token in tokens)
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText is { Length: > 0 } name)
            {
                identifiers.Add(name);
            }
        }

        return identifiers;
    }

    private static bool IsOutsideCode(SyntaxNode node) => node is not (BlockSyntax or ArrowExpressionClauseSyntax or EqualsValueClauseSyntax or AttributeListSyntax);
}
