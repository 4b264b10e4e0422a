using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Rules.EventStream;

/// <summary>MCPT2004: an event stream is asked for, and waited for to its end.</summary>
internal sealed class EventStreamBuffered : IRule
{
    private static readonly string[] ResponseVerbs = ["Respond", "Reply", "SendResponse", "PostResponse"];

    public DiagnosticDescriptor Descriptor => Descriptors.MCPT2004_EventStreamBuffered;

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
                if (facts.Exchanges.SendOf(operation) is { } send && new Origin(operation, body.AnyCall) is var exchange
                    && WaitsForTheEnd(facts, send, exchange) && facts.Accepted.SurelyEvents(send, exchange))
                {
                    var change = CallToChange(facts, send, exchange);
                    report(Diagnostic.Create(Descriptor, operation.Syntax.GetLocation(), change, $"{send.Call.TargetMethod.Name}()", Advice(send.Call.TargetMethod, isOptionEnough: change is not null)));
                }
            }
        }
    }

    /// <summary>
    /// The call that should return with the headers, now or when the request accepts a stream, for fixes; null where it does not wait for the end. Null also where the body
    /// is read as a whole: nothing would be seen earlier, and HttpClient.Timeout no longer holds for the body.
    /// </summary>
    internal static Location[]? CallToChange(TransportFacts facts, Send send, Origin exchange) =>
        WaitsForTheEnd(facts, send, exchange) && facts.AnswerReaders.BodyReadsOf(exchange) != BodyReads.Whole ? [send.Call.Syntax.GetLocation()] : null;

    private static string Advice(IMethodSymbol method, bool isOptionEnough)
    {
        var option = TakesOption(method) ? "pass HttpCompletionOption.ResponseHeadersRead" : "send an HttpRequestMessage with HttpCompletionOption.ResponseHeadersRead";
        return isOptionEnough ? option : $"{option}, and read the events as they come";
    }

    /// <summary>Has the method an overload with the option? PostAsync and its like have none.</summary>
    private static bool TakesOption(IMethodSymbol method) =>
        method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Any(overload => overload.Parameters.Any(p => IsOption(p.Type)));

    /// <summary>Would an answer that is an event stream be waited for to its end?</summary>
    private static bool WaitsForTheEnd(TransportFacts facts, Send send, Origin exchange)
    {
        if (send.ThrowsOnFailure || !Buffers(send.Call))
        {
            return false;
        }

        return (facts.Exchanges.VerbsOf(exchange) & ~(Verbs.Get | Verbs.Post)) == Verbs.None
            && !facts.IsStateless(exchange)
            && !IsAnsweredWithoutBody(facts, exchange, exchange.Frame.Body);
    }

    /// <summary>HttpClient reads the whole body before it returns, unless it is told otherwise.</summary>
    private static bool Buffers(IInvocationOperation call) =>
        call.TargetMethod.ContainingType?.Name is "HttpClient" or "HttpClientJsonExtensions"
        && call.Arguments.All(a => !IsOption(a.Value.Type) || a.Value.ConstantValue is { HasValue: true, Value: 0 });

    private static bool IsOption(ITypeSymbol? type) => type?.Name == "HttpCompletionOption";

    private static bool IsAnsweredWithoutBody(TransportFacts facts, Origin exchange, CodeBody body) =>
        facts.Purposes.IsAnsweredWithoutBody(exchange) || IsNamedAfterSuch(body.Symbol.Name) || IsNamedAfterSuch(body.Outermost.Symbol.Name);

    /// <summary>Does a method's name say that it posts notifications or responses?</summary>
    private static bool IsNamedAfterSuch(string method) =>
        method.IndexOf("notif", StringComparison.OrdinalIgnoreCase) >= 0
        || ResponseVerbs.Any(verb => method.StartsWith(verb, StringComparison.Ordinal));
}
