namespace McpAnalyzers.Facts;

/// <summary>The HTTP methods a request may have.</summary>
[Flags]
internal enum Verbs
{
    None = 0,
    Get = 1,
    Post = 2,
    Delete = 4,
    Other = 8,

    /// <summary>Nothing in sight tells.</summary>
    Unknown = 16,
}

internal static class VerbNames
{
    public static Verbs Parse(string? name) => name?.ToUpperInvariant() switch
    {
        null => Verbs.Unknown,
        "GET" => Verbs.Get,
        "POST" => Verbs.Post,
        "DELETE" => Verbs.Delete,
        _ => Verbs.Other,
    };

    public static bool May(this Verbs verbs, Verbs verb) => (verbs & (verb | Verbs.Unknown)) != 0;
}
