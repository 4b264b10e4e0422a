using McpAnalyzers.Facts;
using McpAnalyzers.Flow;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Rules.Session;

/// <summary>MCPT1006: the optional session header of a response is read in a way that fails, or finds nothing, where it is absent.</summary>
internal sealed class SessionIdReadUnguarded : IRule
{
    private const int MaximalCallDepth = 3;

    private static readonly Scenario WithoutSession = Scenario.Nothing with { AnswersWithSession = false };

    public DiagnosticDescriptor Descriptor => Descriptors.MCPT1006_SessionIdReadUnguarded;

    public bool IsAboutSessions => true;

    public void Check(TransportFacts facts, Action<Diagnostic> report)
    {
        foreach (var body in facts.Code.Own)
        {
            foreach (var operation in body.Operations)
            {
                if (operation is not IInvocationOperation call
                    || facts.Headers.Read(call) is not { } read
                    || !facts.Headers.HeaderOf(read.Name, body.AnyCall).HasFlag(McpHeader.SessionId)
                    || ResponseOf(facts, read.Collection, body) is not { } owner)
                {
                    continue;
                }

                if (IsOfContent(facts, read.Collection))
                {
                    if (!ReadsResponseToo(facts, body))
                    {
                        report(Diagnostic.Create(Descriptor, call.Syntax.GetLocation(), "A response never has Mcp-Session-Id among the headers of its content: read response.Headers"));
                    }
                }
                else if (call.TargetMethod.Name == "GetValues" && facts.Types.IsHttpHeaders(read.Collection.Type)
                    && IsReached(facts, call, body, owner, depth: 0)
                    && !Protection.IsCaught(facts, call, body, "InvalidOperationException"))
                {
                    report(Diagnostic.Create(Descriptor, call.Syntax.GetLocation(), "Mcp-Session-Id is optional, and GetValues() throws where it is absent: use TryGetValues()"));
                }
            }
        }
    }

    /// <summary>The response whose headers are read, also through a local that holds them.</summary>
    private static IOperation? ResponseOf(TransportFacts facts, IOperation collection, CodeBody body)
    {
        var owner = facts.Headers.ResponseBehind(collection, body.AnyCall);
        return facts.Types.IsResponse(owner?.Type) ? owner : null;
    }

    private static bool IsOfContent(TransportFacts facts, IOperation collection) =>
        ValueOrigins.Unwrap(collection) is IPropertyReferenceOperation { Property.Name: "Headers", Instance: { } content } && facts.Types.IsContent(content.Type);

    /// <summary>The content's headers as a second try after the response's own do no harm.</summary>
    private static bool ReadsResponseToo(TransportFacts facts, CodeBody body) => body.Outermost.SelfAndNested().Any(b => b.Operations.Any(o =>
        facts.Headers.Read(o) is { } read
        && facts.Headers.HeaderOf(read.Name, b.AnyCall).HasFlag(McpHeader.SessionId)
        && !IsOfContent(facts, read.Collection)
        && facts.Headers.OwnerOf(read.Collection) is { } owner && facts.Types.IsResponse(owner.Type)));

    /// <summary>Is the call reached when the response has no session header? Where an unknown caller may have asked, nobody knows.</summary>
    private static bool IsReached(TransportFacts facts, IOperation point, CodeBody body, IOperation response, int depth)
    {
        var exploration = facts.Explorer.Explore(body, body.AnyCall, WithoutSession);
        if (exploration.IsOpen || !exploration.Reaches(point))
        {
            return false;
        }

        if (ValueOrigins.Unwrap(response) is not IParameterReferenceOperation parameter)
        {
            return true;
        }

        var callers = facts.Code.CallersOf(body);
        return callers.Complete && depth < MaximalCallDepth && callers.Sites.Any(s =>
            s.Caller.AnyCall.Enter(body, s.Call).Argument(parameter.Parameter) is { } passed && IsReached(facts, s.Call, s.Caller, passed, depth + 1));
    }
}
