using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

internal enum AnswerForm
{
    /// <summary>Results.NotFound(), NotFound(): the name is the status.</summary>
    Named,

    /// <summary>new NotFoundResult()</summary>
    Created,

    /// <summary>The status is an operand: StatusCode = 404, StatusCode(404), CreateResponse(HttpStatusCode.NotFound), Reject(context, 404).</summary>
    Number,

    /// <summary>A method in sight that does nothing but give one answer.</summary>
    Helper,

    /// <summary>Something is written or returned, and no status with it: 200.</summary>
    Body,
}

/// <summary>A place where a server decides what status it answers with.</summary>
/// <param name="Operation">The call, the creation or the assignment; of a conditional status, the arm.</param>
/// <param name="Body">The body it is in.</param>
/// <param name="Status">The status.</param>
/// <param name="Form">How it is written.</param>
/// <param name="Number">The operand that is the status, where there is one.</param>
internal sealed record Answer(IOperation Operation, CodeBody Body, int Status, AnswerForm Form, IOperation? Number = null)
{
    private const string EventStream = "text/event-stream";

    /// <summary>What is sent: of something returned, what was kept in the local.</summary>
    public IOperation Content { get; init; } = Operation;

    /// <summary>Does it bring an event stream?</summary>
    public bool IsEventStream => Operation.DescendantsAndSelf().Any(o => o.ConstantValue is { HasValue: true, Value: string text } && text.IndexOf(EventStream, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>Does it come with a body: an argument beside the status?</summary>
    public bool HasBody => Form == AnswerForm.Body || Frame.ArgumentsOf(Operation).Any(a => a.ArgumentKind == ArgumentKind.Explicit && a.Value != Number && a.Value.Type?.Name is not ("HttpContext" or "CancellationToken")
        && ValueOrigins.Unwrap(a.Value) is not { ConstantValue: { HasValue: true, Value: null } } && a.Parameter?.Name is not ("uri" or "contentType" or "routeName" or "statusCode" or "response" or "context"));

    /// <summary>Does what it says look like an error: a member, a type or a text named so?</summary>
    public bool SaysError => Content.DescendantsAndSelf().Any(o => o switch
    {
        IAnonymousObjectCreationOperation made => made.Initializers.Any(i => i is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var name } } && name.Equals("error", StringComparison.OrdinalIgnoreCase)),
        IObjectCreationOperation { Type.Name: var type } => type.IndexOf("Error", StringComparison.Ordinal) >= 0,
        IInvocationOperation { TargetMethod.Name: var method } => method.IndexOf("Error", StringComparison.Ordinal) >= 0,
        { ConstantValue: { HasValue: true, Value: string text } } => text.IndexOf("\"error\"", StringComparison.Ordinal) >= 0 || text == "error",
        _ => false,
    });
}

/// <summary>Every answer that the code of a type gives to requests, whatever the framework.</summary>
internal sealed class Answers
{
    private const int MaximalDepth = 3;

    private static readonly string[] Answering = ["Write", "Send", "Respond", "Reply", "Error", "Reject", "Fail", "Result", "Response", "Problem", "Return", "End", "Complete", "Refuse", "Status"];

    private readonly TransportFacts _facts;
    private readonly HashSet<SyntaxNode> _syntax = [];
    private readonly BarrenBranches _barren;

    // By the depth too: where one search ends, another that starts nearer finds more.
    private readonly Dictionary<(CodeBody Callee, int Depth), IParameterSymbol?> _statusParameters = [];

    public Answers(TransportFacts facts)
    {
        _facts = facts;
        IsOfServer = facts.Code.Own.Any(b => IsOfServerType(b.Symbol.ContainingType) || b.Operations.Any(MentionsServer));
        All = IsOfServer ? [.. facts.Code.Own.SelectMany(In)] : [];
        foreach (var answer in All)
        {
            _syntax.Add(answer.Operation.Syntax);
        }

        _barren = new(facts.Code, _syntax);
    }

    /// <summary>Does the type have anything to do with serving requests? Most that speak MCP are clients.</summary>
    public bool IsOfServer { get; }

    public IReadOnlyList<Answer> All { get; }

    /// <summary>The answers of a body, which may be one of another type.</summary>
    public IEnumerable<Answer> In(CodeBody body) => body.Operations.SelectMany(o => Read(o, body, MaximalDepth));

    /// <summary>The answers of a body, by the body.</summary>
    public IEnumerable<IGrouping<CodeBody, Answer>> ByBody => All.GroupBy(a => a.Body);

    /// <summary>Does what a condition decides neither answer nor leave: does it only log, or count?</summary>
    public bool IsBarren(SyntaxNode condition) => _barren.Ask(condition);

    private bool IsOfServerType(INamedTypeSymbol? type) => type is not null && _facts.Types.Server.IsOfServer(type);

    private bool MentionsServer(IOperation operation) => operation switch
    {
        IParameterReferenceOperation or ILocalReferenceOperation or IPropertyReferenceOperation or IObjectCreationOperation => _facts.Types.Server.IsOfServer(operation.Type),
        IInvocationOperation invocation => _facts.Types.Server.IsOfServer(invocation.TargetMethod.ContainingType) || _facts.Types.Server.IsOfServer(invocation.Type),
        _ => false,
    };

    private IEnumerable<Answer> Read(IOperation operation, CodeBody body, int depth)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { } property, Instance: { } instance } } assignment
                when assignment.Parent is not IObjectOrCollectionInitializerOperation && IsStatus(property, instance):
                return Numbers(assignment.Value, assignment, body);
            case IInvocationOperation invocation:
                return ReadCall(invocation, body, depth);
            case IObjectCreationOperation creation:
                return ReadCreation(creation, body);
            case IReturnOperation { ReturnedValue: { } value } when depth == MaximalDepth && _facts.Endpoints.IsReturnedToClient(body) && Kept(value, body) is var content && IsPlain(content):
                return new Answer(value, body, 200, AnswerForm.Body) { Content = content } is { SaysError: true } error ? [error] : [];
            default:
                return [];
        }
    }

    /// <summary>What a local that has one value holds; of everything else itself.</summary>
    private static IOperation Kept(IOperation value, CodeBody body)
    {
        for (var hops = MaximalDepth; hops > 0 && ValueOrigins.Unwrap(value) is ILocalReferenceOperation local && body.Locals.Of(local.Local) is [{ Kind: DefinitionKind.Value, Value: var kept }]; hops--)
        {
            value = kept;
        }

        return value;
    }

    /// <summary>Is what a handler returns neither a result nor nothing: a message that the framework writes as JSON?</summary>
    private static bool IsPlain(IOperation value) =>
        ValueOrigins.Unwrap(value) is { Type: { } type } plain && !ServerTypes.IsResult(type) && !KnownTypes.IsTask(type) && type.SpecialType != SpecialType.System_Void
        && plain is not (IConditionalOperation or ISwitchExpressionOperation or ICoalesceOperation);

    private bool IsStatus(IPropertySymbol property, IOperation instance) =>
        property.Name is "StatusCode" or "HttpStatusCode" or "Status"
        && (ServerTypes.IsResponse(instance.Type) || ServerTypes.IsContext(instance.Type) || ServerTypes.IsResponse(property.ContainingType))
        && (_facts.Types.IsStatusCode(property.Type) || property.Type.SpecialType == SpecialType.System_Int32);

    private IEnumerable<Answer> ReadCall(IInvocationOperation call, CodeBody body, int depth)
    {
        var method = call.TargetMethod;
        var name = method.Name;
        if (ServerTypes.IsFactory(method.ContainingType) || ValueOrigins.ReceiverOf(call) is { Type.Name: "IResultExtensions" })
        {
            if (AnswerNames.OfMethod(name) is { } named)
            {
                return [new Answer(call, body, named, AnswerForm.Named)];
            }

            var number = StatusArgument(call.Arguments);
            return number is null
                ? AnswerNames.DefaultOf(name) is { } status ? [new Answer(call, body, status, AnswerForm.Number)] : []
                : Numbers(number, call, body);
        }

        if (name is "CreateResponse" or "CreateErrorResponse" && StatusArgument(call.Arguments) is { } created)
        {
            return Numbers(created, call, body);
        }

        if (IsBodyWrite(call))
        {
            return [new Answer(call, body, 200, AnswerForm.Body)];
        }

        if (depth == 0)
        {
            return [];
        }

        return _facts.Code.Callee(call) is { } callee ? ReadCallee(call, callee, body, depth) : ReadOutOfSight(call, body);
    }

    /// <summary>Writes something to the client: Response.WriteAsync(text), WriteAsJsonAsync(message).</summary>
    private static bool IsBodyWrite(IInvocationOperation call) =>
        call.TargetMethod.Name is "WriteAsync" or "WriteAsJsonAsync" or "WriteStringAsync" or "WriteString" && ServerTypes.IsResponse(ValueOrigins.ReceiverOf(call)?.Type);

    /// <summary>A helper that takes the status, or that gives one answer and nothing else.</summary>
    private IEnumerable<Answer> ReadCallee(IInvocationOperation call, CodeBody callee, CodeBody body, int depth)
    {
        if (StatusParameterOf(callee, depth - 1) is { } parameter)
        {
            return call.Arguments.Where(a => a.Parameter?.Ordinal == parameter.Ordinal).SelectMany(a => Numbers(a.Value, call, body));
        }

        if (callee == body || callee.Operations.Length > 120 || callee.Operations.Any(o => o is IConditionalOperation { Syntax: IfStatementSyntax or ConditionalExpressionSyntax } or ISwitchOperation or ISwitchExpressionOperation or ILoopOperation or ITryOperation { Catches.IsEmpty: false }))
        {
            return [];
        }

        var given = callee.Operations.SelectMany(o => Read(o, callee, depth - 1)).ToList();
        var statuses = given.Where(a => a.Form != AnswerForm.Body).ToList();
        return statuses.Count == 1 ? [new Answer(call, body, statuses[0].Status, AnswerForm.Helper)] : [];
    }

    /// <summary>Which parameter of a helper becomes the status?</summary>
    private IParameterSymbol? StatusParameterOf(CodeBody callee, int depth)
    {
        if (_statusParameters.TryGetValue((callee, depth), out var known))
        {
            return known;
        }

        IParameterSymbol? found = null;

        // A local function that does what the helper does writes the helper's own parameter.
        foreach (var operation in callee.SelfAndNested().SelectMany(b => b.Operations))
        {
            var number = operation switch
            {
                ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { } property, Instance: { } instance } } assignment when IsStatus(property, instance) => assignment.Value,
                IInvocationOperation call when ServerTypes.IsFactory(call.TargetMethod.ContainingType) || call.TargetMethod.Name is "CreateResponse" => StatusArgument(call.Arguments),
                IInvocationOperation call when depth > 0 && _facts.Code.Callee(call) is { } inner && inner != callee && StatusParameterOf(inner, depth - 1) is { } passed =>
                    call.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == passed.Ordinal)?.Value,
                IObjectCreationOperation { Type: { } type } creation when IsResultType(type) => InitializedStatus(creation) ?? StatusArgument(creation.Arguments),
                _ => null,
            };
            if (number is not null && ValueOrigins.Unwrap(number) is IParameterReferenceOperation { Parameter: { } parameter } && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, callee.Symbol))
            {
                found = parameter;
                break;
            }
        }

        _statusParameters[(callee, depth)] = found;
        return found;
    }

    /// <summary>By its shape: WriteErrorAsync(context, HttpStatusCode.BadRequest, "..").</summary>
    private IEnumerable<Answer> ReadOutOfSight(IInvocationOperation call, CodeBody body)
    {
        var method = call.TargetMethod;
        if (_facts.Types.IsClient(method.ContainingType) || ServerTypes.IsAspNet(method.ContainingType) || method.ContainingNamespace?.ToDisplayString().StartsWith("System", StringComparison.Ordinal) == true)
        {
            return [];
        }

        if (AnswerNames.OfMethod(method.Name) is { } named && IsOwnResult(method.ReturnType))
        {
            return [new Answer(call, body, named, AnswerForm.Named)];
        }

        return Answering.Any(w => method.Name.IndexOf(w, StringComparison.Ordinal) >= 0) && StatusArgument(call.Arguments) is { } number
            ? Numbers(number, call, body)
            : [];
    }

    private IEnumerable<Answer> ReadCreation(IObjectCreationOperation creation, CodeBody body)
    {
        if (creation.Type is not { } type)
        {
            return [];
        }

        if (type.Name == "BadHttpRequestException")
        {
            return [new Answer(creation, body, StatusArgument(creation.Arguments) is { } given ? Constants.Number(given) ?? 400 : 400, AnswerForm.Number, StatusArgument(creation.Arguments))];
        }

        if (!IsResultType(type))
        {
            return [];
        }

        if (AnswerNames.OfType(type.Name) is { } named && ServerTypes.IsAspNet(type))
        {
            return [new Answer(creation, body, named, AnswerForm.Created)];
        }

        var number = InitializedStatus(creation) ?? StatusArgument(creation.Arguments);
        return number is not null ? Numbers(number, creation, body)
            : type.Name is "ObjectResult" or "JsonResult" or "ContentResult" ? [new Answer(creation, body, 200, AnswerForm.Body)]
            : [];
    }

    private bool IsResultType(ITypeSymbol type) => ServerTypes.IsResult(type) || IsOwnResult(type);

    /// <summary>A type in source that answers are made of: HttpReply, ServerResponse.</summary>
    private bool IsOwnResult(ITypeSymbol type)
    {
        type = KnownTypes.TaskResult(type) ?? type;
        return type.DeclaringSyntaxReferences.Length > 0
            && (type.Name.EndsWith("Response", StringComparison.Ordinal) || type.Name.EndsWith("Result", StringComparison.Ordinal) || type.Name.EndsWith("Reply", StringComparison.Ordinal))
            && type.Name.IndexOf("Http", StringComparison.OrdinalIgnoreCase) >= 0
            && !_facts.Types.IsException(type);
    }

    /// <summary>new ObjectResult(error) { StatusCode = 400 }</summary>
    private static IOperation? InitializedStatus(IObjectCreationOperation creation) =>
        creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>().FirstOrDefault(a => a.Target is IPropertyReferenceOperation { Property.Name: "StatusCode" or "Status" })?.Value;

    private IOperation? StatusArgument(IEnumerable<IArgumentOperation> arguments)
    {
        foreach (var argument in arguments)
        {
            var value = ValueOrigins.Unwrap(argument.Value);
            if (argument.ArgumentKind == ArgumentKind.Explicit
                && (_facts.Types.IsStatusCode(argument.Parameter?.Type) || _facts.Types.IsStatusCode(value.Type) || (argument.Parameter is { } parameter && AnswerNames.NamesStatus(parameter.Name))))
            {
                return argument.Value;
            }
        }

        return null;
    }

    /// <summary>The answers whose status is an operand: the whole of it, or the arms of a conditional one.</summary>
    private static IEnumerable<Answer> Numbers(IOperation status, IOperation whole, CodeBody body) =>
        ConstantStatuses(status).Select(c => new Answer(c.IsWhole ? whole : c.Value, body, c.Status, AnswerForm.Number, c.Value));

    /// <summary>The constants that a status may be; nothing of a status that is copied from a variable.</summary>
    private static IEnumerable<(IOperation Value, int Status, bool IsWhole)> ConstantStatuses(IOperation status, bool isWhole = true)
    {
        var value = status;
        while (value is IConversionOperation { Operand: var operand })
        {
            value = operand;
        }

        return value switch
        {
            IConditionalOperation { WhenFalse: { } whenFalse } conditional => ConstantStatuses(conditional.WhenTrue, isWhole: false).Concat(ConstantStatuses(whenFalse, isWhole: false)),
            ISwitchExpressionOperation expression => expression.Arms.SelectMany(a => ConstantStatuses(a.Value, isWhole: false)),
            _ => Constants.Number(status) is { } code and >= 100 and <= 599 ? [(value, code, isWhole)] : [],
        };
    }
}
