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
        var exchange = signal.Status?.Exchange ?? ExchangeThatGetsThere(facts, signal);
        var guards = exchange is { } of ? GuardProperties.Of(facts, AsExpiryTest(signal, of), SessionExpiryIgnoresRequest.Missing(facts, AsExpiryTest(signal, of))) : ImmutableDictionary<string, string?>.Empty;
        return guards
            .SetItem(GuardProperties.IsTrueFor404, signal.IsTrueForLoss ? "true" : "false")
            .Add(IsStatus, signal.Status is null ? "false" : "true")
            .Add(Answer, signal.Status is null && exchange is { } answered ? facts.NamesAt(signal.Body, signal.Test).Response(answered) : null);
    }

    /// <summary>The exchange whose answer is still looked at here when it is 404.</summary>
    private static Origin? ExchangeThatGetsThere(TransportFacts facts, SideSignal signal)
    {
        foreach (var exchange in facts.Exchanges.AnsweredIn(signal.Body))
        {
            var explored = facts.Explorer.Explore(signal.Body, signal.Body.AnyCall, new Flow.Scenario(exchange, 404), Flow.Exceptions.OfScenario);
            if (!explored.IsOpen && explored.Reaches(signal.Test))
            {
                return exchange;
            }
        }

        return null;
    }

    private static ExpiryTest AsExpiryTest(SideSignal signal, Origin exchange) => signal.Status
        ?? new(signal.Test, signal.IsTrueForLoss, signal.Body, exchange, 404, new Reaction(signal.Test, signal.Body, ReactionKind.Words, ""), []);
}
