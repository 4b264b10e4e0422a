using System.Text.RegularExpressions;
using McpAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>A way from a failed POST to the old HTTP+SSE transport.</summary>
/// <param name="Condition">What decides that it is taken.</param>
/// <param name="Response">The response whose success alone is asked for, where it is; then the condition is its negation.</param>
/// <param name="Statuses">The failures, in words, that must not take it.</param>
internal sealed record LegacyFallback(IOperation Condition, string? Response, string Statuses);

/// <summary>Finds where clients fall back to HTTP+SSE although the failure does not speak of an old server.</summary>
internal sealed class LegacyFallbacks(TransportFacts facts)
{
    private const int ServerError = 500;
    private const int Success = 200;

    private static readonly int[] Refused = [401, 403];

    // ConnectSseAsync, FallbackToSse, StartLegacySseTransport; but not ReadSseStream
    private static readonly Regex StartsSse = new(
        "^(Connect|Start|Open|Use|Try|Fall[Bb]ack|Switch|Establish|Begin|Create|Initialize|Run).*(Sse|SSE)([A-Z]|$)", RegexOptions.CultureInvariant);

    public IEnumerable<LegacyFallback> All =>
        facts.Code.Own.SelectMany(Find).GroupBy(f => f.Condition.Syntax).Select(g => g.First());

    private IEnumerable<LegacyFallback> Find(CodeBody body)
    {
        var fallbacks = body.Operations.Where(IsFallback).ToList();
        if (fallbacks.Count == 0)
        {
            yield break;
        }

        foreach (var exchange in ExchangesOf(body))
        {
            foreach (var fallback in fallbacks)
            {
                if (ConditionOf(fallback, body) is { } decided
                    && !IsTaken(body, exchange, Success, fallback)
                    && StatusesThatTake(body, exchange, fallback, decided.Asked) is { Length: > 0 } statuses)
                {
                    yield return new(decided.Condition, ResponseOf(decided.Condition), statuses);
                }
            }
        }
    }

    private string StatusesThatTake(CodeBody body, Origin exchange, IOperation fallback, IReadOnlyList<IOperation> asked)
    {
        var taken = Refused.Where(s => Names(asked, s) && IsTaken(body, exchange, s, fallback)).Select(s => s.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return IsTaken(body, exchange, ServerError, fallback) ? "401, 403 or 5xx" : string.Join(" or ", taken);
    }

    private bool IsTaken(CodeBody body, Origin exchange, int status, IOperation fallback)
    {
        var explored = facts.Explorer.Explore(body, body.AnyCall, new Scenario(exchange, status, Verbs.Post), Exceptions.OfScenario);
        return !explored.IsOpen && explored.Reaches(fallback);
    }

    /// <summary>The posts whose responses, or failures, the body has.</summary>
    private IEnumerable<Origin> ExchangesOf(CodeBody body) => body.Operations
        .Where(o => facts.Exchanges.SendOf(o) is not null || facts.Code.Callee(o) is not null || facts.Types.IsException(o.Type))
        .SelectMany(o => facts.Exchanges.Behind(o, body.AnyCall))
        .Where(e => facts.Exchanges.SendOf(e.Operation) is not null && facts.Exchanges.VerbsOf(e).HasFlag(Verbs.Post));

    private static bool IsFallback(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod.Name: var name } => StartsSse.IsMatch(name),
        IObjectCreationOperation { Type.Name: var name } => name.IndexOf("Sse", StringComparison.Ordinal) >= 0 && name.EndsWith("Transport", StringComparison.Ordinal),
        ISimpleAssignmentOperation { Value: IFieldReferenceOperation { Field: { Name: "Sse" or "HttpSse" or "HttpWithSse", ContainingType.TypeKind: TypeKind.Enum } } } => true,
        _ => false,
    };

    /// <summary>The nearest condition around the fallback; null in a handler of exceptions, which may catch more than an answer.</summary>
    private Decision? ConditionOf(IOperation fallback, CodeBody body)
    {
        for (IOperation child = fallback; child.Parent is { } parent; child = parent)
        {
            switch (parent)
            {
                case IConditionalOperation conditional when conditional.Condition != child && Asked(body, conditional.Condition) is var asked && AsksStatus(asked):
                    return new(conditional.Condition, asked);
                case ISwitchCaseOperation { Parent: ISwitchOperation { Value: var value } } section when AsksStatus(Asked(body, value)):
                    return new(section.Clauses[0], Asked(body, [.. section.Clauses]));
                case ICatchClauseOperation { Filter: var filter }:
                    return filter is not null && Asked(body, filter) is var filtered && AsksStatus(filtered) ? new(filter, filtered) : null;
            }
        }

        return null;
    }

    /// <summary>What conditions ask, in the locals and the predicates that they use as well.</summary>
    private List<IOperation> Asked(CodeBody body, params IOperation[] conditions)
    {
        var asked = new List<IOperation>();
        var locals = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var predicates = new HashSet<CodeBody>();
        var pending = new Stack<(CodeBody Body, IOperation Condition)>(conditions.Select(c => (body, c)));
        while (pending.Count > 0)
        {
            var (inBody, condition) = pending.Pop();
            foreach (var operation in condition.DescendantsAndSelf())
            {
                asked.Add(operation);
                if (operation is ILocalReferenceOperation { Local: var local } && MayTellOfAnswer(local.Type) && locals.Add(local))
                {
                    inBody.Locals.Of(local).Where(d => d.Kind == DefinitionKind.Value).ToList().ForEach(d => pending.Push((inBody, d.Value)));
                }
                else if (operation is IInvocationOperation { Type.SpecialType: SpecialType.System_Boolean, Arguments.IsEmpty: false } call
                    && facts.Code.Callee(call) is { } predicate && predicates.Add(predicate))
                {
                    pending.Push((predicate, predicate.Root));
                }
            }
        }

        return asked;
    }

    private bool MayTellOfAnswer(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Boolean or SpecialType.System_Int32 || facts.Types.IsStatusCode(type);

    private static bool AsksStatus(IReadOnlyList<IOperation> asked) =>
        asked.Any(o => o is IPropertyReferenceOperation { Property.Name: "StatusCode" or "IsSuccessStatusCode" }
            || (o is ILocalReferenceOperation or IParameterReferenceOperation && o.Type?.Name == "HttpStatusCode"));

    private static bool Names(IReadOnlyList<IOperation> asked, int status) =>
        asked.Any(o => o.ConstantValue is { HasValue: true, Value: int value } && value == status);

    private static string? ResponseOf(IOperation condition) =>
        condition is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: IPropertyReferenceOperation { Property.Name: "IsSuccessStatusCode", Instance: ILocalReferenceOperation or IParameterReferenceOperation } success }
            ? success.Instance!.Syntax.ToString()
            : null;

    /// <summary>What decides that a fallback is taken: where it is written, and what is asked there.</summary>
    private sealed record Decision(IOperation Condition, IReadOnlyList<IOperation> Asked);
}
