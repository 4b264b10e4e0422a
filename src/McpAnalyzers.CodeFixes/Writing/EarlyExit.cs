using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpAnalyzers.CodeFixes.Writing;

/// <summary>The statement that leaves a function early, as its return type allows: return, return false, return null, yield break.</summary>
internal static class EarlyExit
{
    /// <summary>Null where leaving takes a value that nobody but the author knows.</summary>
    public static string? From(StatementSyntax statement, SemanticModel model)
    {
        foreach (var node in statement.Ancestors())
        {
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax lambda:
                    return model.GetSymbolInfo(lambda).Symbol is IMethodSymbol anonymous ? Exit(anonymous, lambda.AsyncKeyword != default, isIterator: false) : null;
                case LocalFunctionStatementSyntax local:
                    return model.GetDeclaredSymbol(local) is IMethodSymbol function ? Exit(function, local.Modifiers.Any(SyntaxKind.AsyncKeyword), HasYield(local)) : null;
                case BaseMethodDeclarationSyntax method:
                    return model.GetDeclaredSymbol(method) is { } declared ? Exit(declared, method.Modifiers.Any(SyntaxKind.AsyncKeyword), HasYield(method)) : null;
                case AccessorDeclarationSyntax:
                    return null;
                case CompilationUnitSyntax program:
                    return model.GetDeclaredSymbol(program) is { } main ? Exit(main, isAsync: true, isIterator: false) : null;
            }
        }

        return null;
    }

    private static string? Exit(IMethodSymbol method, bool isAsync, bool isIterator)
    {
        if (isIterator)
        {
            return "yield break;";
        }

        if (method.ReturnsVoid || method.MethodKind == MethodKind.Constructor)
        {
            return "return;";
        }

        var type = method.ReturnType;
        if (type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: var results } task)
        {
            if (results.IsEmpty)
            {
                return isAsync ? "return;" : $"return {task.Name}.CompletedTask;";
            }

            return isAsync && Nothing(results[0]) is { } result ? $"return {result};" : null;
        }

        return Nothing(type) is { } nothing ? $"return {nothing};" : null;
    }

    private static string? Nothing(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_Boolean } => "false",
        { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated or NullableAnnotation.None } => "null",
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => "null",
        _ => null,
    };

    private static bool HasYield(SyntaxNode function) =>
        function.DescendantNodes(n => n == function || n is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax)).OfType<YieldStatementSyntax>().Any();
}
