using McpAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>How a server treats the Origin of requests.</summary>
internal sealed class OriginChecks
{
    private const int Forbidden = 403;

    private static readonly Scenario Invalid = new ServedRequest(SessionFound.Known, IsInitialize: false, IsOriginAllowed: false).AsScenario();
    private static readonly Scenario Valid = new ServedRequest(SessionFound.Known, IsInitialize: false, IsOriginAllowed: true).AsScenario();

    private readonly TransportFacts _facts;

    public OriginChecks(TransportFacts facts)
    {
        _facts = facts;
        ReadsOrigin = facts.Code.All.Any(b => b.Operations.Any(o => facts.ServedHeaders.ReadsOrigin(o, b.AnyCall)));
        Refusals = ReadsOrigin ? [.. facts.Answers.ByBody.SelectMany(WrongRefusals)] : [];
        OpenPolicies = ReadsOrigin ? [] : [.. facts.Code.Own.SelectMany(b => b.Operations.OfType<IInvocationOperation>().Where(c => LetsAnyIn(c) && AppliesToMcp(b)))];
    }

    /// <summary>Does any code in sight look at the Origin header?</summary>
    private bool ReadsOrigin { get; }

    /// <summary>The answers to an invalid Origin that are not 403.</summary>
    public IReadOnlyList<Answer> Refusals { get; }

    /// <summary>The calls that let every origin in, in CORS policies of an MCP endpoint.</summary>
    public IReadOnlyList<IInvocationOperation> OpenPolicies { get; }

    private IEnumerable<Answer> WrongRefusals(IGrouping<CodeBody, Answer> answers)
    {
        var body = answers.Key;
        var valid = _facts.Explorer.Explore(body, body.AnyCall, Valid);
        var candidates = answers.Where(a => a.Status >= 400 && a.Status != Forbidden && !valid.Reaches(a.Operation)).ToList();
        if (candidates.Count == 0)
        {
            return [];
        }

        var invalid = _facts.Explorer.Explore(body, body.AnyCall, Invalid);
        return candidates.Where(a => invalid.ReachesDecided(a.Operation));
    }

    private static bool LetsAnyIn(IInvocationOperation call) =>
        call.TargetMethod is { ContainingType.Name: "CorsPolicyBuilder" } method
        && (method.Name == "AllowAnyOrigin"
            || (method.Name == "SetIsOriginAllowed" && call.Arguments is [{ Value: var predicate }] && ValueOrigins.Unwrap(predicate) is IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Body.Operations: [IReturnOperation { ReturnedValue.ConstantValue: { HasValue: true, Value: true } }] } }));

    /// <summary>Is the policy that the body builds one for all endpoints, or for that of MCP?</summary>
    private bool AppliesToMcp(CodeBody policy)
    {
        if (!MapsMcp)
        {
            return false;
        }

        var given = policy.Root.Parent;
        while (given is IDelegateCreationOperation or IArgumentOperation or IConversionOperation)
        {
            given = given.Parent;
        }

        return given is IInvocationOperation call && call.TargetMethod.Name switch
        {
            "AddDefaultPolicy" or "UseCors" => true,
            "AddPolicy" => call.Arguments.Select(a => a.Value.ConstantValue is { HasValue: true, Value: string text } ? text : null).FirstOrDefault(t => t is not null) is { } name && IsUsed(name),
            "RequireCors" => IsOnMcp(call),
            _ => false,
        };
    }

    private bool MapsMcp => _facts.Endpoints.All.Any(_facts.Endpoints.IsMcp) || Calls.Any(c => c.TargetMethod.Name == "MapMcp");

    private IEnumerable<IInvocationOperation> Calls => _facts.Code.Own.SelectMany(b => b.Operations.OfType<IInvocationOperation>());

    private bool IsUsed(string policy) => Calls.Any(c =>
        c.TargetMethod.Name is "UseCors" or "RequireCors"
        && c.Arguments.Any(a => a.Value.ConstantValue is { HasValue: true, Value: string name } && name == policy)
        && (c.TargetMethod.Name == "UseCors" || IsOnMcp(c)));

    private bool IsOnMcp(IInvocationOperation require)
    {
        for (var current = require; current is not null; current = current.Arguments.Length > 0 ? ValueOrigins.Unwrap(current.Arguments[0].Value) as IInvocationOperation : null)
        {
            if (current.TargetMethod.Name == "MapMcp" || _facts.Endpoints.All.Any(e => e.Mapping == current && _facts.Endpoints.IsMcp(e)))
            {
                return true;
            }
        }

        return false;
    }
}
