using McpAnalyzers.Flow;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>Which methods call themselves when an exchange fails, and what ends that.</summary>
internal sealed class Recursions(TransportFacts facts)
{
    // A method that calls itself in many places is asked for each of them.
    private readonly Dictionary<CodeBody, (IReadOnlyList<Origin> All, IReadOnlyList<Origin> Posts)> _exchanges = [];

    /// <summary>Does a method call itself here, directly or through one that hands on to it, only when an exchange has the status, and come again for ever? Anything that may end it says no.</summary>
    public bool IsUnbounded(IInvocationOperation call, CodeBody body, int status)
    {
        if (facts.Code.Rerun(call, body) is not { } again || PassesProgress(call, body) || HasDeadline(body) || again.Through.Any(HasDeadline) || HasOwnBound(body))
        {
            return false;
        }

        var (exchanges, posts) = ExchangesOf(body);
        return posts.Any(e => Reenters(call, body, body.AnyCall, e, status))
            && exchanges.Any(e => Reenters(call, body, again.Frame, e, status) && !EndsWithSession(call, body, e, status));
    }

    /// <summary>The exchanges that can fail in the body, and those of them that are posts of a revision with sessions.</summary>
    private (IReadOnlyList<Origin> All, IReadOnlyList<Origin> Posts) ExchangesOf(CodeBody body)
    {
        if (!_exchanges.TryGetValue(body, out var exchanges))
        {
            var all = facts.Exchanges.FailuresWithin(body.Root, body.AnyCall);
            _exchanges.Add(body, exchanges = (all, [.. all.Where(e => facts.Exchanges.VerbsOf(e) == Verbs.Post && !facts.IsStateless(e))]));
        }

        return exchanges;
    }

    /// <summary>Is the call reached when the exchange has the status, and not when it succeeds?</summary>
    private bool Reenters(IOperation call, CodeBody body, Frame frame, Origin exchange, int status)
    {
        var failed = Explore(body, frame, new Scenario(exchange, status));
        return !failed.IsOpen && failed.Reaches(call) && !Explore(body, frame, new Scenario(exchange, 200)).Reaches(call);
    }

    private Exploration Explore(CodeBody body, Frame frame, Scenario scenario) =>
        facts.Explorer.Explore(body, frame, scenario with { NobodyCancels = true }, Exceptions.OfScenario);

    /// <summary>Is there an argument that may count, tell or measure: anything of a simple type that is neither a constant nor the parameter handed on?</summary>
    private static bool PassesProgress(IInvocationOperation call, CodeBody body) => call.Arguments.Any(a =>
        a.Parameter is not null && IsMeasure(a.Parameter.Type)
        && (a.Value.ConstantValue is not { HasValue: true } || a.Parameter.Type.SpecialType != SpecialType.System_Boolean)
        && a.ArgumentKind != ArgumentKind.DefaultValue
        && !(ValueOrigins.Unwrap(a.Value) is IParameterReferenceOperation { Parameter: var handed } && handed.Ordinal == a.Parameter.Ordinal
            && (SymbolEqualityComparer.Default.Equals(handed.ContainingSymbol, body.Symbol) || SymbolEqualityComparer.Default.Equals(handed, a.Parameter.OriginalDefinition))));

    /// <summary>A flag or counter outside the method that it both asks and writes, or that what it calls writes.</summary>
    private bool HasOwnBound(CodeBody body)
    {
        var asked = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var operation in body.Operations.Concat(PredicatesOf(body).SelectMany(p => p.Operations)))
        {
            if (operation is IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member && member.Type is not null && IsMeasure(member.Type)
                && (member.Instance is null or IInstanceReferenceOperation) && member.Parent is not ISimpleAssignmentOperation && !OnlyNumbers(member, body))
            {
                asked.Add(member.Member.OriginalDefinition);
            }
        }

        return asked.Count > 0 && facts.Code.Reachable(body).SelectMany(b => b.Operations).Any(o => o switch
        {
            IAssignmentOperation { Target: IMemberReferenceOperation target } => asked.Contains(target.Member.OriginalDefinition),
            IIncrementOrDecrementOperation { Target: IMemberReferenceOperation target } => asked.Contains(target.Member.OriginalDefinition),
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out, Value: IMemberReferenceOperation target } => asked.Contains(target.Member.OriginalDefinition),
            _ => false,
        });
    }

    /// <summary>Does it count on only to give a message its number? Nothing asks how many there have been.</summary>
    private bool OnlyNumbers(IMemberReferenceOperation member, CodeBody body)
    {
        IOperation? counted = member.Parent switch
        {
            IIncrementOrDecrementOperation increment => increment,
            IArgumentOperation { Parameter.RefKind: RefKind.Ref, Parent: IInvocationOperation { TargetMethod: { Name: "Increment", ContainingType.Name: "Interlocked" } } call } => call,
            _ => null,
        };
        return counted is not null && (IsWrittenOut(counted) || (UseOf(counted) is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }
            && body.Operations.OfType<ILocalReferenceOperation>().Where(l => SymbolEqualityComparer.Default.Equals(l.Local, local)).All(IsWrittenOut)));
    }

    /// <summary>Does the value only go into a text or message, or to code that is not in sight and says nothing of it?</summary>
    private bool IsWrittenOut(IOperation value) => UseOf(value) switch
    {
        IExpressionStatementOperation or IInterpolationOperation => true,
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true } or IPropertyReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } } } => true,
        IArgumentOperation { Parent: IInvocationOperation called } => facts.Code.Callee(called) is null && called.Type?.SpecialType != SpecialType.System_Boolean,
        _ => false,
    };

    private static IOperation? UseOf(IOperation value)
    {
        while (value.Parent is IConversionOperation or IParenthesizedOperation)
        {
            value = value.Parent;
        }

        return value.Parent;
    }

    /// <summary>The helpers that the method asks whether to go on: <c>if (MayTryAgain())</c>.</summary>
    private IEnumerable<CodeBody> PredicatesOf(CodeBody body) => body.Operations
        .Where(o => (KnownTypes.TaskResult(o.Type) ?? o.Type)?.SpecialType == SpecialType.System_Boolean)
        .Select(facts.Code.Callee).OfType<CodeBody>()
        .Where(callee => callee != body).Distinct()
        .SelectMany(facts.Code.Reachable).Where(reachable => reachable != body);

    private static bool HasDeadline(CodeBody body) => body.Outermost.SelfAndNested().SelectMany(b => b.Operations).Any(o => o switch
    {
        IInvocationOperation { TargetMethod.Name: "CancelAfter" } => true,
        IObjectCreationOperation { Type.Name: "CancellationTokenSource", Arguments.Length: > 0 } => true,
        IMemberReferenceOperation { Member: { Name: "UtcNow" or "Now" or "Elapsed" or "ElapsedMilliseconds" or "TickCount64" or "TickCount" } } => true,
        _ => false,
    });

    /// <summary>Does the recursion need a session that nothing brings back before it comes again?</summary>
    private bool EndsWithSession(IOperation call, CodeBody body, Origin exchange, int status)
    {
        if (body.Operations.Any(o => o != call && o is IInvocationOperation other && other.Syntax.SpanStart < call.Syntax.SpanStart && BringsSession(other, body)))
        {
            return false;
        }

        var without = Explore(body, body.AnyCall, new Scenario(exchange, status, CarriesSession: false));
        return (without.ReachesExit && !without.Reaches(call)) || AsksSession(call, body);
    }

    private bool AsksSession(IOperation call, CodeBody body)
    {
        for (var parent = call.Parent; parent is not null && parent != body.Root; parent = parent.Parent)
        {
            if (parent is IConditionalOperation { Condition: var condition } && condition.DescendantsAndSelf().Any(facts.Session.IsSessionId))
            {
                return true;
            }
        }

        return false;
    }

    private bool BringsSession(IInvocationOperation call, CodeBody body) =>
        facts.Code.Callee(call) is { } callee
            ? callee != body && facts.Code.Reachable(callee).Any(b => facts.Stores.Writes.Any(w => w.IsCapture && w.Body == b))
            : ReactionWords.NamesHandshake(call.TargetMethod.Name);

    private static bool IsMeasure(ITypeSymbol type) =>
        KnownTypes.WithoutNullable(type) is { } known
        && (known.SpecialType is SpecialType.System_Boolean or SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_UInt32 or SpecialType.System_Byte or SpecialType.System_Int16
            || known.TypeKind == TypeKind.Enum || known.Name is "TimeSpan" or "DateTime" or "DateTimeOffset");
}
