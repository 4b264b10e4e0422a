using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Rules.EventStream;

/// <summary>MCPT2005: a stream is resumed with Last-Event-ID, and nothing looks at how long the server asked to wait.</summary>
internal sealed class RetryFieldIgnored : IRule
{
    public DiagnosticDescriptor Descriptor => Descriptors.MCPT2005_RetryFieldIgnored;

    public bool IsAboutSessions => true;

    public void Check(TransportFacts facts, Action<Diagnostic> report)
    {
        if (facts.Scope != Gate.Scope.Header)
        {
            return;
        }

        var resuming = facts.Code.Own.SelectMany(b => b.Operations.Select(o => (Body: b, Operation: o))).FirstOrDefault(o => Resumes(facts, o.Operation, o.Body)).Operation;
        if (resuming is null)
        {
            return;
        }

        var bodies = facts.Code.All.Concat(facts.Code.Own.SelectMany(facts.Code.Reachable)).Distinct().ToList();
        if (bodies.Any(b => b.Operations.Any(o => ReadsEvents(facts, o, b))) && !bodies.Any(b => b.Operations.Any(ReadsRetry)))
        {
            report(Diagnostic.Create(Descriptor, resuming.Syntax.GetLocation()));
        }
    }

    private static bool Resumes(TransportFacts facts, IOperation operation, CodeBody body) =>
        facts.Headers.Write(operation) is { Value: { ConstantValue.HasValue: false } } write && facts.Headers.IsNamed(write, "Last-Event-ID", body.AnyCall);

    /// <summary>Is the stream read in sight: its lines, or the events of a reader?</summary>
    private static bool ReadsEvents(TransportFacts facts, IOperation operation, CodeBody body) => operation switch
    {
        IMemberReferenceOperation { Member: { Name: "EventId", ContainingType.Name: "SseItem" } } => true,
        _ => (operation.ConstantValue is { HasValue: true, Value: string text } && text.TrimEnd() is "id:" or "data:") || EventFields.IsNameAskedFor(facts, operation, body.AnyCall),
    };

    private static bool ReadsRetry(IOperation operation) => operation switch
    {
        { ConstantValue: { HasValue: true, Value: string text } } when text.TrimEnd().TrimEnd(':') == "retry" => true,
        IMemberReferenceOperation member => Names(member.Member.Name),
        ILocalReferenceOperation local => Names(local.Local.Name),
        IInvocationOperation call => Names(call.TargetMethod.Name),
        _ => false,
    };

    /// <summary>ReconnectionInterval of the framework's reader, and what people call their own.</summary>
    private static bool Names(string name) => name.IndexOf("ReconnectionInterval", StringComparison.OrdinalIgnoreCase) >= 0
        || (name.IndexOf("retry", StringComparison.OrdinalIgnoreCase) >= 0 && name.IndexOf("retryAfter", StringComparison.OrdinalIgnoreCase) < 0);
}
