using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>A route, the methods it takes, and the code that answers.</summary>
/// <param name="Verbs">The methods; Unknown where it takes all.</param>
/// <param name="Route">The route as the code names it, groups included; null where it cannot be told.</param>
/// <param name="Handler">The body that answers; null where it is out of sight.</param>
/// <param name="Mapping">The call that maps the route; null where an attribute does.</param>
internal sealed record Endpoint(Verbs Verbs, string? Route, CodeBody? Handler, IInvocationOperation? Mapping);

/// <summary>The endpoints that a type maps or declares: minimal APIs, actions of controllers, functions.</summary>
internal sealed class Endpoints
{
    private readonly TransportFacts _facts;
    private readonly HashSet<CodeBody> _handlers;
    private readonly HashSet<CodeBody> _returning = [];
    private readonly Dictionary<CodeBody, bool> _speaksMcp = [];

    public Endpoints(TransportFacts facts)
    {
        _facts = facts;
        All = [.. facts.Code.Own.SelectMany(b => b.Operations.OfType<IInvocationOperation>().Select(c => Mapped(c, b)).OfType<Endpoint>()), .. facts.Code.Own.Select(Declared).OfType<Endpoint>()];
        _handlers = [.. All.Select(e => e.Handler).OfType<CodeBody>()];
        foreach (var handler in _handlers)
        {
            var body = handler;
            while (body is not null && _returning.Add(body))
            {
                body = body.OnlyAnswer is { } answer && ValueOrigins.Unwrap(answer) is IInvocationOperation call ? facts.Code.Callee(call) : null;
            }
        }
    }

    public IReadOnlyList<Endpoint> All { get; }

    /// <summary>Is the body what a framework calls for requests, with parameters that it binds?</summary>
    public bool IsHandler(CodeBody body) => _handlers.Contains(body);

    /// <summary>Does a client get what the body returns: is it a handler, or what a handler does no more than call?</summary>
    public bool IsReturnedToClient(CodeBody body) => _returning.Contains(body);

    /// <summary>
    /// Is it an endpoint of MCP: one on a route called mcp, or on that of a handler which names a header of the protocol? A handler that
    /// names one on a route of its own is another, where messages are posted elsewhere.
    /// </summary>
    public bool IsMcp(Endpoint endpoint)
    {
        if (endpoint.Route is { } route && LastSegment(route).Equals("mcp", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var speaking = All.Where(o => o.Handler is { } handler && SpeaksMcp(handler)).ToList();
        return speaking.Any(o => o != endpoint && IsSameRoute(o, endpoint))
            || (speaking.Contains(endpoint) && !speaking.Any(o => o.Verbs.May(Verbs.Post) && !IsSameRoute(o, endpoint)));
    }

    private static bool IsSameRoute(Endpoint one, Endpoint other) => one.Route is not null && string.Equals(one.Route, other.Route, StringComparison.OrdinalIgnoreCase);

    /// <summary>The methods that endpoints on the same route take, this one left out.</summary>
    public Verbs OtherVerbs(Endpoint endpoint) =>
        All.Where(o => o != endpoint && IsSameRoute(o, endpoint)).Aggregate(Verbs.None, (verbs, o) => verbs | o.Verbs);

    /// <summary>Does code that runs for the request name a header of the protocol?</summary>
    public bool SpeaksMcp(CodeBody handler)
    {
        if (!_speaksMcp.TryGetValue(handler, out var speaks))
        {
            _speaksMcp.Add(handler, speaks = _facts.Code.Reachable(handler).Any(b => b.Operations.Any(o =>
                    (o.ConstantValue.HasValue || o is IFieldReferenceOperation or ILocalReferenceOperation) && _facts.Headers.HeaderOf(o, b.AnyCall) != McpHeader.None))
                || (handler.Method?.Parameters.Any(p => p.GetAttributes().Any(a => a.NamedArguments.Any(n => _facts.Gate.HeaderNames.Find(n.Value.Text()) != McpHeader.None))) ?? false));
        }

        return speaks;
    }

    private static string LastSegment(string route)
    {
        var trimmed = route.TrimEnd('/', '"');
        return trimmed.Substring(trimmed.LastIndexOf('/') + 1);
    }

    private Endpoint? Mapped(IInvocationOperation call, CodeBody body)
    {
        var verbs = call.TargetMethod.Name switch
        {
            "MapGet" => Verbs.Get,
            "MapPost" => Verbs.Post,
            "MapDelete" => Verbs.Delete,
            "MapPut" or "MapPatch" => Verbs.Other,
            "MapMethods" => MethodsOf(call, body),
            "Map" => Verbs.Unknown,
            _ => Verbs.None,
        };
        if (verbs == Verbs.None || call.Arguments.FirstOrDefault(a => a.Parameter?.Name is "pattern" or "route" or "path") is not { } pattern
            || call.Arguments.LastOrDefault(a => a.Parameter?.Type.TypeKind == TypeKind.Delegate || a.Parameter?.Type.SpecialType == SpecialType.System_Delegate) is not { } handler)
        {
            return null;
        }

        return new(verbs, GroupOf(ValueOrigins.ReceiverOf(call), body.AnyCall) + RouteOf(pattern.Value, body.AnyCall), HandlerOf(handler.Value, body.AnyCall), call);
    }

    private Verbs MethodsOf(IInvocationOperation call, CodeBody body)
    {
        var methods = call.Arguments.FirstOrDefault(a => a.Parameter?.Name == "httpMethods")?.Value;
        return methods is null || _facts.Origins.ElementsOf(methods, body.AnyCall) is not { } elements
            ? Verbs.Unknown
            : elements.Aggregate(Verbs.None, (verbs, e) => verbs | VerbNames.Parse(ValueOrigins.Unwrap(e) is IFieldReferenceOperation { Field: { ContainingType.Name: "HttpMethods", Name: var name } } ? name : _facts.Headers.TextOf(e, body.AnyCall)));
    }

    /// <summary>The route of the group that the endpoint is mapped on.</summary>
    private string GroupOf(IOperation? builder, Frame frame, int depth = 4)
    {
        if (builder is null || depth == 0)
        {
            return "";
        }

        foreach (var leaf in _facts.Origins.Of(builder, frame).Leaves)
        {
            if (leaf.Operation is not IInvocationOperation { TargetMethod.IsExtensionMethod: true, Arguments: [var inner, ..] } call)
            {
                continue;
            }

            var outer = GroupOf(inner.Value, leaf.Frame, depth - 1);
            return call.TargetMethod.Name == "MapGroup" && call.Arguments.Length > 1 ? outer + RouteOf(call.Arguments[1].Value, leaf.Frame) : outer;
        }

        return "";
    }

    /// <summary>The text of a route, or the expression where it is none: the same expression is the same route.</summary>
    private string RouteOf(IOperation route, Frame frame)
    {
        var text = _facts.Headers.TextOf(route, frame) ?? route.Syntax.ToString();
        return text.Length == 0 || text == "/" ? "" : "/" + text.Trim('/');
    }

    private CodeBody? HandlerOf(IOperation handler, Frame frame)
    {
        var leaves = _facts.Origins.Of(handler, frame).Leaves;
        var target = leaves.Count == 1 && leaves[0].Operation is IDelegateCreationOperation { Target: var made } ? made : null;
        return target switch
        {
            IAnonymousFunctionOperation lambda => _facts.Code.All.FirstOrDefault(b => b.IsLambda && b.Root.Syntax == lambda.Syntax),
            IMethodReferenceOperation { Method: var method } => _facts.Code.All.FirstOrDefault(b => SymbolEqualityComparer.Default.Equals(b.Symbol, method.OriginalDefinition)) ?? _facts.Code.InitializerOf(method),
            _ => null,
        };
    }

    /// <summary>An action of a controller, or a function with an HTTP trigger.</summary>
    private Endpoint? Declared(CodeBody body)
    {
        if (body.Outer is not null || body.Method is not { MethodKind: MethodKind.Ordinary } method)
        {
            return null;
        }

        var verbs = Verbs.None;
        string? route = null;
        foreach (var attribute in method.GetAttributes())
        {
            var name = attribute.AttributeClass?.Name ?? "";
            var taken = name switch
            {
                "HttpGetAttribute" => Verbs.Get,
                "HttpPostAttribute" => Verbs.Post,
                "HttpDeleteAttribute" => Verbs.Delete,
                "HttpPutAttribute" or "HttpPatchAttribute" or "HttpHeadAttribute" or "HttpOptionsAttribute" => Verbs.Other,
                "AcceptVerbsAttribute" => attribute.Texts().Aggregate(Verbs.None, (all, text) => all | VerbNames.Parse(text)),
                _ => Verbs.None,
            };
            verbs |= taken;
            if ((taken != Verbs.None && name != "AcceptVerbsAttribute") || name == "RouteAttribute")
            {
                route = attribute.Texts().FirstOrDefault() ?? route;
            }
        }

        foreach (var trigger in method.Parameters.SelectMany(p => p.GetAttributes()).Where(a => a.AttributeClass?.Name == "HttpTriggerAttribute"))
        {
            var methods = trigger.Texts().ToList();
            verbs |= methods.Count == 0 ? Verbs.Unknown : methods.Aggregate(Verbs.None, (all, text) => all | VerbNames.Parse(text));
            route = trigger.Named("Route") ?? route;
        }

        if (verbs == Verbs.None)
        {
            return null;
        }

        var prefix = method.ContainingType.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == "RouteAttribute") is { } outer ? outer.Texts().FirstOrDefault() : null;
        return new(verbs, Segment(prefix) + Segment(route), body, Mapping: null);

        static string Segment(string? text) => string.IsNullOrEmpty(text) ? "" : "/" + text!.Trim('/');
    }
}
