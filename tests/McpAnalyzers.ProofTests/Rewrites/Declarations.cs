using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpAnalyzers.ProofTests.Rewrites;

/// <summary>Every string that is written in code, as a constant of another class.</summary>
internal sealed class ConstantsElsewhere : Rewrite
{
    protected override IEnumerable<Edit> Edits(RewriteContext context)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var edits = new List<Edit>();
        var file = $"Constants{context.Added.Count}";
        foreach (var literal in context.All<LiteralExpressionSyntax>().Where(l => l.Token.IsKind(SyntaxKind.StringLiteralToken) && l.Token.ValueText.Length > 0))
        {
            if (!names.TryGetValue(literal.Token.Text, out var name))
            {
                names.Add(literal.Token.Text, name = NewName("Text"));
            }

            edits.Add(Replace(literal, $"global::{file}.{name}"));
        }

        if (edits.Count > 0)
        {
            context.Added.Add(new($"/{file}.cs", $"internal static class {file} {{ {string.Join(" ", names.Select(n => $"public const string {n.Value} = {n.Key};"))} }}"));
        }

        return edits;
    }
}

/// <summary>Every type in two parts, the second in a file of its own.</summary>
internal sealed class SplitInTwoParts : Rewrite
{
    protected override IEnumerable<Edit> Edits(RewriteContext context)
    {
        var root = (CompilationUnitSyntax)context.Root;
        if (root.GetFirstToken(includeZeroWidth: true).LeadingTrivia.ToString().Contains("auto-generated", StringComparison.Ordinal))
        {
            // Its second part would not be generated.
            yield break;
        }

        var usings = string.Concat(root.Usings.Where(u => !u.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword)).Select(u => u.ToString() + "\n"));
        foreach (var type in context.All<TypeDeclarationSyntax>().Where(t => t.Parent is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax && t.Members.Count > 1 && t.ConstraintClauses.Count == 0))
        {
            var moved = type.Members.Skip((type.Members.Count + 1) / 2).ToList();
            var isPartial = type.Modifiers.Has(SyntaxKind.PartialKeyword);
            var kind = type is RecordDeclarationSyntax record ? $"record {record.ClassOrStructKeyword}" : type.Keyword.Text;
            var space = context.Model.GetDeclaredSymbol(type)!.ContainingNamespace;
            var part = $"partial {kind} {type.Identifier}{type.TypeParameterList} {{\n{string.Concat(moved.Select(m => m.ToFullString()))}\n}}";
            context.Added.Add(new($"/Part{context.Added.Count}.cs", $"#nullable enable\n{usings}{(space.IsGlobalNamespace ? part : $"namespace {space.ToDisplayString()} {{ {part} }}")}"));
            yield return new([
                .. isPartial ? Array.Empty<Microsoft.CodeAnalysis.Text.TextChange>() : [new(new(type.Keyword.SpanStart, 0), "partial ")],
                new(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(moved[0].FullSpan.Start, moved[^1].FullSpan.End), "\n"),
            ]);
        }
    }
}

/// <summary>The members of every type in the opposite order.</summary>
internal sealed class ReversedMembers : Rewrite
{
    protected override IEnumerable<Edit> Edits(RewriteContext context)
        => from type in context.All<TypeDeclarationSyntax>()
           where type.Parent is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax && type.Members.Count > 1
           select new Edit([.. type.Members.Select((m, index) => new Microsoft.CodeAnalysis.Text.TextChange(m.Span, type.Members[^(index + 1)].ToString()))]);
}

/// <summary>Other names for locals, parameters of private methods and lambdas, and private fields.</summary>
internal sealed class OtherNames : Rewrite
{
    private readonly Dictionary<ISymbol, string> _names = new(SymbolEqualityComparer.Default);

    protected override IEnumerable<Edit> Edits(RewriteContext context)
    {
        foreach (var token in context.Root.DescendantTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken)))
        {
            if (token.Parent is not { } node || (context.Model.GetDeclaredSymbol(node) ?? context.Model.GetSymbolInfo(node).Symbol) is not { } symbol || symbol.Name != token.ValueText || !IsRenamed(symbol))
            {
                continue;
            }

            var key = symbol.OriginalDefinition;
            if (!_names.TryGetValue(key, out var name))
            {
                _names.Add(key, name = NewName(key is IFieldSymbol ? "_field" : "value"));
            }

            // The name of an anonymous type's property is what JSON gets.
            var isMemberName = node.Parent is AnonymousObjectMemberDeclaratorSyntax { NameEquals: null };
            yield return new([new(token.Span, isMemberName ? $"{token.Text} = {name}" : name)]);
        }
    }

    private static bool IsRenamed(ISymbol symbol) => symbol switch
    {
        ILocalSymbol { IsConst: false } => true,
        IFieldSymbol field => field is { DeclaredAccessibility: Accessibility.Private, IsConst: false, IsImplicitlyDeclared: false, ContainingType.IsTupleType: false },
        IParameterSymbol { ContainingSymbol: IMethodSymbol method } => method.MethodKind is MethodKind.AnonymousFunction or MethodKind.LocalFunction || (method.MethodKind == MethodKind.Ordinary && method.DeclaredAccessibility == Accessibility.Private),
        _ => false,
    };
}
