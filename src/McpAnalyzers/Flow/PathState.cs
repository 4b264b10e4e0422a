using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace McpAnalyzers.Flow;

/// <summary>What is known of each tracked variable at one point of one path: two bits a variable.</summary>
internal readonly record struct PathState(ulong Low, ulong High)
{
    public const int Capacity = 64;

    // A shift counts modulo 64.
    public Tri this[int index] => index < 0 ? Tri.Unknown : (Tri)(((index < 32 ? Low : High) >> (index * 2)) & 3);

    public PathState With(int index, Tri value)
    {
        if (index < 0)
        {
            return this;
        }

        var mask = 3UL << (index * 2);
        var bits = (ulong)value << (index * 2);
        return index < 32 ? new((Low & ~mask) | bits, High) : new(Low, (High & ~mask) | bits);
    }

    /// <summary>The state with only the variables of which the mask knows something, whatever it knows.</summary>
    public PathState Only(PathState mask) => new(Low & Spread(mask.Low), High & Spread(mask.High));

    private static ulong Spread(ulong bits)
    {
        const ulong First = 0x5555_5555_5555_5555;
        var any = (bits | (bits >> 1)) & First;
        return any | (any << 1);
    }
}

/// <summary>Stands for the question whether a local, a parameter or a temporary of the compiler holds the answer, or its status, that a scenario supposes.</summary>
internal sealed record HoldsExchange(object Holder)
{
    public bool Equals(HoldsExchange? other) => other is not null
        && (Holder is ISymbol symbol ? SymbolEqualityComparer.Default.Equals(symbol, other.Holder as ISymbol) : Holder.Equals(other.Holder));

    public override int GetHashCode() => Holder is ISymbol symbol ? SymbolEqualityComparer.Default.GetHashCode(symbol) : Holder.GetHashCode();
}

/// <summary>Stands for the question whether a local holds the HTTP method that a scenario supposes.</summary>
internal sealed record HoldsMethod(ISymbol Local)
{
    public bool Equals(HoldsMethod? other) => other is not null && SymbolEqualityComparer.Default.Equals(Local, other.Local);

    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Local) + 1;
}

/// <summary>What a call hands to a method, as far as the path that makes the call knows it.</summary>
/// <param name="Bits">What each parameter is, two bits a parameter.</param>
/// <param name="Others">The parameters that get the answer of another exchange than the supposed one, one bit a parameter.</param>
internal readonly record struct ParameterStates(ulong Bits, uint Others)
{
    private const int Capacity = 32;

    public ParameterStates With(int ordinal, Tri value) => ordinal >= Capacity ? this : this with { Bits = Bits | ((ulong)value << (ordinal * 2)) };

    public ParameterStates WithOther(int ordinal) => ordinal >= Capacity ? this : this with { Others = Others | (1u << ordinal) };

    /// <summary>What is known of each variable where the method begins.</summary>
    public PathState Enter(CodeBody body, PathVariables variables)
    {
        var state = default(PathState);
        foreach (var parameter in body.Method?.Parameters ?? [])
        {
            if (parameter.Ordinal < Capacity && (Tri)((Bits >> (parameter.Ordinal * 2)) & 3) is var value and not Tri.Unknown)
            {
                state = state.With(variables.Of(parameter), value);
            }

            if (parameter.Ordinal < Capacity && (Others & (1u << parameter.Ordinal)) != 0)
            {
                state = state.With(variables.Of(new HoldsExchange(parameter)), Tri.False);
            }
        }

        return state;
    }
}

/// <summary>
/// The variables that a walk through one body tracks: locals, parameters, fields, the compiler's temporaries and repeated conditions.
/// What comes after the sixty-fourth is not tracked: more is then possible, never less.
/// </summary>
internal sealed class PathVariables
{
    private readonly Dictionary<object, int> _indexes = new(VariableKeyComparer.Instance);

    // Known a second time by their values: a key is an object, and temporaries are looked up at every step.
    private readonly Dictionary<CaptureId, int> _temporaries = [];
    private readonly List<object> _keys = [];
    private readonly List<string?> _texts = [];

    /// <summary>What each variable is to <see cref="LiveVariables"/>.</summary>
    private readonly List<int> _asked = [];

    /// <summary>For each block, which of the first so many variables are still asked for.</summary>
    private (int Variables, PathState Mask)[] _live = [];

    /// <summary>Forgets all variables, for another walk.</summary>
    public void Clear()
    {
        _indexes.Clear();
        _temporaries.Clear();
        _keys.Clear();
        _texts.Clear();
        _asked.Clear();
        Array.Clear(_live, 0, _live.Length);
    }

    /// <summary>The place of a variable, if it is tracked; of others nothing is known.</summary>
    public int Find(object key) => _indexes.TryGetValue(key, out var index) ? index : -1;

    public int Find(CaptureId temporary) => _temporaries.TryGetValue(temporary, out var index) ? index : -1;

    /// <summary>The place of a variable, which is tracked from now on; -1 where there are too many.</summary>
    public int Of(object key)
    {
        if (_indexes.TryGetValue(key, out var index))
        {
            return index;
        }

        if (_indexes.Count == PathState.Capacity)
        {
            return -1;
        }

        index = _indexes.Count;
        _indexes.Add(key, index);
        _keys.Add(key);
        if (key is CaptureId temporary)
        {
            _temporaries.Add(temporary, index);
        }

        _texts.Add(key as string);
        return index;
    }

    /// <summary>The state with what is now known of a variable. One of which nothing is known need not be tracked.</summary>
    public PathState Set(object key, Tri value, PathState state) => state.With(value == Tri.Unknown ? Find(key) : Of(key), value);

    public PathState Set(CaptureId temporary, Tri value, PathState state) =>
        Find(temporary) is var index && (index >= 0 || value == Tri.Unknown) ? state.With(index, value) : Set((object)temporary, value, state);

    /// <summary>Forgets the conditions that mention a name, when what it names is assigned.</summary>
    public PathState ForgetConditionsOn(string? name, PathState state)
    {
        // The compiler's own locals, as that of a lock, have no name.
        if (string.IsNullOrEmpty(name))
        {
            return state;
        }

        for (var i = 0; i < _texts.Count; i++)
        {
            if (state[i] != Tri.Unknown && _texts[i] is { } text && text.Contains(name))
            {
                state = state.With(i, Tri.Unknown);
            }
        }

        return state;
    }

    /// <summary>The state with what nobody asks for any more, from a block on, forgotten.</summary>
    public PathState Keep(LiveVariables live, BasicBlock block, PathState state)
    {
        if (block.Ordinal >= _live.Length)
        {
            Array.Resize(ref _live, Math.Max(block.Ordinal + 1, _live.Length * 2));
        }

        ref var asked = ref _live[block.Ordinal];
        for (; asked.Variables < _keys.Count; asked.Variables++)
        {
            if (asked.Variables == _asked.Count)
            {
                _asked.Add(live.Find(Holder(_keys[asked.Variables])));
            }

            if (live.IsLive(_asked[asked.Variables], block))
            {
                asked.Mask = asked.Mask.With(asked.Variables, Tri.True);
            }
        }

        return state.Only(asked.Mask);
    }

    /// <summary>What a question is about: it is asked where that is named.</summary>
    private static object Holder(object key) => key switch
    {
        HoldsExchange holds => holds.Holder,
        HoldsMethod holds => holds.Local,
        _ => key,
    };
}

/// <summary>Compares symbols as symbols, and temporaries, questions and repeated conditions by value.</summary>
internal sealed class VariableKeyComparer : IEqualityComparer<object>
{
    public static VariableKeyComparer Instance { get; } = new();

    bool IEqualityComparer<object>.Equals(object? x, object? y) =>
        x is ISymbol left && y is ISymbol right ? SymbolEqualityComparer.Default.Equals(left, right) : object.Equals(x, y);

    int IEqualityComparer<object>.GetHashCode(object key) => key is ISymbol symbol ? SymbolEqualityComparer.Default.GetHashCode(symbol) : key.GetHashCode();
}
