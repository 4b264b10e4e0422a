using System.Collections.Immutable;
using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Rules.Session;

/// <summary>MCPT1007: the loss of the session is recognised by another status, an error code or a text, and never by 404.</summary>
internal sealed class SessionExpiryBySideSignal : IRule
{
    public DiagnosticDescriptor Descriptor => Descriptors.MCPT1007_SessionExpiryBySideSignal;

    public bool IsAboutSessions => true;

    public void Check(TransportFacts facts, Action<Diagnostic> report)
    {
        if (facts.Scope != Gate.Scope.Header)
        {
            return;
        }

        foreach (var signal in facts.SideSignals.All)
        {
            report(Diagnostic.Create(Descriptor, signal.Syntax.GetLocation(), SignalProperties.Of(facts, signal), signal.Sign));
        }
    }
}

/// <summary>What the fix for MCPT1007 needs to know besides the guards, as the diagnostic carries it.</summary>
internal static class SignalProperties
{
    /// <summary>Is it a test of a status, beside which another status can stand?</summary>
    public const string IsStatus = nameof(IsStatus);

    /// <summary>The response whose status can be asked instead.</summary>
    public const string Answer = nameof(Answer);

    public static ImmutableDictionary<string, string?> Of(TransportFacts facts, SideSignal signal)
    {
        var test = signal.Status ?? TestOfAnswer(facts, signal);
        var guards = test is null ? ImmutableDictionary<string, string?>.Empty : GuardProperties.Of(facts, test, SessionExpiryIgnoresRequest.Missing(facts, test));
        return guards
            .SetItem(GuardProperties.IsTrueFor404, signal.IsTrueForLoss ? "true" : null)
            .Add(IsStatus, signal.Status is null ? null : "true")
            .Add(Answer, signal.Status is null && test is not null ? facts.NamesAt(signal.Body, signal.Test).Response(test.Exchange) : null);
    }

    /// <summary>The test as one of the status of an answer: of the exchange whose answer is still looked at here when it is 404.</summary>
    private static ExpiryTest? TestOfAnswer(TransportFacts facts, SideSignal signal)
    {
        foreach (var exchange in facts.Exchanges.AnsweredIn(signal.Body))
        {
            var explored = facts.Explorer.Explore(signal.Body, signal.Body.AnyCall, new Flow.Scenario(exchange, 404), Flow.Exceptions.OfScenario);
            if (!explored.IsOpen && explored.Reaches(signal.Test))
            {
                return new(signal.Test, signal.IsTrueForLoss, signal.Body, exchange, 404, new Reaction(signal.Test, signal.Body, ReactionKind.Words, signal.Sign), []);
            }
        }

        return null;
    }
}
