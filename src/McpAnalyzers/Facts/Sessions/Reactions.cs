using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

internal enum ReactionKind
{
    /// <summary>The stored session id is dropped.</summary>
    Reset,

    /// <summary>A name or text says that the session is lost.</summary>
    Words,

    /// <summary>The handshake is done again.</summary>
    Handshake,

    /// <summary>A flag that said "connected" is cleared.</summary>
    Disconnected,

    /// <summary>The transport, or the channel that its messages come through, is ended.</summary>
    Teardown,

    /// <summary>Some other flag of the object is set or cleared: code elsewhere may act on it.</summary>
    Flag,

    /// <summary>A method whose name asks whether the session is lost returns its answer.</summary>
    Predicate,
}

/// <summary>Code that shows what a status was taken for.</summary>
/// <param name="Operation">The operation that shows it.</param>
/// <param name="Body">The body it is in.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Description">How to name it to the user: <c>_sessionId = null</c>, <c>ReconnectAsync()</c>.</param>
internal sealed record Reaction(IOperation Operation, CodeBody Body, ReactionKind Kind, string Description);

/// <summary>Finds the code that reacts to the loss of a session, or that ends a transport.</summary>
internal sealed class Reactions
{
    private readonly TransportFacts _facts;

    public Reactions(TransportFacts facts)
    {
        _facts = facts;
        All = [.. facts.Code.All.SelectMany(Find)];
    }

    public IReadOnlyList<Reaction> All { get; }

    private IEnumerable<Reaction> Find(CodeBody body)
    {
        foreach (var operation in body.Operations)
        {
            if (Read(operation, body) is { } found)
            {
                foreach (var shown in found.Kind == ReactionKind.Reset ? EmptyArms(operation) : [operation])
                {
                    yield return new(shown, body, found.Kind, found.Description);
                }
            }
            else
            {
                foreach (var (arm, description) in ArmsThatSayLost(operation))
                {
                    yield return new(arm, body, ReactionKind.Words, description);
                }
            }
        }

        if (body.Method is { } method && IsPredicate(method))
        {
            foreach (var returned in body.ReturnedValues())
            {
                yield return new(returned, body, ReactionKind.Predicate, method.AssociatedSymbol is { Name: var property } ? property : $"{method.Name}()");
            }
        }
    }

    /// <summary>Where only an arm of the assigned value is empty, that arm is what resets: <c>store = lost ? null : store</c>.</summary>
    private static IEnumerable<IOperation> EmptyArms(IOperation reset)
    {
        var arms = reset is ISimpleAssignmentOperation { Value: var value } ? Arms(value).ToList() : [];
        return arms.Count > 1 && arms.Any(EmptyValues.IsEmpty) ? arms.Where(EmptyValues.IsEmpty) : [reset];
    }

    private static IEnumerable<IOperation> Arms(IOperation value) => ValueOrigins.Unwrap(value) switch
    {
        IConditionalOperation { WhenFalse: { } whenFalse } conditional => Arms(conditional.WhenTrue).Concat(Arms(whenFalse)),
        ISwitchExpressionOperation expression => expression.Arms.SelectMany(a => Arms(a.Value)),
        var arm => [arm],
    };

    /// <summary>Where only an arm of what is handed over says it, that arm is what does: <c>new IOException(lost ? "session expired" : "failed")</c>.</summary>
    private static IEnumerable<(IOperation Arm, string Description)> ArmsThatSayLost(IOperation operation)
    {
        var description = operation switch
        {
            IObjectCreationOperation creation => Describe(creation),
            IInvocationOperation { TargetMethod: { MethodKind: not MethodKind.DelegateInvoke } method } when !IsPredicate(method) => DescribeText(method),
            _ => null,
        };
        return description is null ? [] : Frame.ArgumentsOf(operation).SelectMany(a => Arms(a.Value).ToList() is { Count: > 1 } arms ? arms.Where(SaysSessionLost) : []).Select(arm => (arm, description));
    }

    private static string Describe(IObjectCreationOperation creation) => $"new {creation.Type?.Name}(…)";

    private static string DescribeText(IMethodSymbol method) => $"{method.Name}(\"…session…\")";

    public static bool IsPredicate(IMethodSymbol method)
    {
        var type = KnownTypes.TaskResult(method.ReturnType) ?? method.ReturnType;
        return type.SpecialType == SpecialType.System_Boolean && ReactionWords.SaysSessionLost(method.Name);
    }

    /// <summary>Does the operation ask such a method?</summary>
    public static bool IsPredicateCall(IOperation operation) => operation is IInvocationOperation { TargetMethod: { } method } && IsPredicate(method);

    /// <summary>Does the operation ask one whose answer is looked at where it is given, or a helper in sight that asks one in sight?</summary>
    public bool AsksPredicate(IOperation operation) => (IsPredicateCall(operation) && _facts.Code.Callee(operation) is null) || AsksPredicateInSight(operation)
        || (_facts.Code.Callee(operation) is { } helper && _facts.Code.Reachable(helper).SelectMany(b => b.Operations).Any(AsksPredicateInSight));

    private bool AsksPredicateInSight(IOperation operation) => IsPredicateCall(operation) && _facts.Code.Callee(operation) is { } asked && _facts.IsLookedAt(asked);

    /// <summary>A name that says it, or of which users say that it means it.</summary>
    private bool NamesLoss(string name) => ReactionWords.SaysSessionLost(name) || _facts.Gate.Names.ExpiryReactions.Contains(name);

    private (ReactionKind Kind, string Description)? Read(IOperation operation, CodeBody body)
    {
        if (_facts.Stores.WriteAt(operation) is { IsReset: true } reset)
        {
            return (ReactionKind.Reset, reset.Describe());
        }

        if (_facts.IsNamedReset(operation))
        {
            return (ReactionKind.Reset, $"{((IInvocationOperation)operation).TargetMethod.Name}()");
        }

        switch (operation)
        {
            case IInvocationOperation invocation:
                return ReadCall(invocation);
            case IObjectCreationOperation creation:
                return NamesLoss(creation.Type?.Name ?? "") || creation.Arguments.Any(a => SaysSessionLost(a.Value))
                    ? (ReactionKind.Words, Describe(creation))
                    : null;
            case ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } target } assignment
                when assignment.Value.ConstantValue is { HasValue: true, Value: bool flag } && !IsInConstructor(body):
                return !flag && ReactionWords.NamesConnected(target.Member.Name) ? (ReactionKind.Disconnected, $"{target.Member.Name} = false")
                    : flag && NamesLoss(target.Member.Name) ? (ReactionKind.Words, $"{target.Member.Name} = true")
                    : (ReactionKind.Flag, target.Member.Name);
            case IFieldReferenceOperation { Field: { ContainingType.TypeKind: TypeKind.Enum } value } when IsHandedOn(operation):
                return ReactionWords.SaysSessionLost(value.ContainingType.Name + value.Name) || NamesLoss(value.Name) ? (ReactionKind.Words, $"{value.ContainingType.Name}.{value.Name}") : null;
            case IEventReferenceOperation { Parent: IConditionalAccessOperation or IInvocationOperation } raised:
                return NamesLoss(raised.Event.Name) ? (ReactionKind.Words, raised.Event.Name) : null;
            default:
                return null;
        }
    }

    /// <summary>Is the value returned, stored or passed, perhaps as one of several, and not compared with something?</summary>
    private static bool IsHandedOn(IOperation value)
    {
        var parent = value.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation or IConditionalOperation or ICoalesceOperation or ISwitchExpressionArmOperation or ISwitchExpressionOperation or ITupleOperation)
        {
            parent = parent.Parent;
        }

        return parent is IReturnOperation or IAssignmentOperation or IArgumentOperation or IVariableInitializerOperation;
    }

    private (ReactionKind Kind, string Description)? ReadCall(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method.MethodKind == MethodKind.DelegateInvoke)
        {
            var holder = ValueOrigins.Unwrap(call.Instance!);
            var name = (holder as IMemberReferenceOperation)?.Member.Name ?? (holder as IParameterReferenceOperation)?.Parameter.Name ?? (holder as ILocalReferenceOperation)?.Local.Name;
            return name is null ? null
                : NamesLoss(name) ? (ReactionKind.Words, $"{name}()")
                : ReactionWords.NamesHandshake(name.TrimStart('_')) ? (ReactionKind.Handshake, $"{name}()")
                : null;
        }

        // A question is no reaction: what its answer leads to is.
        if (IsPredicate(method))
        {
            return null;
        }

        if (NamesLoss(method.Name))
        {
            return (ReactionKind.Words, $"{method.Name}()");
        }

        if (call.Arguments.Any(a => SaysSessionLost(a.Value)))
        {
            return (ReactionKind.Words, DescribeText(method));
        }

        if (ReactionWords.NamesHandshake(method.Name) && !IsOfFramework(method))
        {
            return (ReactionKind.Handshake, $"{method.Name}()");
        }

        if (SessionEndedBy(call) is { } session)
        {
            return (ReactionKind.Words, $"{session}.{method.Name}()");
        }

        return IsTeardown(call) ? (ReactionKind.Teardown, $"{method.Name}()") : null;
    }

    /// <summary>The session object that a call ends, <c>_session.Reset()</c>, or the signal that it sets, <c>_sessionLost.Cancel()</c>.</summary>
    private string? SessionEndedBy(IInvocationOperation call)
    {
        var receiver = call.Instance is null ? null : ValueOrigins.Unwrap(call.Instance);
        var name = receiver is null ? null : ReferencedSymbol.Of(receiver)?.Name;
        if (name is null || call.Type is not { SpecialType: SpecialType.System_Void or SpecialType.System_Boolean } and not { Name: "Task" or "ValueTask" })
        {
            return null;
        }

        return (ReactionWords.NamesSession(name) || (receiver!.Type is { Name: var type } && ReactionWords.NamesSession(type))) && ReactionWords.NamesEnd(call.TargetMethod.Name) ? name
            : NamesLoss(name) && ReactionWords.NamesSignal(call.TargetMethod.Name) ? name
            : null;
    }

    /// <summary>Ends this transport: its Dispose, its own message channel's Complete, TransportBase.SetDisconnected.</summary>
    public static bool IsTeardown(IInvocationOperation call) => call.TargetMethod.Name switch
    {
        "SetDisconnected" => true,
        "Complete" or "TryComplete" => call.Instance?.Type?.Name == "ChannelWriter",
        var name => call.Instance is IInstanceReferenceOperation && ReactionWords.NamesTeardown(name),
    };

    private static bool IsOfFramework(IMethodSymbol method) =>
        method.ContainingNamespace?.ToDisplayString() is { } name && (name == "System" || name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal));

    private static bool IsInConstructor(CodeBody body) => body.Method is { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor };

    private static bool SaysSessionLost(IOperation argument)
    {
        if (argument is INameOfOperation)
        {
            return false;
        }

        var text = string.Concat(ConstantParts(argument));
        return text.Length > 12 && ReactionWords.SaysSessionLost(text);
    }

    /// <summary>What of a text is written out: the whole of a constant, the constant parts of an interpolation or concatenation.</summary>
    private static IEnumerable<string> ConstantParts(IOperation text) => ValueOrigins.Unwrap(text) switch
    {
        { ConstantValue: { HasValue: true, Value: var constant } } => constant is string written ? [written] : [],
        IInterpolatedStringOperation interpolated => interpolated.Parts.OfType<IInterpolatedStringTextOperation>().SelectMany(p => ConstantParts(p.Text)),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum => ConstantParts(sum.LeftOperand).Concat(ConstantParts(sum.RightOperand)),
        _ => [],
    };
}
