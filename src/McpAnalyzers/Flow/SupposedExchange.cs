using McpAnalyzers.Facts;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Flow;

/// <summary>Which operations do not come to their end when a scenario is real: those that fail with its exchange, and those that would make another request of its request.</summary>
internal sealed class SupposedExchange(TransportFacts facts, Scenario scenario, Exceptions exceptions, Frame frame, ConditionEvaluator conditions)
{
    /// <summary>Does the operation put the session id on the request that is supposed to have none?</summary>
    public bool WritesSession(IOperation operation)
    {
        if (scenario is not { CarriesSession: false, Exchange: { } exchange })
        {
            return false;
        }

        var original = frame.Written(operation);
        return facts.Headers.Write(original) is { Target: not HeaderTarget.Client } write
            && facts.Headers.HeaderOf(write.Name, frame) == McpHeader.SessionId
            && (write.Owner is null || !facts.Types.IsRequest(write.Owner.Type)
                || (facts.Exchanges.MayBeRequestOf(write.Owner, frame, exchange) && !IsReplaced(ReferencedSymbol.Of(ValueOrigins.Unwrap(write.Owner)), original, exchange)));
    }

    public bool ThrowsInScenario(IInvocationOperation call)
    {
        if (call.Syntax == scenario.FailingCall)
        {
            return true;
        }

        if (!scenario.IsFailure || scenario.Exchange is not { } exchange)
        {
            return false;
        }

        if (call is { TargetMethod.Name: "EnsureSuccessStatusCode", Instance: { } response })
        {
            return facts.Exchanges.Behind(response, frame).Any(o => Exchanges.IsSame(o, exchange));
        }

        // WebRequest.GetResponse throws too, but code that then asks the response's status shows what it takes a 404 for.
        return facts.Exchanges.SendOf(call) is { ThrowsOnFailure: true } && (exceptions == Exceptions.OfScenario || !facts.Types.IsResponseOrTaskOfIt(call.TargetMethod.ReturnType)) && Exchanges.IsSame(new Origin(call, frame), exchange);
    }

    /// <summary>False when the request of the supposed exchange would get another method than the supposed one.</summary>
    public bool MayBeMade(IObjectCreationOperation creation, PathPoint at)
    {
        if (scenario.Verb == Verbs.None || scenario.Exchange is not { } exchange || frame.Body.Original(creation) is not IObjectCreationOperation written)
        {
            return true;
        }

        return Exchanges.MethodGiven(written, facts.Types) is not { } method
            || conditions.Exchange.IsSupposedMethod(method, at) != Tri.False
            || !facts.Exchanges.IsSurelyRequestOf(written, frame, exchange)
            || facts.Exchanges.IsMethodReplaced(exchange)
            || IsReplaced(HolderOf(written), written, exchange);
    }

    public bool IsMethodOf(IOperation target, out IOperation request)
    {
        request = target;
        if (target is not IPropertyReferenceOperation { Property.Name: "Method", Instance: { } instance } || !facts.Types.IsRequest(instance.Type))
        {
            return false;
        }

        request = instance;
        return true;
    }

    public bool IsSupposedMethod(IOperation method, IOperation request, PathPoint at) =>
        scenario.Verb == Verbs.None || scenario.Exchange is not { } exchange
        || conditions.Exchange.IsSupposedMethod(frame.Written(method), at) != Tri.False
        || !facts.Exchanges.IsSurelyRequestOf(frame.Written(request), frame, exchange)
        || IsReplaced(ReferencedSymbol.Of(ValueOrigins.Unwrap(frame.Written(request))), frame.Written(request), exchange);

    /// <summary>Does the local that holds a request hold another one by the time that the exchange is sent?</summary>
    private bool IsReplaced(ISymbol? holder, IOperation from, Origin exchange) =>
        holder is ILocalSymbol local && CallTo(exchange) is { } call
        && Frame.ArgumentsOf(call).Any(a => SymbolEqualityComparer.Default.Equals(ReferencedSymbol.Of(ValueOrigins.Unwrap(a.Value)), local))
        && facts.Replacements.Lie(local, from, call, frame.Body);

    private static ILocalSymbol? HolderOf(IOperation creation) => creation.Parent switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var declared } } => declared,
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var assigned } } => assigned,
        _ => null,
    };

    /// <summary>What sends the exchange in this body: the send itself, or the call of the method that leads to it.</summary>
    private IOperation? CallTo(Origin exchange)
    {
        IOperation? call = exchange.Operation;
        for (var at = exchange.Frame; at is not null; (call, at) = (at.Call, at.Caller))
        {
            if (at.Body == frame.Body)
            {
                return call;
            }
        }

        return null;
    }
}
