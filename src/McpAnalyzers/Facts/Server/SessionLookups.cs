using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

internal enum LookupKind
{
    None,

    /// <summary>Says whether there is a session of that id: TryGetValue, ContainsKey, Any.</summary>
    Test,

    /// <summary>Gives the session, and null where there is none: GetValueOrDefault, FirstOrDefault, an own Find.</summary>
    Value,

    /// <summary>Makes the session where there is none: GetOrAdd.</summary>
    Adopts,
}

/// <summary>Recognises how a server looks up the session that a request names.</summary>
internal sealed class SessionLookups(TransportFacts facts)
{
    private static readonly string[] ValuePrefixes = ["TryGet", "TryFind", "TryResolve", "TryLookup", "TryLookUp", "TryLoad", "TryFetch", "TryRestore", "TryResume", "Get", "Find", "Lookup", "LookUp", "Resolve", "Load", "Fetch", "Retrieve", "Peek", "Restore", "Resume", "Rehydrate", "Read"];

    private static readonly string[] TestPrefixes =
        ["TryGet", "TryFind", "TryResolve", "TryLookup", "TryLookUp", "TryRemove", "TryTake", "TryLoad", "TryEnd", "TryTerminate", "TryClose", "TryDelete", "Remove", "Terminate", "Delete", "Close", "Contains", "Has", "Exists", "SessionExists", "IsKnown", "IsActive", "IsAlive", "IsRegistered", "IsOpen", "Any", "Touch"];

    private static readonly string[] AdoptingPrefixes = ["GetOrAdd", "GetOrCreate", "GetOrStart", "GetOrOpen", "FindOrCreate", "CreateOrGet", "AddOrUpdate"];

    /// <summary>What such a method does where there is none.</summary>
    private static readonly string[] Making = ["OrCreate", "OrAdd", "OrNew", "OrStart", "OrOpen"];

    /// <summary>Names of sets whose members are no sessions.</summary>
    private static readonly string[] OtherSets = ["closed", "terminated", "expired", "revoked", "blocked", "banned", "removed", "dead", "ended", "deleted", "evicted", "lost"];

    private readonly Dictionary<(IOperation, Frame), LookupKind> _known = [];

    /// <summary>How the operation looks up the session that the request names.</summary>
    public LookupKind Of(IOperation operation, Frame frame)
    {
        operation = WithoutAccess(operation);
        if (operation is not (IInvocationOperation or IPropertyReferenceOperation { Property.IsIndexer: true, Arguments.Length: 1 }))
        {
            return LookupKind.None;
        }

        if (!_known.TryGetValue((operation, frame), out var kind))
        {
            _known[(operation, frame)] = LookupKind.None;
            kind = Read(operation, frame);
            _known[(operation, frame)] = kind;
        }

        return kind;
    }

    /// <summary>Is what a look-up looks for the session id of the header, and nothing that may come from elsewhere as well?</summary>
    public bool IsOnlyByHeader(IOperation lookup, Frame frame)
    {
        IEnumerable<IOperation> keys = WithoutAccess(lookup) switch
        {
            IInvocationOperation call => KeysOf(call, frame),
            IPropertyReferenceOperation { Arguments: [var key] } => [key.Value],
            _ => [],
        };
        return keys.All(k => facts.ServedHeaders.IsOnlySessionId(k, frame));
    }

    /// <summary>The look-ups that hand out the local, TryGetValue(id, out var session); none where it may be something else.</summary>
    public IReadOnlyList<Origin> HandingOut(ILocalSymbol local, Frame frame)
    {
        frame = frame.Declaring(local);
        var definitions = frame.Body.Locals.Of(local);
        return definitions.All(d => d.Kind == DefinitionKind.Argument && Of(d.Value, frame) == LookupKind.Test) ? [.. definitions.Select(d => new Origin(d.Value, frame))] : [];
    }

    private static IOperation WithoutAccess(IOperation operation)
    {
        while (operation is IConditionalAccessOperation access)
        {
            operation = access.WhenNotNull;
        }

        return operation;
    }

    private LookupKind Read(IOperation operation, Frame frame)
    {
        if (operation is IPropertyReferenceOperation { Arguments: [var key], Instance: { } instance })
        {
            // A dictionary throws for what it has not: the answer is then 500, by an exception.
            return !KnownTypes.IsDictionary(instance.Type) && !facts.Types.IsHeaders(instance.Type)
                && CanBeNull(operation.Type) && facts.ServedHeaders.IsSessionId(key.Value, frame)
                    ? LookupKind.Value
                    : LookupKind.None;
        }

        var call = (IInvocationOperation)operation;
        var method = call.TargetMethod;
        if (method.ContainingType.SpecialType == SpecialType.System_String || ServedHeaders.IsParse(call) || IsOfOtherSet(call) || facts.ServedHeaders.ReadsSessionId(call, frame))
        {
            return LookupKind.None;
        }

        var kind = KindOf(call, method);
        return kind != LookupKind.None && KeysOf(call, frame).Any() ? kind : LookupKind.None;
    }

    private static LookupKind KindOf(IInvocationOperation call, IMethodSymbol method)
    {
        var name = method.Name;
        if (StartsWithAny(name, AdoptingPrefixes))
        {
            return LookupKind.Adopts;
        }

        var type = KnownTypes.TaskResult(method.ReturnType) ?? method.ReturnType;
        if (type.SpecialType == SpecialType.System_Boolean)
        {
            return StartsWithAny(name, TestPrefixes) || IsSessionValidation(call, name) ? LookupKind.Test : LookupKind.None;
        }

        return name is "FirstOrDefault" or "SingleOrDefault" or "LastOrDefault" or "FirstOrDefaultAsync" or "SingleOrDefaultAsync"
            || (StartsWithAny(name, ValuePrefixes) && name.IndexOf("Required", StringComparison.Ordinal) < 0 && !Making.Any(m => name.IndexOf(m, StringComparison.Ordinal) >= 0) && CanBeNull(type))
                ? LookupKind.Value
                : LookupKind.None;
    }

    /// <summary>IsValidSession(id), but not IsValidSessionId(id), which asks about the text.</summary>
    private static bool IsSessionValidation(IInvocationOperation call, string name) =>
        name.IndexOf("Valid", StringComparison.Ordinal) >= 0
        && !name.EndsWith("Id", StringComparison.Ordinal) && name.IndexOf("Format", StringComparison.Ordinal) < 0 && name.IndexOf("Header", StringComparison.Ordinal) < 0
        && (name.IndexOf("Session", StringComparison.Ordinal) >= 0 || (call.Instance is { } receiver && NameOf(receiver).IndexOf("session", StringComparison.OrdinalIgnoreCase) >= 0));

    /// <summary>What of the call's operands is the session id that it looks for.</summary>
    public IEnumerable<IOperation> KeysOf(IInvocationOperation call, Frame frame)
    {
        foreach (var argument in call.Arguments)
        {
            // What an extension method is called on is no key.
            if (argument.Parameter?.RefKind is RefKind.Out || (call.TargetMethod.IsExtensionMethod && argument == call.Arguments[0]))
            {
                continue;
            }

            var given = ValueOrigins.Unwrap(argument.Value) is IDelegateCreationOperation { Target: IAnonymousFunctionOperation predicate } ? Compared(predicate) : [argument.Value];
            foreach (var key in given.Where(g => facts.ServedHeaders.IsSessionId(g, frame)))
            {
                yield return key;
            }
        }

        // sessions.Where(s => s.Id == id).FirstOrDefault()
        if (call is { Instance: null, TargetMethod.IsExtensionMethod: true, Arguments: [var source, ..] }
            && ValueOrigins.Unwrap(source.Value) is IInvocationOperation { TargetMethod.Name: "Where" } filter)
        {
            foreach (var key in KeysOf(filter, frame))
            {
                yield return key;
            }
        }
    }

    /// <summary>s => s.Id == id</summary>
    private static IEnumerable<IOperation> Compared(IAnonymousFunctionOperation predicate) =>
        predicate.Descendants().SelectMany<IOperation, IOperation>(o => Equalities.OperandsOf(o) is var (one, other) ? [one, other] : []);

    private static bool IsOfOtherSet(IInvocationOperation call)
    {
        return ValueOrigins.ReceiverOf(call) is { } receiver && OtherSets.Any(w => NameOf(receiver).IndexOf(w, StringComparison.OrdinalIgnoreCase) >= 0);
    }

    private static string NameOf(IOperation receiver) => ValueOrigins.Unwrap(receiver) switch
    {
        IMemberReferenceOperation member => member.Member.Name + " " + member.Type?.Name,
        ILocalReferenceOperation local => local.Local.Name + " " + local.Type?.Name,
        IParameterReferenceOperation parameter => parameter.Parameter.Name + " " + parameter.Type?.Name,
        var other => other.Type?.Name ?? "",
    };

    private static bool CanBeNull(ITypeSymbol? type) =>
        type is { IsReferenceType: true } or INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } or ITypeParameterSymbol;

    private static bool StartsWithAny(string name, string[] prefixes)
    {
        foreach (var prefix in prefixes)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
