using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.ProofTests.Rewrites;

/// <summary>Every method's body in <c>try { … } finally { … }</c>.</summary>
internal sealed class TryFinally : Rewrite
{
    protected override IEnumerable<Edit> Edits(RewriteContext context)
        => from method in context.All<MethodDeclarationSyntax>()
           where method.Body is not null
           select Inside(method.Body!, " try {", "} finally { global::System.Diagnostics.Debug.WriteLine(\"done\"); }");
}

/// <summary>Every method's body in two more pairs of braces, and every embedded statement in one.</summary>
internal sealed class BracesAndNesting : Rewrite
{
    protected override IEnumerable<Edit> Edits(RewriteContext context)
        =>
        [
            .. from method in context.All<MethodDeclarationSyntax>()
               where method.Body is not null
               select Inside(method.Body!, " { {", "} } "),
            .. from statement in context.All<StatementSyntax>()
               where statement is not BlockSyntax && statement.Parent is IfStatementSyntax or ElseClauseSyntax or WhileStatementSyntax or ForStatementSyntax or ForEachStatementSyntax or UsingStatementSyntax or LockStatementSyntax
               where !(statement is IfStatementSyntax && statement.Parent is ElseClauseSyntax)
               select Around(statement.Span, "{ ", " }"),
        ];
}

/// <summary><c>=> e;</c> → <c>{ return e; }</c>.</summary>
internal sealed class ExpressionBodyToBlock : Rewrite
{
    protected override IEnumerable<Edit> Edits(RewriteContext context)
        =>
        [
            .. from method in context.All<MethodDeclarationSyntax>()
               where method.ExpressionBody is not null
               select Block(method.ExpressionBody!, method.SemicolonToken, context.Model.GetDeclaredSymbol(method)!),
            .. from function in context.All<LocalFunctionStatementSyntax>()
               where function.ExpressionBody is not null
               select Block(function.ExpressionBody!, function.SemicolonToken, context.Model.GetDeclaredSymbol(function)!),
            .. from property in context.All<PropertyDeclarationSyntax>()
               where property.ExpressionBody is not null
               select new Edit([new(TextSpan.FromBounds(property.ExpressionBody!.SpanStart, property.SemicolonToken.Span.End), $"{{ get {{ return {property.ExpressionBody.Expression}; }} }}")]),
        ];

    private static Edit Block(ArrowExpressionClauseSyntax body, SyntaxToken semicolon, IMethodSymbol method)
    {
        var isStatement = method.ReturnsVoid || (method.IsAsync && method.ReturnType is INamedTypeSymbol { Arity: 0 });
        var start = body.Expression is ThrowExpressionSyntax || isStatement ? "{ " : "{ return ";
        return new([new(TextSpan.FromBounds(body.SpanStart, body.Expression.SpanStart), start), new(new(semicolon.Span.End, 0), " }")]);
    }
}

/// <summary><c>{ return e; }</c> → <c>=> e;</c>.</summary>
internal sealed class BlockToExpressionBody : Rewrite
{
    protected override IEnumerable<Edit> Edits(RewriteContext context)
        => from method in context.All<MethodDeclarationSyntax>()
           let only = method.Body?.Statements.Count == 1 ? method.Body.Statements[0] : null
           let expression = only is ReturnStatementSyntax { Expression: { } value } ? value : (only as ExpressionStatementSyntax)?.Expression
           where expression is not null
           select Replace(method.Body!, $"=> {expression};");
}

/// <summary>Every body in a private method of its own, which the method calls.</summary>
internal sealed class BodyToHelper : Rewrite
{
    protected override IEnumerable<Edit> Edits(RewriteContext context)
    {
        foreach (var method in context.All<MethodDeclarationSyntax>())
        {
            if (((SyntaxNode?)method.Body ?? method.ExpressionBody) is not { } body
                || method.ConstraintClauses.Count > 0
                || method.Modifiers.Has(SyntaxKind.PartialKeyword)
                || method.Parent is InterfaceDeclarationSyntax)
            {
                continue;
            }

            var name = method.Identifier.ValueText + "Core";
            var arguments = string.Join(", ", method.ParameterList.Parameters.Select(p => (p.Modifiers.Has(SyntaxKind.OutKeyword) ? "out " : p.Modifiers.Has(SyntaxKind.RefKeyword) ? "ref " : "") + p.Identifier));
            var parameters = string.Join(", ", method.ParameterList.Parameters.Select(p => p.WithModifiers([.. p.Modifiers.Where(m => !m.IsKind(SyntaxKind.ThisKeyword))]).WithDefault(null).ToString()));
            var async = method.Modifiers.FirstOrDefault(m => m.IsKind(SyntaxKind.AsyncKeyword));
            var kept = string.Concat(method.Modifiers.Where(m => m.Kind() is SyntaxKind.StaticKeyword or SyntaxKind.AsyncKeyword or SyntaxKind.UnsafeKeyword).Select(m => m.Text + " "));
            var helper = $" => {name}{method.TypeParameterList}({arguments});\n\n    private {kept}{method.ReturnType} {name}{method.TypeParameterList}({parameters}) ";
            yield return new([.. async.IsKind(SyntaxKind.AsyncKeyword) ? new[] { new TextChange(async.Span, "") } : [], new(new(body.SpanStart, 0), helper)]);
        }
    }
}

/// <summary>Every asynchronous body in a local function whose task the method returns.</summary>
internal sealed class AsyncToTaskReturning : Rewrite
{
    protected override IEnumerable<Edit> Edits(RewriteContext context)
        => from method in context.All<MethodDeclarationSyntax>()
           let async = method.Modifiers.FirstOrDefault(m => m.IsKind(SyntaxKind.AsyncKeyword))
           where async.IsKind(SyntaxKind.AsyncKeyword) && method.Body is not null && method.ReturnType.ToString() != "void" && !method.Body.DescendantNodes().Any(n => n is YieldStatementSyntax)
           let name = NewName("Inner")
           select new Edit([new(async.Span, ""), new(new(method.Body!.SpanStart, 0), $"{{ return {name}(); async {method.ReturnType} {name}() "), new(new(method.Body.Span.End, 0), " }")]);
}

/// <summary>What an <c>if</c> does, in a private method of its own.</summary>
internal sealed class ReactionToHelper : Rewrite
{
    protected override IEnumerable<Edit> Edits(RewriteContext context)
    {
        foreach (var block in context.All<BlockSyntax>())
        {
            if (block.Parent is not IfStatementSyntax
                || block.Statements.Count == 0
                || block.DescendantNodes().Any(n => n is ReturnStatementSyntax or YieldStatementSyntax or GotoStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax)
                || Helper.For(context.Model, block) is not { } helper
                || context.Model.AnalyzeControlFlow(block) is not { Succeeded: true, EndPointIsReachable: true }
                || context.Model.AnalyzeDataFlow(block) is not { Succeeded: true } flow
                || flow.WrittenInside.Except(flow.VariablesDeclared, SymbolEqualityComparer.Default).Any()
                || flow.ReadOutside.Intersect(flow.VariablesDeclared, SymbolEqualityComparer.Default).Any())
            {
                continue;
            }

            var name = NewName("Apply");
            var isAsync = block.DescendantNodes().Any(n => n is AwaitExpressionSyntax);
            var variables = flow.ReadInside.Except(flow.VariablesDeclared, SymbolEqualityComparer.Default).ToList();
            yield return new([
                new(block.Span, $"{{ {(isAsync ? "await " : "")}{name}({Helper.Arguments(variables)}); }}"),
                helper.Add($"private {helper.Static}{(isAsync ? "async global::System.Threading.Tasks.Task" : "void")} {name}({Helper.Parameters(variables)}) {block}"),
            ]);
        }
    }
}
