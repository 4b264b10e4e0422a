using McpAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>What becomes of a client when one of its exchanges is answered with a failure: which operation fails, and whether anybody catches it.</summary>
internal sealed class ExchangeFailures(TransportFacts facts)
{
    private readonly FailurePaths _callers = new(facts);

    /// <summary>The operations of the body that let an exception out, or end the transport, when the exchange is answered with the status.</summary>
    public IEnumerable<IOperation> Of(Origin exchange, CodeBody body, int status)
    {
        var failed = Explore(body, exchange, status);
        var fine = Explore(body, exchange, 200);
        if (failed.IsOpen)
        {
            yield break;
        }

        foreach (var escaping in failed.Escaping)
        {
            if (!fine.Escaping.Contains(escaping) && !IsTestedOutOfSight(exchange, body, status, e => e.Escaping.Contains(escaping)) && _callers.Leaves(body, exchange, status)
                && body.Operations.FirstOrDefault(o => o.Syntax == escaping) is { } operation)
            {
                yield return operation;
            }
        }

        foreach (var reaction in facts.Reactions.All)
        {
            if (reaction.Kind == ReactionKind.Teardown && reaction.Body == body && failed.Reaches(reaction.Operation) && !fine.Reaches(reaction.Operation)
                && !IsTestedOutOfSight(exchange, body, status, e => e.Reaches(reaction.Operation)))
            {
                yield return reaction.Operation;
            }
        }
    }

    /// <summary>Does a test of the response that cannot be read, such as a method of another type, decide whether it fails?</summary>
    private bool IsTestedOutOfSight(Origin exchange, CodeBody body, int status, Func<Exploration, bool> fails)
    {
        var scenario = new Scenario(exchange, status, VerbOf(exchange));
        foreach (var test in body.Operations.OfType<IInvocationOperation>().Where(o => o.Type?.SpecialType == SpecialType.System_Boolean && AsksAbout(o)))
        {
            foreach (var outcome in new[] { Tri.True, Tri.False })
            {
                if (!fails(facts.Explorer.Explore(body, body.AnyCall, scenario, Exceptions.OfScenario, (test.Syntax, outcome))))
                {
                    return true;
                }
            }
        }

        return false;

        bool AsksAbout(IInvocationOperation test) =>
            new ConditionEvaluator(facts, scenario, facts.Explorer).Evaluate(test, new PathPoint(body.AnyCall)) == Tri.Unknown
            && test.Descendants().Any(o => facts.Types.IsResponse(o.Type) || facts.Types.IsStatusCode(o.Type) || facts.Types.IsException(o.Type));
    }

    private Exploration Explore(CodeBody body, Origin exchange, int status) =>
        facts.Explorer.Explore(body, body.AnyCall, new Scenario(exchange, status, VerbOf(exchange)), Exceptions.OfScenario);

    private Verbs VerbOf(Origin exchange) => facts.Exchanges.VerbsOf(exchange) is var verb and (Verbs.Get or Verbs.Post or Verbs.Delete) ? verb : Verbs.None;
}
