using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>
/// A body as it runs for one call of it. Without a call it stands for every call there may be: its parameters are then what all callers
/// in sight pass.
/// </summary>
internal sealed class Frame
{
    private const int MaximalDepth = 6;

    // Made for the first call: most frames make none.
    private ConcurrentDictionary<(CodeBody Callee, IOperation Call), Frame>? _entered;

    private Frame(CodeBody body, IOperation? call, Frame? caller)
    {
        Body = body;
        Call = call;
        Caller = caller;
        Depth = caller is null ? 0 : caller.Depth + 1;
    }

    public CodeBody Body { get; }

    public IOperation? Call { get; }

    public Frame? Caller { get; }

    public int Depth { get; }

    public bool IsTooDeep => Depth >= MaximalDepth;

    public static Frame AnyCall(CodeBody body) => body.AnyCall;

    public static Frame CreateAnyCall(CodeBody body) => new(body, call: null, caller: null);

    /// <summary>The frame of a call. The same call gives the same frame, so that what was found out about it is found again.</summary>
    public Frame Enter(CodeBody callee, IOperation call)
    {
        var entered = _entered ?? Interlocked.CompareExchange(ref _entered, new(concurrencyLevel: 1, capacity: 3), null) ?? _entered;
        return entered.TryGetValue((callee, call), out var frame) ? frame : entered.GetOrAdd((callee, call), new Frame(callee, call, this));
    }

    /// <summary>Is the body already running further out, that is: is the call recursive?</summary>
    public bool IsRunning(CodeBody body)
    {
        for (var frame = this; frame is not null; frame = frame.Caller)
        {
            if (frame.Body == body)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The frame of the lexically enclosing body that declares the symbol; this one, where it is its own.</summary>
    public Frame Declaring(ISymbol symbol)
    {
        for (var body = Body; body is not null; body = body.Outer)
        {
            if (body.Outer is null || SymbolEqualityComparer.Default.Equals(body.Symbol, symbol.ContainingSymbol))
            {
                if (body == Body)
                {
                    return this;
                }

                for (var frame = Caller; frame is not null; frame = frame.Caller)
                {
                    if (frame.Body == body)
                    {
                        return frame;
                    }
                }

                return AnyCall(body);
            }
        }

        return this;
    }

    /// <summary>The operand as it was written, where the control flow graph put a temporary in its place.</summary>
    public IOperation Written(IOperation operand) => Body.Original(operand) ?? operand;

    /// <summary>What the call passes for a parameter; null where the frame stands for any call.</summary>
    public IOperation? Argument(IParameterSymbol parameter)
    {
        // That of an extension block is what the member is called on.
        if (parameter.ContainingSymbol is ITypeSymbol)
        {
            return Call switch
            {
                IInvocationOperation { Instance: { } receiver } => receiver,
                IPropertyReferenceOperation { Instance: { } receiver and not IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.PatternInput } } => receiver,
                _ => null,
            };
        }

        foreach (var argument in ArgumentsOf(Call))
        {
            if (argument.Parameter?.Ordinal == parameter.Ordinal)
            {
                return argument.Value;
            }
        }

        return null;
    }

    /// <summary>What a parameter that nobody assigns was given, however many calls further out; of everything else itself.</summary>
    public Origin Given(IOperation operand)
    {
        var (value, frame) = (operand, this);
        while (ValueOrigins.Unwrap(value) is IParameterReferenceOperation { Parameter: var parameter } && frame.Declaring(parameter) is { Caller: { } caller } declaring
            && declaring.Body.Locals.IsNeverReplaced(parameter) && declaring.Argument(parameter) is { } argument)
        {
            (value, frame) = (argument, caller);
        }

        return new(value, frame);
    }

    public static ImmutableArray<IArgumentOperation> ArgumentsOf(IOperation? call) => call switch
    {
        IInvocationOperation invocation => invocation.Arguments,
        IObjectCreationOperation creation => creation.Arguments,
        IPropertyReferenceOperation property => property.Arguments,
        _ => [],
    };
}
