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
    /// <summary>In how many bodies a loop is looked for, from the one that sends outwards.</summary>
    private const int MaximalBodies = 32;

    /// <summary>The loop around the send, or around a call that leads to it, that goes round for ever when every answer has the status.</summary>
    public EndlessLoop? Around(Origin exchange, CodeBody body, int status) => IsInLoop(exchange.Operation, body) ? Find(exchange, body, status) : null;

    private EndlessLoop? Find(Origin exchange, CodeBody body, int status)
    {
        var gone = new HashSet<SyntaxNode>();
        var pending = new Queue<Sending>([new(body, exchange.Operation, Failing: null)]);
        for (var looked = 0; pending.Count > 0 && looked < MaximalBodies; looked++)
        {
            var sending = pending.Dequeue();
            var failed = Explore(sending.Body, exchange, status, sending.Failing);
            if (failed.IsOpen || !failed.Reaches(sending.Sent))
            {
                continue;
            }

            if (LoopAround(sending.Sent, sending.Body) is not { } loop)
            {
                foreach (var caller in CallersOf(sending.Body, failed).Where(c => gone.Add(c.Sent.Syntax)))
                {
                    pending.Enqueue(caller);
                }
            }
            else if (!failed.ReachesExit && failed.Escaping.Count == 0 && !HasOtherLoop(loop, sending.Body, failed))
            {
                return new(loop, sending.Body, RoundOf(loop, sending.Body, failed, Explore(sending.Body, exchange, 200, failing: null)));
            }
        }

        return null;
    }

    /// <summary>Is there a loop around the send, or around a call on some way to it? Where there is none, no path has to be walked.</summary>
    private bool IsInLoop(IOperation sent, CodeBody body)
    {
        var gone = new HashSet<CodeBody>();
        var pending = new Stack<(IOperation Sent, CodeBody Body)>([(sent, body)]);
        while (pending.Count > 0)
        {
            var (call, around) = pending.Pop();
            if (LoopAround(call, around) is not null)
            {
                return true;
            }

            if (gone.Add(around))
            {
                foreach (var site in facts.Code.CallersOf(around).Sites)
                {
                    pending.Push((site.Call, site.Caller));
                }
            }
        }

        return false;
    }

    /// <summary>The bodies that call one, and where it fails in them. Whether they meet an exception or go on must be certain.</summary>
    private IEnumerable<Sending> CallersOf(CodeBody body, Exploration failed)
    {
        var throws = failed.Escaping.Count > 0;
        return throws == failed.ReachesExit ? [] :
            from site in facts.Code.CallersOf(body).Sites
            where site.Caller != body && !(throws && MayMissCatch(site))
            let end = TaskFates.EndOf(site.Call, site.Caller)
            where end is not null
            select new Sending(site.Caller, site.Call, throws ? end.Syntax : null);
    }

    /// <summary>A method that hands on a task leaves its try statements before the task fails.</summary>
    private static bool MayMissCatch(CallSite site)
    {
        if (site.Caller.Method is not { IsAsync: false } method || !KnownTypes.IsTask(method.ReturnType))
        {
            return false;
        }

        for (var parent = site.Call.Parent; parent is not null && parent != site.Caller.Root; parent = parent.Parent)
        {
            if (parent is ITryOperation { Catches.IsEmpty: false })
            {
                return true;
            }
        }

        return false;
    }

    private Exploration Explore(CodeBody body, Origin exchange, int status, SyntaxNode? failing) =>
        facts.Explorer.Explore(
            body,
            body.AnyCall,
            new Scenario(exchange, status, facts.Exchanges.CertainVerbOf(exchange)) { FailingCall = failing, NobodyCancels = true },
            Exceptions.OfScenario);

    private static ILoopOperation? LoopAround(IOperation operation, CodeBody body)
    {
        for (var parent = operation.Parent; parent is not null && parent != body.Root; parent = parent.Parent)
        {
            if (parent is ILoopOperation loop)
            {
                return loop.LoopKind is LoopKind.While or LoopKind.For ? loop : null;
            }
        }

        return null;
    }

    /// <summary>Does the failure come to another loop, which may be the one that does not end?</summary>
    private static bool HasOtherLoop(ILoopOperation loop, CodeBody body, Exploration failed) =>
        body.Operations.Any(o => o is ILoopOperation { LoopKind: LoopKind.While or LoopKind.For } other && other != loop && !other.Syntax.Span.Contains(loop.Syntax.Span)
            && other.Descendants().Any(failed.Reaches));

    private static IOperation? RoundOf(ILoopOperation loop, CodeBody body, Exploration failed, Exploration fine) =>
        body.Operations.FirstOrDefault(o => o is IBranchOperation { BranchKind: BranchKind.Continue }
            && loop.Syntax.Span.Contains(o.Syntax.Span) && IsGovernedBlockReached(o, failed) && !IsGovernedBlockReached(o, fine));

    /// <summary>A branch is an edge of the graph: what is reached is the statement before it, or the condition it is under.</summary>
    private static bool IsGovernedBlockReached(IOperation branch, Exploration exploration) =>
        branch.Parent is IBlockOperation block && block.Operations.IndexOf(branch) is var index and > 0 && exploration.Reaches(block.Operations[index - 1]);

    /// <summary>A body, the send in it or the call that leads to it, and where an exception of that comes out.</summary>
    private sealed record Sending(CodeBody Body, IOperation Sent, SyntaxNode? Failing);
}
