using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.ProofTests.Rewrites;

/// <summary>Where a private helper of some code goes, and how it is written.</summary>
internal sealed class Helper
{
    private static readonly SymbolDisplayFormat TypeFormat = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private readonly TypeDeclarationSyntax _type;

    private Helper(TypeDeclarationSyntax type, bool isStatic)
    {
        _type = type;
        Static = isStatic ? "static " : "";
    }

    public string Static { get; }

    /// <summary>A helper for code in a method; null where it would need more than parameters.</summary>
    public static Helper? For(SemanticModel model, SyntaxNode code)
    {
        var around = code.Ancestors().TakeWhile(n => n is not MemberDeclarationSyntax).Any(n => n is LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax);
        return !around
            && code.FirstAncestorOrSelf<MemberDeclarationSyntax>() is MethodDeclarationSyntax { TypeParameterList: null, Parent: TypeDeclarationSyntax { CloseBraceToken.IsMissing: false } type } method
            && type is not InterfaceDeclarationSyntax
            && model.GetDeclaredSymbol(method) is { } symbol
            ? new(type, symbol.IsStatic)
            : null;
    }

    public TextChange Add(string member) => new(new(_type.CloseBraceToken.SpanStart, 0), $"\n{member}\n");

    public static string Parameters(IEnumerable<ISymbol> variables) => string.Join(", ", Passed(variables).Select(v => $"{TypeOf(v)} {v.Name}"));

    public static string Arguments(IEnumerable<ISymbol> variables) => string.Join(", ", Passed(variables).Select(v => v.Name));

    /// <summary>A type as it is written anywhere.</summary>
    public static string Written(ITypeSymbol type) => type.ToDisplayString(TypeFormat);

    // A parameter of a primary constructor is in sight of every member.
    private static IEnumerable<ISymbol> Passed(IEnumerable<ISymbol> variables)
        => variables.Where(v => v is ILocalSymbol or IParameterSymbol { IsThis: false, ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.Constructor } }).OrderBy(v => v.Name, StringComparer.Ordinal);

    private static string TypeOf(ISymbol variable) => Written(variable is ILocalSymbol local ? local.Type : ((IParameterSymbol)variable).Type);
}

/// <summary>Questions to syntax that several rewrites ask.</summary>
internal static class SyntaxQuestions
{
    public static bool DeclaresVariables(this SyntaxNode code) => code.DescendantNodesAndSelf().Any(n => n is SingleVariableDesignationSyntax or DeclarationExpressionSyntax);

    public static bool Has(this SyntaxTokenList modifiers, SyntaxKind kind) => modifiers.Any(kind);
}
