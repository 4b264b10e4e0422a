using System.Collections.Immutable;
using McpAnalyzers.Facts;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Rules.Session;

/// <summary>MCPT1003: initialize goes out with a session id.</summary>
internal sealed class SessionIdSentOnInitialize : IRule
{
    /// <summary>The statement that empties the store, for the fix.</summary>
    public const string Reset = nameof(Reset);

    public DiagnosticDescriptor Descriptor => Descriptors.MCPT1003_SessionIdSentOnInitialize;

    public bool IsAboutSessions => true;

    public void Check(TransportFacts facts, Action<Diagnostic> report)
    {
        if (facts.Scope != Scope.Header)
        {
            return;
        }

        var reported = new HashSet<SyntaxNode>();
        foreach (var handshake in facts.Handshakes.All.Where(h => !facts.IsStateless(h.Exchange)))
        {
            var written = WritesOf(facts, handshake).ToList();
            foreach (var write in written.Where(w => reported.Add(w.Operation.Syntax)))
            {
                report(Diagnostic.Create(Descriptor, write.Operation.Syntax.GetLocation()));
            }

            if (written.Count == 0 && facts.Handshakes.StoreSentAfter404(handshake) is { } store && reported.Add(handshake.Operation.Syntax))
            {
                var statement = ResetStatement.For(facts, store, facts.NamesAt(handshake.Body, handshake.Operation));
                report(Diagnostic.Create(Descriptor, handshake.Operation.Syntax.GetLocation(), ImmutableDictionary<string, string?>.Empty.Add(Reset, statement)));
            }
        }
    }

    /// <summary>The session headers that are written for this request alone.</summary>
    private static IEnumerable<HeaderWrite> WritesOf(TransportFacts facts, Handshake handshake) =>
        facts.Exchanges.SendOf(handshake.Exchange.Operation) is not { Request: not null } send || handshake.Exchange.Operation != handshake.Operation ? []
        : facts.Exchanges.HeadersOf(send, handshake.Exchange.Frame)
            .Where(h => facts.Headers.HeaderOf(h.Write.Name, h.Frame).HasFlag(McpHeader.SessionId)
                && h.Write.Operation.Syntax.SyntaxTree == handshake.Operation.Syntax.SyntaxTree
                && facts.Handshakes.IsWrittenFor(handshake, h.Write, h.Frame))
            .Select(h => h.Write);
}
