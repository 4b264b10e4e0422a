using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.ProofTests.Rewrites;

/// <summary><c>using var x = e; …</c> → <c>using (var x = e) { … }</c>.</summary>
internal sealed class UsingToBlock : Rewrite
{
    protected override IEnumerable<Edit> Edits(RewriteContext context)
        => from declaration in context.All<LocalDeclarationStatementSyntax>()
           where declaration.UsingKeyword.IsKind(SyntaxKind.UsingKeyword)
           let block = declaration.Parent as BlockSyntax
           where block is not null
           select new Edit([new(new(declaration.UsingKeyword.Span.End, 0), " ("), new(declaration.SemicolonToken.Span, ") {"), new(new(block.CloseBraceToken.SpanStart, 0), "} ")]);
}

/// <summary><c>if (c) { …; return; } rest</c> → <c>if (c) { …; return; } else { rest }</c>.</summary>
internal sealed class EarlyExitToElse : Rewrite
{
    protected override IEnumerable<Edit> Edits(RewriteContext context)
        => from statement in context.All<IfStatementSyntax>()
           let block = statement.Parent as BlockSyntax
           where block is not null && statement.Else is null && block.Statements.Last() != statement
           where context.Model.AnalyzeControlFlow(statement.Statement) is { Succeeded: true, EndPointIsReachable: false }
           select new Edit([new(new(statement.Span.End, 0), " else {"), new(new(block.CloseBraceToken.SpanStart, 0), "} ")]);
}

/// <summary><c>while (c)</c> → <c>for (; c; )</c>.</summary>
internal sealed class WhileToFor : Rewrite
{
    protected override IEnumerable<Edit> Edits(RewriteContext context)
        => from loop in context.All<WhileStatementSyntax>()
           let condition = loop.Condition.IsKind(SyntaxKind.TrueLiteralExpression) ? "" : loop.Condition.ToString()
           select new Edit([new(TextSpan.FromBounds(loop.SpanStart, loop.CloseParenToken.Span.End), $"for (; {condition}; )")]);
}

/// <summary><c>return e;</c> → <c>T result = e; return result;</c>.</summary>
internal sealed class ReturnThroughLocal : Rewrite
{
    protected override IEnumerable<Edit> Edits(RewriteContext context)
    {
        foreach (var statement in context.All<ReturnStatementSyntax>())
        {
            if (statement.Expression is null or RefExpressionSyntax || context.Model.GetTypeInfo(statement.Expression).ConvertedType is not { TypeKind: not TypeKind.Error } type)
            {
                continue;
            }

            var name = NewName("result");
            yield return new([new(statement.ReturnKeyword.Span, $"{{ {Helper.Written(type)} {name} ="), new(new(statement.Span.End, 0), $" return {name}; }}")]);
        }
    }
}
