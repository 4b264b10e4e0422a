using McpAnalyzers.Facts;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Rules.Session;

/// <summary>MCPT1003: initialize goes out with a session id.</summary>
internal sealed class SessionIdSentOnInitialize : IRule
{
    public DiagnosticDescriptor Descriptor => Descriptors.MCPT1003_SessionIdSentOnInitialize;

    public bool IsAboutSessions => true;

    public void Check(TransportFacts facts, Action<Diagnostic> report)
    {
        if (facts.Scope != Scope.Header)
        {
            return;
        }

        var reported = new HashSet<SyntaxNode>();
        foreach (var body in facts.Code.Own)
        {
            foreach (var operation in body.Operations)
            {
                var exchange = new Origin(operation, body.AnyCall);
                if (facts.Exchanges.SendOf(operation) is not { Request: not null } send || facts.IsStateless(exchange) || !facts.Purposes.IsOnlyInitialize(exchange))
                {
                    continue;
                }

                foreach (var (write, frame) in facts.Exchanges.HeadersOf(send, body.AnyCall))
                {
                    if (facts.Headers.HeaderOf(write.Name, frame).HasFlag(McpHeader.SessionId)
                        && write.Operation.Syntax.SyntaxTree == operation.Syntax.SyntaxTree
                        && IsWrittenForInitialize(facts, write, frame, body)
                        && reported.Add(write.Operation.Syntax))
                    {
                        report(Diagnostic.Create(Descriptor, write.Operation.Syntax.GetLocation()));
                    }
                }
            }
        }
    }

    /// <summary>Written where the request is built: a helper that other requests use as well may know more than is in sight here.</summary>
    private static bool IsWrittenForInitialize(TransportFacts facts, HeaderWrite write, Frame frame, CodeBody body) =>
        frame.Body == body
        && facts.Explorer.Explore(body, frame, Flow.Scenario.Nothing) is { IsOpen: false } exploration && exploration.Reaches(write.Operation)
        && !AsksMore(facts, write, body);

    /// <summary>Is it written under a condition that asks for anything but the id?</summary>
    private static bool AsksMore(TransportFacts facts, HeaderWrite write, CodeBody body)
    {
        for (var parent = write.Operation.Parent; parent is not null && parent != body.Root; parent = parent.Parent)
        {
            if (parent is IConditionalOperation { Condition: var condition } && condition.DescendantsAndSelf().Any(o =>
                o is ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol }
                && o is not IMemberReferenceOperation { Member.Name: "Length" or "Empty" or "HasValue" }
                && !facts.Session.IsSessionId(o) && !facts.Types.IsHeaders(o.Type) && !facts.Types.IsRequest(o.Type)))
            {
                return true;
            }
        }

        return false;
    }
}
