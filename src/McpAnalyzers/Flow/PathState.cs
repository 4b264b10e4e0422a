using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Flow;

/// <summary>What is known of each tracked variable at one point of one path: two bits a variable.</summary>
internal readonly record struct PathState(ulong Low, ulong High)
{
    public const int Capacity = 64;

    public Tri this[int index] => index < 0 ? Tri.Unknown
        : (Tri)((index < 32 ? Low >> (index * 2) : High >> ((index - 32) * 2)) & 3);

    public PathState With(int index, Tri value)
    {
        if (index < 0)
        {
            return this;
        }

        var shift = (index < 32 ? index : index - 32) * 2;
        var mask = 3UL << shift;
        var bits = (ulong)value << shift;
        return index < 32 ? new((Low & ~mask) | bits, High) : new(Low, (High & ~mask) | bits);
    }
}

/// <summary>Stands for the question whether a local, or a temporary of the compiler, holds the answer, or its status, that a scenario supposes.</summary>
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

/// <summary>What a call hands to a method, as far as the path that makes the call knows it: two bits a parameter.</summary>
internal readonly record struct ParameterStates(ulong Bits)
{
    private const int Capacity = 32;

    public ParameterStates With(int ordinal, Tri value) => ordinal >= Capacity ? this : new(Bits | ((ulong)value << (ordinal * 2)));

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
    private readonly List<object> _keys = [];
    private readonly List<string?> _texts = [];

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
        _texts.Add(key as string);
        return index;
    }

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

    /// <summary>The state with what nobody asks for any more forgotten.</summary>
    public PathState Keep(Func<object, bool> isLive, PathState state)
    {
        for (var i = 0; i < _keys.Count; i++)
        {
            if (state[i] != Tri.Unknown && !isLive(Holder(_keys[i])))
            {
                state = state.With(i, Tri.Unknown);
            }
        }

        return state;
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
