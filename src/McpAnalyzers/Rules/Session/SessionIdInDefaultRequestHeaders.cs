using McpAnalyzers.Facts;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Rules.Session;

/// <summary>MCPT1004: the session id is in the client's default headers, from where it goes out with the next initialize too.</summary>
internal sealed class SessionIdInDefaultRequestHeaders : IRule
{
    public DiagnosticDescriptor Descriptor => Descriptors.MCPT1004_SessionIdInDefaultRequestHeaders;

    public bool IsAboutSessions => true;

    public void Check(TransportFacts facts, Action<Diagnostic> report)
    {
        foreach (var body in facts.Code.Own)
        {
            foreach (var operation in body.Operations)
            {
                if (IsSessionWrite(facts, operation, body) is { } write && IsLongLived(facts, write.Owner!, body) && !IsRemoved(facts))
                {
                    var places = RequestPlaces.For(facts, write, body);
                    report(Diagnostic.Create(
                        Descriptor,
                        operation.Syntax.GetLocation(),
                        places?.Locations,
                        places?.Properties,
                        ValueOrigins.Unwrap(write.Owner!).Syntax));
                }
            }
        }
    }

    /// <summary>A session id that is only known when the code runs, given to the default headers of a client.</summary>
    private static HeaderWrite? IsSessionWrite(TransportFacts facts, IOperation operation, CodeBody body) =>
        facts.Headers.Write(operation) is { Target: HeaderTarget.Client, Owner: not null, Value: { ConstantValue.HasValue: false } } write
        && facts.Headers.HeaderOf(write.Name, body.AnyCall).HasFlag(McpHeader.SessionId)
            ? write
            : null;

    /// <summary>Does the client outlive the method? One that is made for one session in one method ends with it.</summary>
    private static bool IsLongLived(TransportFacts facts, IOperation client, CodeBody body) =>
        IsMember(client, body) || facts.Origins.Of(client, body.AnyCall).Carriers.Any(c => c.Symbol is IFieldSymbol or IPropertySymbol);

    private static bool IsMember(IOperation client, CodeBody body) => client switch
    {
        IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol, Instance: null or IInstanceReferenceOperation } => true,
        IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor } =>
            !SymbolEqualityComparer.Default.Equals(constructor, body.Outermost.Symbol),
        _ => false,
    };

    /// <summary>Does live code take the header away again, and not only to put another value in its place?</summary>
    private static bool IsRemoved(TransportFacts facts) => facts.Code.All.Any(body => facts.Lifetime.IsLive(body) && body.Operations.Any(operation =>
        operation is IInvocationOperation { TargetMethod.Name: "Remove" or "Clear", Instance: IPropertyReferenceOperation { Property.Name: "DefaultRequestHeaders" } } removal
        && (removal.TargetMethod.Name == "Clear" || (facts.Headers.Removal(removal) is { } removed && facts.Headers.HeaderOf(removed.Name, body.AnyCall).HasFlag(McpHeader.SessionId)))
        && !body.Operations.Any(o => IsSessionWrite(facts, o, body) is not null && Follows(o, removal, body))));

    private static bool Follows(IOperation write, IOperation removal, CodeBody body) =>
        write.Syntax.SpanStart > removal.Syntax.SpanStart
        && !body.Operations.Any(o => o is IAwaitOperation && o.Syntax.SpanStart > removal.Syntax.SpanStart && o.Syntax.SpanStart < write.Syntax.SpanStart);
}
