using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpAnalyzers.ProofTests.Rewrites;

/// <summary><c>if (c)</c> → <c>var x = c; if (x)</c>.</summary>
internal sealed class ConditionToLocal : Rewrite
{
    protected override IEnumerable<Edit> Edits(RewriteContext context)
        => from statement in context.All<IfStatementSyntax>()
           where statement.Parent is BlockSyntax or SwitchSectionSyntax && !statement.Condition.DeclaresVariables()
           let name = NewName("condition")
           select new Edit([new(new(statement.SpanStart, 0), $"var {name} = {statement.Condition}; "), new(statement.Condition.Span, name)]);
}

/// <summary><c>if (c)</c> → <c>if (Test(…))</c>, with a private helper that returns c.</summary>
internal sealed class ConditionToHelper : Rewrite
{
    protected override IEnumerable<Edit> Edits(RewriteContext context)
    {
        foreach (var statement in context.All<IfStatementSyntax>())
        {
            if (statement.Condition.DeclaresVariables()
                || statement.Condition.DescendantNodesAndSelf().Any(n => n is AwaitExpressionSyntax)
                || Helper.For(context.Model, statement) is not { } helper
                || context.Model.AnalyzeDataFlow(statement.Condition) is not { Succeeded: true } flow
                || !flow.WrittenInside.IsEmpty)
            {
                continue;
            }

            var name = NewName("Test");
            yield return new([
                new(statement.Condition.Span, $"{name}({Helper.Arguments(flow.ReadInside)})"),
                helper.Add($"private {helper.Static}bool {name}({Helper.Parameters(flow.ReadInside)}) => {statement.Condition};"),
            ]);
        }
    }
}

/// <summary><c>if (c) A else B</c> → <c>if (!(c)) B else A</c>.</summary>
internal sealed class InvertedIf : Rewrite
{
    protected override IEnumerable<Edit> Edits(RewriteContext context)
    {
        foreach (var statement in context.All<IfStatementSyntax>())
        {
            var negated = new Microsoft.CodeAnalysis.Text.TextChange(statement.Condition.Span, $"!({statement.Condition})");
            yield return statement.Else is { Statement: var other }
                ? new([negated, new(statement.Statement.Span, Block(other)), new(other.Span, Block(statement.Statement))])
                : new([new(new(statement.Condition.SpanStart, 0), "!("), new(new(statement.Condition.Span.End, 0), ")"), new(new(statement.Statement.SpanStart, 0), "{ } else ")]);
        }
    }

    private static string Block(StatementSyntax statement) => statement is BlockSyntax ? statement.ToString() : $"{{ {statement} }}";
}

/// <summary><c>if (a &amp;&amp; b) S</c> → <c>if (a) { if (b) S }</c>.</summary>
internal sealed class SplitCondition : Rewrite
{
    protected override IEnumerable<Edit> Edits(RewriteContext context)
        => from statement in context.All<IfStatementSyntax>()
           where statement.Else is null
           let and = statement.Condition as BinaryExpressionSyntax
           where and is { RawKind: (int)SyntaxKind.LogicalAndExpression }
           select new Edit([new(and.OperatorToken.Span, ") { if ("), new(new(statement.Span.End, 0), " }")]);
}

/// <summary><c>if (x == A) S else T</c> → <c>switch (x) { case A: S break; default: T break; }</c>, patterns and further conditions included.</summary>
internal sealed class IfToSwitch : Rewrite
{
    protected override IEnumerable<Edit> Edits(RewriteContext context)
    {
        foreach (var statement in context.All<IfStatementSyntax>())
        {
            if (statement.DescendantNodes().Any(n => n is BreakStatementSyntax) || Label(context.Model, statement.Condition) is not { } label)
            {
                continue;
            }

            var head = Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(statement.SpanStart, statement.CloseParenToken.Span.End);
            var changes = new List<Microsoft.CodeAnalysis.Text.TextChange>
            {
                new(head, $"switch ({label.Subject}) {{ case {label.Pattern}: "),
                new(new(statement.Statement.Span.End, 0), Break(context.Model, statement.Statement)),
            };
            if (statement.Else is { } other)
            {
                changes.Add(new(other.ElseKeyword.Span, " default: "));
                changes.Add(new(new(other.Statement.Span.End, 0), Break(context.Model, other.Statement)));
            }

            changes.Add(new(new(statement.Span.End, 0), " }"));
            yield return new(changes);
        }
    }

    private static string Break(SemanticModel model, StatementSyntax statement)
        => model.AnalyzeControlFlow(statement) is { Succeeded: true, EndPointIsReachable: false } ? "" : " break;";

    private static (string Subject, string Pattern)? Label(SemanticModel model, ExpressionSyntax condition) => condition switch
    {
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both when Label(model, both.Left) is { } left && !left.Pattern.Contains(" when ", StringComparison.Ordinal) => (left.Subject, $"{left.Pattern} when {both.Right}"),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } equal when model.GetConstantValue(equal.Right).HasValue => (equal.Left.ToString(), equal.Right.ToString()),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } equal when model.GetConstantValue(equal.Left).HasValue => (equal.Right.ToString(), equal.Left.ToString()),
        IsPatternExpressionSyntax test => (test.Expression.ToString(), test.Pattern.ToString()),
        _ => null,
    };
}

/// <summary><c>switch (x) { case A: S break; default: T break; }</c> → <c>if (x is A) S else T</c>.</summary>
internal sealed class SwitchToIf : Rewrite
{
    protected override IEnumerable<Edit> Edits(RewriteContext context)
    {
        foreach (var statement in context.All<SwitchStatementSyntax>())
        {
            var others = statement.Sections.Where(s => s.Labels.Any(l => l is DefaultSwitchLabelSyntax)).ToList();
            var tested = statement.Sections.Except(others).ToList();
            if (tested.Count == 0 || others.Any(s => s.Labels.Count > 1) || statement.Sections.Any(s => s.Statements.SkipLast(1).Concat(s.Statements.TakeLast(1).Where(l => l is not BreakStatementSyntax)).Any(n => n.DescendantNodesAndSelf().Any(d => d is BreakStatementSyntax or GotoStatementSyntax))))
            {
                continue;
            }

            var subject = NewName("subject");
            var branches = tested.Select(s => $"if ({string.Join(" || ", s.Labels.Select(l => Test(subject, l)))}) {Body(s)}").Concat(others.Select(Body));
            yield return Replace(statement, $"{{ var {subject} = {statement.Expression}; {string.Join(" else ", branches)} }}");
        }
    }

    private static string Test(string subject, SwitchLabelSyntax label) => label switch
    {
        CaseSwitchLabelSyntax plain => $"{subject} == {plain.Value}",
        CasePatternSwitchLabelSyntax { WhenClause: { } guard } pattern => $"{subject} is {pattern.Pattern} && ({guard.Condition})",
        CasePatternSwitchLabelSyntax pattern => $"{subject} is {pattern.Pattern}",
        _ => "",
    };

    private static string Body(SwitchSectionSyntax section) => $"{{ {string.Concat(section.Statements.Where(s => s is not BreakStatementSyntax).Select(s => s.ToFullString()))} }}";
}

/// <summary><c>a == b</c> → <c>b == a</c>.</summary>
internal sealed class SwappedOperands : Rewrite
{
    protected override IEnumerable<Edit> Edits(RewriteContext context)
        => from equality in context.All<BinaryExpressionSyntax>()
           where equality.Kind() is SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression && !equality.DeclaresVariables()
           select Replace(equality, $"{Side(equality.Right)} {equality.OperatorToken} {Side(equality.Left)}");

    private static string Side(ExpressionSyntax side) => side is BinaryExpressionSyntax or IsPatternExpressionSyntax or AssignmentExpressionSyntax ? $"({side})" : side.ToString();
}

/// <summary><c>x == null</c> ↔ <c>x is null</c>, <c>x != null</c> ↔ <c>x is not null</c>.</summary>
internal sealed class NullTests : Rewrite
{
    protected override IEnumerable<Edit> Edits(RewriteContext context)
        =>
        [
            .. from equality in context.All<BinaryExpressionSyntax>()
               where equality.Right.IsKind(SyntaxKind.NullLiteralExpression) && equality.Kind() is SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression
               select new Edit([new(equality.OperatorToken.Span, equality.IsKind(SyntaxKind.EqualsExpression) ? "is" : "is not")]),
            .. from test in context.All<IsPatternExpressionSyntax>()
               let isNot = test.Pattern is UnaryPatternSyntax
               let constant = (test.Pattern is UnaryPatternSyntax not ? not.Pattern : test.Pattern) as ConstantPatternSyntax
               where constant?.Expression.IsKind(SyntaxKind.NullLiteralExpression) == true
               select new Edit([new(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(test.IsKeyword.SpanStart, test.Pattern.Span.End), isNot ? "!= null" : "== null")]),
        ];
}
