using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>
/// Does an answer of 404 end the use of a stored session id though nothing empties the store: by a new handshake that replaces it, or
/// because the object is marked, told or torn down as a whole?
/// </summary>
internal sealed class SessionEnds(TransportFacts facts)
{
    public bool EndsOn404(IReadOnlyList<StoreWrite> captures)
    {
        foreach (var body in facts.Code.All.Where(facts.Lifetime.IsLive))
        {
            if (RenewsByName(body, captures))
            {
                return true;
            }

            foreach (var operation in body.Operations)
            {
                if ((IsHandshake(operation, captures) && (IsAfterFailure(operation, body) || facts.NotFoundAnswers.LeadTo(operation, body)))
                    || (SpeaksOfHandshake(operation) && facts.NotFoundAnswers.LeadTo(operation, body))
                    || (IsEnd(operation, captures, body) && (facts.NotFoundAnswers.LeadTo(operation, body) || IsWhereFailuresEnd(operation, body))))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>A method that others are to call when the session is lost, such as ReconnectAsync.</summary>
    private bool RenewsByName(CodeBody body, IReadOnlyList<StoreWrite> captures) =>
        body is { Outer: null, Method: { } method } && !TypeBodies.IsCallableOnlyHere(method)
        && (method.Name.StartsWith("Re", StringComparison.Ordinal) && ReactionWords.NamesHandshake(method.Name)
            || (ReactionWords.SaysSessionLost(method.Name) && !Reactions.IsPredicate(method)))
        && facts.Code.Reachable(body).Any(b => captures.Any(c => c.Body == b));

    /// <summary>A call that shakes hands, and so fills the store again.</summary>
    private bool IsHandshake(IOperation operation, IReadOnlyList<StoreWrite> captures)
    {
        if (operation is not IInvocationOperation { TargetMethod: { MethodKind: not MethodKind.DelegateInvoke } method })
        {
            return false;
        }

        if (facts.Code.Callee(operation) is not { } callee)
        {
            return ReactionWords.NamesHandshake(method.Name) && method.ContainingNamespace?.ToDisplayString().StartsWith("System", StringComparison.Ordinal) != true;
        }

        var reachable = facts.Code.Reachable(callee).ToList();
        return captures.Any(c => reachable.Contains(c.Body))
            && (ReactionWords.NamesHandshake(method.Name) || reachable.Any(b => b.Operations.Any(o => o.ConstantValue is { HasValue: true, Value: "initialize" })));
    }

    /// <summary>A part of a handshake that is written out: <c>await PostAsync("initialize")</c>, whose answer somebody stores.</summary>
    private static bool SpeaksOfHandshake(IOperation operation) =>
        MessageContents.NamesInitialize(operation) || operation is IObjectCreationOperation { Type.Name: var type } && type.StartsWith("Initialize", StringComparison.Ordinal);

    /// <summary>In a handler, after another exchange, or in a loop with one: what is sent there is not the first handshake.</summary>
    private bool IsAfterFailure(IOperation handshake, CodeBody body)
    {
        for (var parent = handshake.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ICatchClauseOperation || (parent is ILoopOperation && body.Operations.Any(o => o != handshake && IsWithin(o, parent) && Sends(o, except: handshake))))
            {
                return true;
            }
        }

        return body.Operations.Any(o => o.Syntax.Span.End <= handshake.Syntax.SpanStart && Sends(o, except: handshake));
    }

    private bool Sends(IOperation operation, IOperation except)
    {
        if (operation is not IInvocationOperation call || SymbolEqualityComparer.Default.Equals(call.TargetMethod, (except as IInvocationOperation)?.TargetMethod))
        {
            return false;
        }

        return facts.Exchanges.SendOf(call) is not null
            || (facts.Code.Callee(call) is { } callee && facts.Code.Reachable(callee).Any(b => b.Operations.Any(o => facts.Exchanges.SendOf(o) is not null)));
    }

    private static bool IsWithin(IOperation operation, IOperation ancestor) => ancestor.Syntax.Span.Contains(operation.Syntax.Span);

    /// <summary>Something that tells the rest of the object, or those who hold it, that this session is over.</summary>
    private bool IsEnd(IOperation operation, IReadOnlyList<StoreWrite> captures, CodeBody body)
    {
        switch (operation)
        {
            case IEventReferenceOperation { Parent: IConditionalAccessOperation or IInvocationOperation }:
            case IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: { } invoked } when ValueOrigins.Unwrap(invoked) is IMemberReferenceOperation:
                return true;
            case IInvocationOperation { TargetMethod: { ContainingType.Name: "Interlocked" or "Volatile", Name: "Exchange" or "CompareExchange" or "Write" }, Arguments: [var target, ..] }:
                return IsOtherMember(target.Value, captures, body);
            case ISimpleAssignmentOperation { Value: var value } assignment when IsOtherMember(assignment.Target, captures, body):
                return ValueOrigins.Unwrap(value) is { ConstantValue: { HasValue: true, Value: not string } } or IObjectCreationOperation or IDefaultValueOperation or IFieldReferenceOperation { Field.IsStatic: true };
            default:
                return IsTeardown(operation);
        }
    }

    private bool IsOtherMember(IOperation target, IReadOnlyList<StoreWrite> captures, CodeBody body) =>
        ValueOrigins.Unwrap(target) is IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member
        && !IsOfSomethingMadeHere(member, body)
        && captures.All(c => !SymbolEqualityComparer.Default.Equals(c.Store, member.Member.OriginalDefinition));

    /// <summary>What a request, or another object of a library, gets where it is made: new HttpRequestMessage { Content = new StringContent(json) }.</summary>
    private bool IsOfSomethingMadeHere(IMemberReferenceOperation member, CodeBody body) =>
        member.Member.DeclaringSyntaxReferences.IsEmpty
        && member.Instance switch
        {
            IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } => true,
            ILocalReferenceOperation local => facts.Origins.Of(local, body.AnyCall) is var behind
                && behind.Leaves.All(l => l.Operation is IObjectCreationOperation) && !behind.Carriers.Any(c => c.Symbol is IFieldSymbol or IPropertySymbol),
            _ => false,
        };

    /// <summary>Ends the transport, or a part of it that others wait for.</summary>
    private static bool IsTeardown(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod.Name: var name } call
        && (Reactions.IsTeardown(call)
            || (call.Instance is { } receiver && (ReactionWords.NamesTeardown(name) || ReactionWords.NamesCompletion(name))
                && ValueOrigins.Unwrap(receiver) is IInstanceReferenceOperation or IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol, Instance: null or IInstanceReferenceOperation }));

    /// <summary>Is it in a catch or finally clause that the failure of a request with the session id comes to?</summary>
    private bool IsWhereFailuresEnd(IOperation operation, CodeBody body)
    {
        IOperation child = operation;
        for (var parent = operation.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            if (parent is ITryOperation attempted && child != attempted.Body
                && (child is ICatchClauseOperation clause ? !IsOfOtherFailures(clause.ExceptionType) : IsTeardown(operation))
                && PostsWithin(attempted.Body, body))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOfOtherFailures(ITypeSymbol? type) =>
        type?.Name is "OperationCanceledException" or "TaskCanceledException" or "TimeoutException" or "JsonException" or "FormatException" or "ObjectDisposedException" or "SocketException" or "IOException";

    private bool PostsWithin(IOperation block, CodeBody body) =>
        FailuresWithin(block, body).Any(e => facts.Exchanges.VerbsOf(e).May(Verbs.Post));

    /// <summary>What fails in a block, and in the overrides that a base class calls there.</summary>
    private IEnumerable<Origin> FailuresWithin(IOperation block, CodeBody body) => facts.Exchanges.FailuresWithin(block, body.AnyCall)
        .Concat(block.Descendants().OfType<IInvocationOperation>().SelectMany(call => facts.Code.OverridesOf(call.TargetMethod)).SelectMany(o => facts.Exchanges.FailuresWithin(o.Root, o.AnyCall)));
}
