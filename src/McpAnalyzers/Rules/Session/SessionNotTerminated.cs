using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Rules.Session;

/// <summary>MCPT1009: a disposable type owns a session and never tells the server that it needs it no longer.</summary>
internal sealed class SessionNotTerminated : IRule
{
    public DiagnosticDescriptor Descriptor => Descriptors.MCPT1009_SessionNotTerminated;

    public bool IsAboutSessions => true;

    public void Check(TransportFacts facts, Action<Diagnostic> report)
    {
        if (facts.Scope != Gate.Scope.Header || !facts.Stores.Writes.Any() || MayDelete(facts))
        {
            return;
        }

        var reported = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var capture in facts.Stores.Writes.Where(w => w.IsCapture && facts.Code.Own.Contains(w.Body)))
        {
            if (capture.Store.ContainingType is { IsAbstract: false } owner
                && SymbolEqualityComparer.Default.Equals(owner, capture.Body.Outermost.Symbol.ContainingType)
                && IsDisposable(owner)
                && facts.Session.IsSentFrom(capture.Store)
                && facts.Stores.IsWrittenOnlyHere(capture.Store)
                && reported.Add(owner))
            {
                report(Diagnostic.Create(Descriptor, owner.Locations[0], owner.Name));
            }
        }
    }

    /// <summary>Does the type itself say that it is disposable? A message handler is by its base class, but its Dispose has no pipeline left to send with.</summary>
    private static bool IsDisposable(INamedTypeSymbol type) =>
        type.Interfaces.Any(own => IsDisposing(own) || own.AllInterfaces.Any(inherited => IsDisposing(inherited) && type.BaseType?.AllInterfaces.Contains(inherited) != true));

    private static bool IsDisposing(INamedTypeSymbol type) => type.Name is "IDisposable" or "IAsyncDisposable";

    /// <summary>Is there a DELETE, or a request whose method is not in sight, or a hand-over of the request to code that may make it one?</summary>
    private static bool MayDelete(TransportFacts facts) =>
        facts.Code.All.Concat(facts.Code.Own.SelectMany(facts.Code.Reachable)).Distinct().Any(body => body.Operations.Any(operation =>
            operation is IPropertyReferenceOperation { Property: { Name: "Delete", ContainingType.Name: "HttpMethod" } }
            || operation is IInvocationOperation { TargetMethod.Name: var name } && name.StartsWith("Delete", StringComparison.Ordinal)
            || operation.ConstantValue is { HasValue: true, Value: string text } && text.Equals("DELETE", StringComparison.OrdinalIgnoreCase)
            || facts.Exchanges.SendOf(operation) is { } send && (facts.Exchanges.VerbsOf(send, body.AnyCall) & (Verbs.Unknown | Verbs.Delete)) != Verbs.None));
}
