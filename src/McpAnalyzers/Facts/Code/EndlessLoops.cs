using McpAnalyzers.Flow;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.Facts;

/// <summary>A loop that sends for ever.</summary>
/// <param name="Loop">The loop.</param>
/// <param name="Body">The body it is in.</param>
/// <param name="Round">The statement that goes round again for the failure alone; null where the loop's end does.</param>
internal sealed record EndlessLoop(ILoopOperation Loop, CodeBody Body, IOperation? Round)
{
    /// <summary>The statement that goes round, or the head of the loop.</summary>
    public Location Location => Round?.Syntax.GetLocation() ?? Microsoft.CodeAnalysis.Location.Create(Loop.Syntax.SyntaxTree, Loop.Syntax switch
    {
        WhileStatementSyntax loop => TextSpan.FromBounds(loop.WhileKeyword.SpanStart, loop.CloseParenToken.Span.End),
        ForStatementSyntax loop => TextSpan.FromBounds(loop.ForKeyword.SpanStart, loop.CloseParenToken.Span.End),
        DoStatementSyntax loop => TextSpan.FromBounds(loop.WhileKeyword.SpanStart, loop.CloseParenToken.Span.End),
        var syntax => syntax.GetFirstToken().Span,
    });
}

/// <summary>Finds the loops that a failing exchange never leaves: those whose bodies do not end when it is answered so every time.</summary>
internal sealed class EndlessLoops(TransportFacts facts)
{
    private const int MaximalCallDepth = 2;

    /// <summary>The loop around the send, or around a call that leads to it, that goes round for ever when every answer has the status.</summary>
    public EndlessLoop? Around(Origin exchange, CodeBody body, int status) => Around(exchange, body, exchange.Operation, status, failingCall: null, depth: 0);

    private EndlessLoop? Around(Origin exchange, CodeBody body, IOperation sent, int status, SyntaxNode? failingCall, int depth)
    {
        var failed = Explore(body, exchange, status, failingCall);
        if (failed.IsOpen || !failed.Reaches(sent))
        {
            return null;
        }

        if (LoopAround(sent, body) is { } loop)
        {
            return !failed.ReachesExit && failed.Escaping.Count == 0 && !HasOtherLoop(loop, body)
                ? new(loop, body, RoundOf(loop, body, failed, Explore(body, exchange, 200, failingCall: null)))
                : null;
        }

        // Whether a caller meets an exception or goes on must be certain.
        var throws = failed.Escaping.Count > 0;
        if (depth >= MaximalCallDepth || throws == failed.ReachesExit)
        {
            return null;
        }

        foreach (var site in facts.Code.CallersOf(body).Sites)
        {
            if (site.Caller != body && IsAwaited(site.Call, body)
                && Around(exchange, site.Caller, site.Call, status, throws ? site.Call.Syntax : null, depth + 1) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private Exploration Explore(CodeBody body, Origin exchange, int status, SyntaxNode? failingCall) =>
        facts.Explorer.Explore(
            body,
            body.AnyCall,
            new Scenario(exchange, status, facts.Exchanges.VerbsOf(exchange) is var verb and (Verbs.Get or Verbs.Post) ? verb : Verbs.None) { FailingCall = failingCall, NobodyCancels = true },
            Exceptions.OfScenario);

    private static ILoopOperation? LoopAround(IOperation operation, CodeBody body)
    {
        for (var parent = operation.Parent; parent is not null && parent != body.Root; parent = parent.Parent)
        {
            if (parent is ILoopOperation { LoopKind: LoopKind.While or LoopKind.For } loop)
            {
                return loop;
            }

            if (parent is ILoopOperation or IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>Another loop that may be the one that does not end.</summary>
    private static bool HasOtherLoop(ILoopOperation loop, CodeBody body) =>
        body.Operations.Any(o => o is ILoopOperation { LoopKind: LoopKind.While or LoopKind.For } other && other != loop && !other.Syntax.Span.Contains(loop.Syntax.Span));

    private static IOperation? RoundOf(ILoopOperation loop, CodeBody body, Exploration failed, Exploration fine) =>
        body.Operations.FirstOrDefault(o => o is IBranchOperation { BranchKind: BranchKind.Continue }
            && loop.Syntax.Span.Contains(o.Syntax.Span) && IsGovernedBlockReached(o, failed) && !IsGovernedBlockReached(o, fine));

    /// <summary>A branch is an edge of the graph: what is reached is the statement before it, or the condition it is under.</summary>
    private static bool IsGovernedBlockReached(IOperation branch, Exploration exploration) =>
        branch.Parent is IBlockOperation block && block.Operations.IndexOf(branch) is var index and > 0 && exploration.Reaches(block.Operations[index - 1]);

    private static bool IsAwaited(IOperation call, CodeBody callee)
    {
        if (!KnownTypes.IsTask(callee.Method?.ReturnType))
        {
            return true;
        }

        var parent = call.Parent;
        while (parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" } or IConversionOperation or IParenthesizedOperation)
        {
            parent = parent.Parent;
        }

        return parent is IAwaitOperation;
    }
}
