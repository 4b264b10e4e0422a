using McpAnalyzers.Facts;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Flow;

/// <summary>What conditions of a server are when a request is as it is supposed to be: is the id there, is the session found, is it a notification?</summary>
internal sealed class ServedConditions(TransportFacts facts, ServedRequest served)
{
    private const string Initialize = "initialize";
    private const string Notifications = "notifications/";
    private const string EventStream = "text/event-stream";

    private static readonly string[] Parts = ["param", "arg", "result", "item", "data", "meta", "content", "input"];

    private static readonly string[] Refusals = ["block", "deny", "denie", "forbid", "reject", "invalid", "disallow", "untrusted"];

    /// <summary>A condition as it was written.</summary>
    public Tri Of(IOperation condition, Frame frame)
    {
        condition = ValueOrigins.Unwrap(condition);
        switch (condition)
        {
            case IInvocationOperation invocation:
                return OfCall(invocation, frame);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equals:
                return OfEquality(equals.LeftOperand, equals.RightOperand, frame);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } differs:
                return TriLogic.Not(OfEquality(differs.LeftOperand, differs.RightOperand, frame));
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.GreaterThan } greater when greater.RightOperand.ConstantValue is { HasValue: true, Value: 0 }:
                return OfCount(greater.LeftOperand, frame);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.GreaterThanOrEqual } atLeast when atLeast.RightOperand.ConstantValue is { HasValue: true, Value: 1 }:
                return OfCount(atLeast.LeftOperand, frame);
            case IIsTypeOperation isType:
                return OfType(isType.TypeOperand);
            case IIsPatternOperation isPattern:
                return OfPattern(isPattern.Value, isPattern.Pattern, frame);
            case IPropertyReferenceOperation { Property: { IsIndexer: false, Type.SpecialType: SpecialType.System_Boolean } property } reference:
                return property.Name == "IsLoopback" && served.IsOriginAllowed is { } loopback && facts.ServedHeaders.IsOrigin(reference.Instance!, frame) ? TriLogic.From(loopback) : OfName(property.Name);
            case ILocalReferenceOperation { Local: { Type.SpecialType: SpecialType.System_Boolean } local }:
                return OfName(local.Name);
            case IParameterReferenceOperation { Parameter: { Type.SpecialType: SpecialType.System_Boolean } parameter }:
                return OfName(parameter.Name);
            default:
                return Tri.Unknown;
        }
    }

    /// <summary>Is a value there: the session id, the session that it leads to, the id of a message?</summary>
    public Tri Presence(IOperation value, Frame frame)
    {
        value = ValueOrigins.Unwrap(value);
        if (value is ILocalReferenceOperation { Local: { } local } && facts.SessionLookups.HandingOut(local, frame) is { Count: > 0 } handing)
        {
            return Finds(handing);
        }

        if (value is ILocalReferenceOperation or IParameterReferenceOperation
            && facts.Origins.Of(value, frame).Leaves is { Count: > 0 } leaves && leaves.All(l => facts.SessionLookups.Of(l.Operation, l.Frame) == LookupKind.Value))
        {
            return Finds(leaves);
        }

        switch (facts.SessionLookups.Of(value, frame))
        {
            case LookupKind.Value:
                return Finds([new(value, frame)]);
            case LookupKind.Adopts:
                return served.Session == SessionFound.Open ? Tri.Unknown : Tri.True;
        }

        if (served.CarriesSession != Tri.Unknown && facts.ServedHeaders.IsOnlySessionId(value, frame))
        {
            return served.CarriesSession;
        }

        if (served.IsOriginAllowed is not null && facts.ServedHeaders.IsOrigin(value, frame))
        {
            return Tri.True;
        }

        return served.IsNotification is { } notification && IsMessageId(value, frame) ? TriLogic.From(!notification) : Tri.Unknown;
    }

    /// <summary>Do look-ups find a session? Without a header one may be found by what comes from elsewhere.</summary>
    private Tri Finds(IEnumerable<Origin> lookups) =>
        served.Session == SessionFound.Absent && !lookups.All(l => facts.SessionLookups.IsOnlyByHeader(l.Operation, l.Frame)) ? Tri.Unknown : served.FindsSession;

    /// <summary>Is the method of the served request the supposed one?</summary>
    public Tri MethodIs(Subject subject, Verbs verb, Frame frame) =>
        served.Verb != Verbs.None && IsMethod(subject, frame) ? TriLogic.From(verb == served.Verb) : Tri.Unknown;

    private bool IsMethod(Subject subject, Frame frame)
    {
        if (subject.Last is { Name: "Method" or "HttpMethod" or "Verb" or "RequestMethod" } last)
        {
            return ServerTypes.IsRequest(last.ContainingType) || ServerTypes.IsContext(last.ContainingType);
        }

        return subject is { Path.IsEmpty: true, Root: ILocalReferenceOperation or IParameterReferenceOperation }
            && facts.Origins.Of(subject.Root, frame).Leaves.Any(l => Subject.From(l.Operation) is { Path.IsEmpty: false } inner && IsMethod(inner, l.Frame));
    }

    private Tri OfCall(IInvocationOperation call, Frame frame)
    {
        var returned = KnownTypes.TaskResult(call.TargetMethod.ReturnType) ?? call.TargetMethod.ReturnType;
        if (returned.SpecialType != SpecialType.System_Boolean)
        {
            return Tri.Unknown;
        }

        if (facts.SessionLookups.Of(call, frame) == LookupKind.Test)
        {
            return Finds([new(call, frame)]);
        }

        var name = call.TargetMethod.Name;
        if (served.CarriesSession != Tri.Unknown && (facts.ServedHeaders.ReadsSessionId(call, frame) || (ServedHeaders.IsParse(call) && call.Arguments is [var parsed, ..] && facts.ServedHeaders.IsOnlySessionId(parsed.Value, frame))))
        {
            return served.CarriesSession;
        }

        if (served.IsOriginAllowed is { } allowed && OfOriginCall(call, allowed, frame) is var origin and not Tri.Unknown)
        {
            return origin;
        }

        if (served.AcceptsEvents is { } accepts && name is not ("Equals" or "StartsWith" or "TryGetValue") && MentionsEventStream(call))
        {
            return TriLogic.From(accepts);
        }

        if (served.Verb != Verbs.None && name is "StartsWith" or "StartsWithSegments" or "EndsWith" && call is { Instance: { } path, Arguments: [var start, ..] } && IsPath(path, frame))
        {
            return ConstantText(start.Value) is { } segment ? TriLogic.From(NamesEndpoint(segment)) : Tri.Unknown;
        }

        if (name is "StartsWith" && FirstText(call) is { } prefix && prefix.StartsWith("notifications", StringComparison.Ordinal))
        {
            return OfNotification();
        }

        if (name is "Equals")
        {
            return call switch
            {
                { Instance: { } instance, Arguments: [var other, ..] } => OfEquality(instance, other.Value, frame),
                { Arguments: [var one, var other, ..] } => OfEquality(one.Value, other.Value, frame),
                _ => Tri.Unknown,
            };
        }

        if (name is "TryGetProperty" or "ContainsKey" or "TryGetPropertyValue" && FirstText(call) == "id" && call.Instance is { } message && MayBeMessage(message, frame))
        {
            return served.IsNotification is { } notification ? TriLogic.From(!notification) : Tri.Unknown;
        }

        return OfName(name);
    }

    private Tri OfOriginCall(IInvocationOperation call, bool allowed, Frame frame)
    {
        var name = call.TargetMethod.Name;
        if (facts.ServedHeaders.ReadsOrigin(call, frame))
        {
            return Tri.True;
        }

        var about = call.Arguments.Any(a => a.Parameter?.RefKind is null or RefKind.None && facts.ServedHeaders.IsOrigin(a.Value, frame))
            || (call.Instance is { } instance && facts.ServedHeaders.IsOrigin(instance, frame));
        return !about || name.StartsWith("IsNullOr", StringComparison.Ordinal) ? Tri.Unknown
            : ServedHeaders.IsParse(call) ? Tri.True
            : Refusals.Any(r => Has(name, r) || (call.Instance is { } asked && Has(asked.Syntax.ToString(), r))) ? Tri.Unknown
            : TriLogic.From(allowed);
    }

    private Tri OfEquality(IOperation left, IOperation right, Frame frame)
    {
        if (ConstantText(left) is { } first)
        {
            return OfText(right, first, frame);
        }

        if (ConstantText(right) is { } second)
        {
            return OfText(left, second, frame);
        }

        if (right.ConstantValue is { HasValue: true, Value: 0 })
        {
            return TriLogic.Not(OfCount(left, frame));
        }

        if (left.ConstantValue is { HasValue: true, Value: 0 })
        {
            return TriLogic.Not(OfCount(right, frame));
        }

        return served.IsOriginAllowed is { } allowed
            && right.ConstantValue is not { HasValue: true, Value: null } && left.ConstantValue is not { HasValue: true, Value: null }
            && (facts.ServedHeaders.IsOrigin(left, frame) || facts.ServedHeaders.IsOrigin(right, frame))
                ? TriLogic.From(allowed)
                : Tri.Unknown;
    }

    private Tri OfText(IOperation asked, string text, Frame frame) => OfWrittenText(frame.Written(asked), text, frame);

    private Tri OfWrittenText(IOperation asked, string text, Frame frame) =>
        text.Length == 0 ? TriLogic.Not(Presence(asked, frame))
        : served.Verb != Verbs.None && IsPath(asked, frame) ? TriLogic.From(NamesEndpoint(text))
        : text == Initialize && served.IsInitialize is { } initialize ? TriLogic.From(initialize)
        : text.StartsWith(Notifications, StringComparison.Ordinal) ? served.IsNotification switch
        {
            false => Tri.False,
            true when served.Notification is { } name => TriLogic.From(name == text),
            _ => Tri.Unknown,
        }
        : served.IsOriginAllowed is { } allowed && facts.ServedHeaders.IsOrigin(asked, frame) ? TriLogic.From(allowed)
        : Tri.Unknown;

    /// <summary>The path of the request: what is asked of one method of the endpoint is not asked of /health.</summary>
    private bool IsPath(IOperation value, Frame frame)
    {
        value = WithoutConversions(value);
        return NamesPath(Subject.From(value))
            || (ValueOrigins.Unwrap(value) is ILocalReferenceOperation or IParameterReferenceOperation
                && facts.Origins.Of(value, frame).Leaves.Any(l => NamesPath(Subject.From(WithoutConversions(l.Operation)))));
    }

    private static bool NamesPath(Subject subject) => subject.Path.Any(p => p.Name is "Path" or "AbsolutePath" or "LocalPath" or "RawUrl" or "PathAndQuery");

    private static bool NamesEndpoint(string path) => path.TrimEnd('/').EndsWith("mcp", StringComparison.OrdinalIgnoreCase);

    /// <summary>values.Count, and what keeps it: how many there are of the header. Null for what is not there is none of these.</summary>
    private Tri OfCount(IOperation count, Frame frame) =>
        served.CarriesSession != Tri.Unknown
        && facts.Origins.Of(frame.Written(count), frame).Leaves is
            [{ Operation: IPropertyReferenceOperation { Property.Name: "Count" or "Length", Instance: { } counted and not IConditionalAccessInstanceOperation }, Frame: var counting }]
        && facts.ServedHeaders.IsOnlySessionId(counted, counting)
            ? served.CarriesSession
            : Tri.Unknown;

    private Tri OfPattern(IOperation value, IPatternOperation pattern, Frame frame) => pattern switch
    {
        INegatedPatternOperation negated => TriLogic.Not(OfPattern(value, negated.Pattern, frame)),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } or => TriLogic.Or(OfPattern(value, or.LeftPattern, frame), OfPattern(value, or.RightPattern, frame)),
        IBinaryPatternOperation and => TriLogic.And(OfPattern(value, and.LeftPattern, frame), OfPattern(value, and.RightPattern, frame)),
        IConstantPatternOperation constant when ConstantText(constant.Value) is { } text => OfText(value, text, frame),
        IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: 0 } } => TriLogic.Not(OfCount(value, frame)),
        IRelationalPatternOperation { OperatorKind: BinaryOperatorKind.GreaterThan, Value.ConstantValue: { HasValue: true, Value: 0 } } => OfCount(value, frame),
        IListPatternOperation list => OfList(value, list, frame),
        ITypePatternOperation type => OfType(type.MatchedType),
        IDeclarationPatternOperation { MatchedType: { } type } => OfType(type),
        IRecursivePatternOperation { MatchedType: { } type, PropertySubpatterns.IsEmpty: true } => OfType(type),
        IRecursivePatternOperation { PropertySubpatterns: [{ Pattern: { } inner, Member: { } member }] } => OfPart(member, inner, frame),
        _ => Tri.Unknown,
    };

    /// <summary>values is [var id], id is []: what asks nothing of an element asks how many there are.</summary>
    private Tri OfList(IOperation value, IListPatternOperation list, Frame frame)
    {
        value = frame.Written(value);
        var elements = list.Patterns.Where(p => p is not ISlicePatternOperation).ToList();
        var isOpenEnded = elements.Count < list.Patterns.Length;
        if (elements.Count == 0)
        {
            return isOpenEnded ? Tri.Unknown : TriLogic.Not(Presence(value, frame));
        }

        var present = Presence(value, frame);
        return present != Tri.True || (elements.Count == 1 && (isOpenEnded || value.Type?.SpecialType != SpecialType.System_String) && IsAnyText(elements[0])) ? present : Tri.Unknown;
    }

    /// <summary>Does a pattern match whatever text there is?</summary>
    private static bool IsAnyText(IPatternOperation pattern) => pattern switch
    {
        IDiscardPatternOperation or IDeclarationPatternOperation => true,
        INegatedPatternOperation { Pattern: IConstantPatternOperation { Value: var denied } } => Constants.IsNull(denied) || denied.ConstantValue is { HasValue: true, Value: "" },
        IRelationalPatternOperation { OperatorKind: BinaryOperatorKind.GreaterThan, Value.ConstantValue: { HasValue: true, Value: 0 } } => true,
        IRecursivePatternOperation { DeconstructionSubpatterns.IsEmpty: true, PropertySubpatterns: [] } => true,
        IRecursivePatternOperation { DeconstructionSubpatterns.IsEmpty: true, PropertySubpatterns: [{ Member: IPropertyReferenceOperation { Property.Name: "Length" }, Pattern: IRelationalPatternOperation length }] } => IsAnyText(length),
        _ => false,
    };

    /// <summary>message is { Method: "initialize" }, message is { Id: null }</summary>
    private Tri OfPart(IOperation member, IPatternOperation pattern, Frame frame) =>
        pattern is IConstantPatternOperation constant && ConstantText(constant.Value) is { } text
            ? text == Initialize && served.IsInitialize is { } initialize ? TriLogic.From(initialize) : Tri.Unknown
        : pattern is IConstantPatternOperation { Value: var value } && ValueOrigins.Unwrap(value).ConstantValue is { HasValue: true, Value: null } && served.IsNotification is { } notification && IsMessageId(member, frame)
            ? TriLogic.From(notification)
        : Tri.Unknown;

    /// <summary>message is JsonRpcNotification</summary>
    private Tri OfType(ITypeSymbol type) =>
        type.Name.EndsWith("Notification", StringComparison.Ordinal) ? OfNotification()
        : type.Name is "JsonRpcRequest" ? TriLogic.Not(OfNotification())
        : Tri.Unknown;

    /// <summary>isInitialize, IsInitializeRequest(..), isNotification: what a name says that nothing else tells of. The compiler's own locals, such as that of a lock, have none.</summary>
    private Tri OfName(string? name)
    {
        if (name is null || !name.StartsWith("is", StringComparison.OrdinalIgnoreCase))
        {
            return Tri.Unknown;
        }

        return name.StartsWith("isInitialize", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("isInitialized", StringComparison.OrdinalIgnoreCase) && served.IsInitialize is { } initialize ? TriLogic.From(initialize)
            : Has(name, "notification") && !name.Contains("Or") ? OfNotification()
            : Tri.Unknown;
    }

    private Tri OfNotification() => served.IsNotification is { } notification ? TriLogic.From(notification) : Tri.Unknown;

    /// <summary>The id of a JSON-RPC message: message.Id, root["id"].</summary>
    private bool IsMessageId(IOperation value, Frame frame) => value switch
    {
        IPropertyReferenceOperation { Property: { IsIndexer: false, Name: "Id", ContainingType: { } type } } =>
            type.Name.Contains("Rpc") || type.Name.EndsWith("Message", StringComparison.Ordinal),
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } message, Arguments: [{ Value: { } name }] } => ConstantText(name) == "id" && MayBeMessage(message, frame),
        _ => false,
    };

    /// <summary>A whole message, and not a part of one that has an id of its own: its params, its result.</summary>
    private bool MayBeMessage(IOperation message, Frame frame)
    {
        message = ValueOrigins.Unwrap(message);
        var name = SymbolName(message);
        return !IsPart(message)
            && (name is null || !Parts.Any(p => Has(name, p)))
            && (message is not (ILocalReferenceOperation or IParameterReferenceOperation) || !facts.Origins.Of(message, frame).Leaves.Any(leaf => IsPart(leaf.Operation)));
    }

    /// <summary>message.GetProperty("params"), message["params"]</summary>
    private static bool IsPart(IOperation value) => value switch
    {
        IInvocationOperation { TargetMethod.Name: "GetProperty" } => true,
        IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [{ Value: { } name }] } => name.Type?.SpecialType == SpecialType.System_String,
        _ => false,
    };

    private static string? SymbolName(IOperation value) => ReferencedSymbol.Of(value)?.Name;

    private static bool MentionsEventStream(IInvocationOperation call) =>
        call.Descendants().Any(o => o.ConstantValue is { HasValue: true, Value: string text } && Has(text, EventStream));

    private static string? FirstText(IInvocationOperation call) => call.Arguments is [{ Value: var first }, ..] ? ConstantText(first) : null;

    /// <summary>In whatever case.</summary>
    private static bool Has(string text, string part) => text.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;

    private static string? ConstantText(IOperation operation) => WithoutConversions(operation).ConstantValue is { HasValue: true, Value: string text } ? text : null;

    /// <summary>Through conversions of every kind: a PathString is compared with a text.</summary>
    private static IOperation WithoutConversions(IOperation operation) => operation switch
    {
        IConversionOperation conversion => WithoutConversions(conversion.Operand),
        IParenthesizedOperation parenthesized => WithoutConversions(parenthesized.Operand),
        _ => operation,
    };
}
