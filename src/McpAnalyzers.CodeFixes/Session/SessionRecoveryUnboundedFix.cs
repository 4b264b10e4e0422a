using System.Collections.Immutable;
using System.Composition;
using McpAnalyzers.CodeFixes.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.CodeFixes.Session;

/// <summary>MCPT1005: a parameter says that this is the second try, and the test for 404 asks it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SessionRecoveryUnboundedFix)), Shared]
public sealed class SessionRecoveryUnboundedFix : DocumentFix
{
    /// <summary>The equivalence key of the one action.</summary>
    public const string TryOnce = "MCPT1005.TryOnce";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MCPT1005"];

    private protected override IEnumerable<TextEdit> Edits(FixPlace place)
    {
        if (place.Node is not InvocationExpressionSyntax { ArgumentList: var passed } call
            || call.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method
            || place.Model.GetDeclaredSymbol(method) is not { DeclaredAccessibility: Accessibility.Private, IsVirtual: false, IsOverride: false, ExplicitInterfaceImplementations.IsEmpty: true } declared
            || !SymbolEqualityComparer.Default.Equals(place.Model.GetSymbolInfo(call).Symbol?.OriginalDefinition, declared)
            || declared.Parameters.Any(p => p.IsParams || p.Name == SecondTry.Parameter)
            || declared.ContainingType.GetMembers(declared.Name).Length > 1
            || Test(call) is not { } test)
        {
            return [];
        }

        var changes = ImmutableArray.CreateBuilder<TextChange>();
        var separator = method.ParameterList.Parameters.Count > 0 ? ", " : "";
        changes.Add(Insertion.At(method.ParameterList.CloseParenToken.SpanStart, $"{separator}bool {SecondTry.Parameter} = false"));
        changes.AddRange(ConditionPart.AndAfter(test, $"!{SecondTry.Parameter}"));
        changes.Add(Insertion.At(passed.CloseParenToken.SpanStart, $"{(passed.Arguments.Count > 0 ? ", " : "")}{SecondTry.Parameter}: true"));
        return [new("Recover once", TryOnce, changes.ToImmutable())];
    }

    /// <summary>The condition that asks for the status around the call.</summary>
    private static ExpressionSyntax? Test(SyntaxNode call)
    {
        for (var node = call; node is not null and not (MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax); node = node.Parent)
        {
            if (node.Parent is IfStatementSyntax asking && asking.Statement == node && Asks(asking.Condition))
            {
                return asking.Condition;
            }

            if (node.Parent is CatchClauseSyntax { Filter.FilterExpression: var filter } && Asks(filter))
            {
                return filter;
            }
        }

        return null;
    }

    private static bool Asks(ExpressionSyntax condition) =>
        condition.DescendantNodesAndSelf().Any(n => n is IdentifierNameSyntax { Identifier.Text: "NotFound" } or LiteralExpressionSyntax { Token.ValueText: "404" });
}
