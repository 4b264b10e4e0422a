using McpAnalyzers.Facts;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Flow;

/// <summary>
/// Which bodies a scenario can change: those that build, send or judge requests, and those that they may run. What any other body does
/// is the same in every scenario, so that it need not be walked through once for each.
/// </summary>
internal sealed class Relevance(TransportFacts facts)
{
    private readonly Dictionary<CodeBody, bool> _exchanges = [];
    private readonly Dictionary<CodeBody, bool> _throws = [];
    private readonly Dictionary<CodeBody, bool> _throwsItself = [];

    /// <summary>Does the body, or one that it may run, have to do with requests, answers or the session id?</summary>
    public bool HasExchanges(CodeBody body)
    {
        if (_exchanges.TryGetValue(body, out var known))
        {
            return known;
        }

        var seen = new List<CodeBody>();
        foreach (var reachable in facts.Code.Reachable(body))
        {
            if (_exchanges.TryGetValue(reachable, out var has) ? has : IsAboutExchanges(reachable))
            {
                _exchanges[reachable] = true;
                return _exchanges[body] = true;
            }

            seen.Add(reachable);
        }

        // None of those that can be reached from here: so neither from any of them.
        foreach (var reachable in seen)
        {
            _exchanges[reachable] = false;
        }

        return false;
    }

    /// <summary>May the body end a path, by an exception or by what the scenario does to it?</summary>
    public bool MayEndPath(CodeBody body, Scenario scenario) =>
        HasExchanges(body) || (scenario.FailingCall is null ? ThrowsNearby(body) : ThrowsAnywhere(body));

    /// <summary>The scenario, as far as it can matter to the body.</summary>
    public Scenario For(CodeBody body, Scenario scenario) =>
        scenario.FailingCall is not null || HasExchanges(body) ? scenario
        : scenario.NobodyCancels ? Scenario.Nothing with { NobodyCancels = true }
        : Scenario.Nothing;

    /// <summary>Does it, or a helper that it calls, throw? What a helper's helper throws says no more of the call than that anything may fail.</summary>
    private bool ThrowsNearby(CodeBody body) =>
        ThrowsItself(body) || body.Operations.Any(o => o is IInvocationOperation && facts.Code.Callee(o) is { } callee && ThrowsItself(callee));

    private bool ThrowsItself(CodeBody body)
    {
        if (!_throwsItself.TryGetValue(body, out var throws))
        {
            _throwsItself.Add(body, throws = body.Operations.Any(o => o.Kind == OperationKind.Throw));
        }

        return throws;
    }

    private bool ThrowsAnywhere(CodeBody body)
    {
        if (!_throws.TryGetValue(body, out var throws))
        {
            _throws.Add(body, throws = facts.Code.Reachable(body).Any(ThrowsItself));
        }

        return throws;
    }

    private bool IsAboutExchanges(CodeBody body)
    {
        foreach (var operation in body.Operations)
        {
            if (IsAboutExchanges(operation))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsAboutExchanges(IOperation operation) =>
        operation switch
        {
            { ConstantValue: { HasValue: true, Value: int and >= 200 and < 600 } } => true,
            { ConstantValue: { HasValue: true, Value: string text } } => VerbNames.Parse(text) is not (Verbs.None or Verbs.Other) || McpHeaders.Find(text) != McpHeader.None,
            ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation => IsAboutExchanges(operation.Type) || facts.Session.IsSessionId(operation),
            IInvocationOperation invocation => IsAboutExchanges(operation.Type) || IsAboutExchanges(invocation.TargetMethod.ContainingType),
            IObjectCreationOperation or ICatchClauseOperation => IsAboutExchanges(operation is ICatchClauseOperation caught ? caught.ExceptionType : operation.Type),
            _ => false,
        };

    private bool IsAboutExchanges(ITypeSymbol? type)
    {
        type = KnownTypes.TaskResult(type) ?? type;
        return type is { SpecialType: SpecialType.None } && facts.Types.IsAboutExchanges(type);
    }
}
