using System.Collections.Immutable;
using McpAnalyzers.CodeFixes.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.CodeFixes.Session;

/// <summary>How a method can call its type's initialize method and then itself, once: a parameter says that this is the second try.</summary>
internal sealed record SecondTry(TextChange AddParameter, ImmutableArray<string> Statements)
{
    public const string Parameter = "isRetry";

    /// <summary>Null where there is no initialize method that can be called from here, or where calling the method again is not the same call.</summary>
    public static SecondTry? Of(FixPlace place, StatementSyntax sent)
    {
        if (sent.Parent?.Parent is not MethodDeclarationSyntax { ParameterList.Parameters: var parameters } method
            || !method.Modifiers.Any(SyntaxKind.AsyncKeyword)
            || place.Model.GetDeclaredSymbol(method) is not { IsOverride: false, IsVirtual: false, IsStatic: false, ExplicitInterfaceImplementations.IsEmpty: true } declared
            || declared.DeclaredAccessibility != Accessibility.Private
            || declared.Parameters.Any(p => p.RefKind != RefKind.None || p.IsParams || p.Name == Parameter)
            || Initialize(declared) is not { } initialize
            || Arguments(initialize, declared) is not { } arguments)
        {
            return null;
        }

        // Names as they are written: one that is a keyword has an @. What only the result tells of a type argument is not inferred.
        var again = string.Join(", ", parameters.Select(p => p.Identifier.Text).Append($"{Parameter}: true"));
        var call = $"await {declared.Name}{method.TypeParameterList}({again})";
        var hasResult = declared.ReturnType is INamedTypeSymbol { TypeArguments.Length: 1 };
        var added = (parameters.Count > 0 ? ", " : "") + $"bool {Parameter} = false";
        return new(
            Insertion.At(method.ParameterList.CloseParenToken.SpanStart, added),
            hasResult
                ? [$"await {initialize.Name}({arguments});", $"return {call};"]
                : [$"await {initialize.Name}({arguments});", $"{call};", "return;"]);
    }

    private static IMethodSymbol? Initialize(IMethodSymbol sender) =>
        sender.ContainingType.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(m =>
            m.Name is "InitializeAsync" or "Initialize" or "InitializeSessionAsync" or "HandshakeAsync"
            && !SymbolEqualityComparer.Default.Equals(m, sender)
            && !m.IsStatic
            && m.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask" });

    /// <summary>What to pass to the initialize method: nothing, or the sender's cancellation token.</summary>
    private static string? Arguments(IMethodSymbol initialize, IMethodSymbol sender)
    {
        var passed = new List<string>();
        foreach (var parameter in initialize.Parameters)
        {
            if (sender.Parameters.FirstOrDefault(p => p.Type.Name == "CancellationToken" && SymbolEqualityComparer.Default.Equals(p.Type, parameter.Type)) is { } token)
            {
                // Behind an optional parameter that is left out it goes by name.
                passed.Add(parameter.Ordinal == passed.Count ? token.Name : $"{parameter.Name}: {token.Name}");
            }
            else if (!parameter.IsOptional)
            {
                return null;
            }
        }

        return string.Join(", ", passed);
    }
}
