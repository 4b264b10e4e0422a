namespace McpAnalyzers.Flow;

/// <summary>What is known of a condition, or of whether a reference is there: for references False means null and True means not null.</summary>
internal enum Tri
{
    Unknown = 0,
    True = 1,
    False = 2,

    /// <summary>The null of a nullable condition: neither true nor false.</summary>
    Null = 3,
}

internal static class TriLogic
{
    public static Tri From(bool value) => value ? Tri.True : Tri.False;

    public static Tri Not(Tri value) => value switch
    {
        Tri.True => Tri.False,
        Tri.False => Tri.True,
        _ => value,
    };

    public static Tri And(Tri left, Tri right) =>
        left == Tri.False || right == Tri.False ? Tri.False
        : left == Tri.True && right == Tri.True ? Tri.True
        : Tri.Unknown;

    public static Tri Or(Tri left, Tri right) => Not(And(Not(left), Not(right)));

    /// <summary>What both say; unknown where they differ.</summary>
    public static Tri Agree(Tri left, Tri right) => left == right ? left : Tri.Unknown;

    /// <summary>What all say; unknown where they differ, and where there are none.</summary>
    public static Tri Agree(List<Tri> all)
    {
        if (all.Count == 0)
        {
            return Tri.Unknown;
        }

        var agreed = all[0];
        foreach (var one in all)
        {
            agreed = Agree(agreed, one);
        }

        return agreed;
    }
}
