using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>Finds the ifs and switches that neither answer nor leave, whichever way they go: they only log, or count.</summary>
internal sealed class BarrenBranches(TypeBodies code, HashSet<SyntaxNode> answers)
{
    private readonly Dictionary<StatementSyntax, bool> _known = [];
    private ILookup<SyntaxNode, SyntaxNode>? _uses;

    /// <summary>Is a condition asked by such a statement, or kept in a local that nothing but such statements ask?</summary>
    public bool Ask(SyntaxNode condition) => condition.FirstAncestorOrSelf<StatementSyntax>() switch
    {
        LocalDeclarationStatementSyntax { Declaration.Variables: [var kept] } => IsKeptForThem(kept),
        { } statement => IsBarren(statement),
        _ => false,
    };

    private bool IsKeptForThem(VariableDeclaratorSyntax local)
    {
        _uses ??= code.All.SelectMany(b => b.Operations).OfType<ILocalReferenceOperation>()
            .Where(r => r.Local.DeclaringSyntaxReferences.Length > 0)
            .ToLookup(r => r.Local.DeclaringSyntaxReferences[0].GetSyntax(), r => r.Syntax);
        return _uses.Contains(local) && _uses[local].All(u => u.FirstAncestorOrSelf<StatementSyntax>() is { } statement && IsBarren(statement));
    }

    private bool IsBarren(StatementSyntax statement)
    {
        if (!_known.TryGetValue(statement, out var isBarren))
        {
            isBarren = statement switch
            {
                IfStatementSyntax first => ReadChain(first),
                SwitchStatementSyntax { Sections: var sections } => sections.All(s => IsBarren(s, statement)),
                _ => false,
            };
            _known[statement] = isBarren;
        }

        return isBarren;
    }

    /// <summary>An if and those in its else, the last one first: each is looked through once, however long the chain is.</summary>
    private bool ReadChain(IfStatementSyntax first)
    {
        var chain = new Stack<IfStatementSyntax>();
        StatementSyntax? rest = first;
        for (; rest is IfStatementSyntax link && !_known.ContainsKey(link); rest = link.Else?.Statement)
        {
            chain.Push(link);
        }

        var isBarren = rest is null || (rest is IfStatementSyntax ? _known[rest] : IsBarren(rest, rest));
        while (chain.Count > 0)
        {
            var link = chain.Pop();
            isBarren = isBarren && IsBarren(link.Statement, link);
            _known[link] = isBarren;
        }

        return isBarren;
    }

    private bool IsBarren(SyntaxNode branch, StatementSyntax whole) => !branch.DescendantNodesAndSelf().Any(n => n switch
    {
        BreakStatementSyntax => !EndsWithin(n, whole),
        ReturnStatementSyntax or ThrowStatementSyntax or ThrowExpressionSyntax or ContinueStatementSyntax or GotoStatementSyntax or YieldStatementSyntax or AssignmentExpressionSyntax => true,
        _ => answers.Contains(n),
    });

    /// <summary>Does a break end no more than a switch of the statement, or the statement itself?</summary>
    private static bool EndsWithin(SyntaxNode exit, StatementSyntax whole) =>
        exit.FirstAncestorOrSelf<StatementSyntax>(s => s is SwitchStatementSyntax or WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax) is SwitchStatementSyntax ended
        && whole.Span.Contains(ended.Span);
}
