using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Rules.Session;

/// <summary>MCPT1005: a session that is lost again and again is recovered for ever.</summary>
internal sealed class SessionRecoveryUnbounded : IRule
{
    private const int NotFound = 404;

    public DiagnosticDescriptor Descriptor => Descriptors.MCPT1005_SessionRecoveryUnbounded;

    public bool IsAboutSessions => true;

    public void Check(TransportFacts facts, Action<Diagnostic> report)
    {
        if (facts.Scope != Gate.Scope.Header)
        {
            return;
        }

        foreach (var body in facts.Code.Own)
        {
            foreach (var operation in body.Operations)
            {
                if (operation is IInvocationOperation call && facts.Recursions.IsUnbounded(call, body, NotFound))
                {
                    report(Diagnostic.Create(Descriptor, call.Syntax.GetLocation(), $"{call.TargetMethod.Name}() calls itself"));
                }
                else if (facts.Exchanges.SendOf(operation) is { } send && IsRecovering(facts, new Origin(operation, body.AnyCall), send, body) is { } loop)
                {
                    report(Diagnostic.Create(Descriptor, loop.Location, "the loop sends again"));
                }
            }
        }
    }

    /// <summary>The loop around a POST that goes round for ever and makes a new session each time.</summary>
    private static EndlessLoop? IsRecovering(TransportFacts facts, Origin exchange, Send send, CodeBody body) =>
        send.Request is not null && facts.Exchanges.VerbsOf(exchange) == Verbs.Post && !facts.IsStateless(exchange)
        && facts.EndlessLoops.Around(exchange, body, NotFound) is { } endless
        && facts.Reactions.All.Any(r => r.Kind is ReactionKind.Reset or ReactionKind.Handshake && r.Body == endless.Body
            && endless.Loop.Syntax.Span.Contains(r.Operation.Syntax.Span) && facts.ExpiryTests.TestsOf(r).Any())
            ? endless
            : null;
}
