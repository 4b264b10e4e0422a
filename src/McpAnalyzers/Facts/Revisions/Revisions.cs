using System.Collections.Immutable;
using System.Globalization;

namespace McpAnalyzers.Facts;

/// <summary>Which revisions of the protocol a type speaks, from the revision dates it names.</summary>
internal sealed class Revisions
{
    /// <summary>The first revision without sessions: "Remove protocol-level sessions and the Mcp-Session-Id header" (2026-07-28, changelog).</summary>
    private const string FirstStateless = "2026-07-28";

    /// <summary>Every revision known today, oldest first. 2024-10-07 was a pre-release that some servers still name.</summary>
    public static readonly ImmutableArray<string> Known = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", FirstStateless];

    private const string PreRelease = "2024-10-07";

    public Revisions(TransportFacts facts)
    {
        var stateless = false;
        var stateful = false;
        foreach (var body in facts.Code.All)
        {
            foreach (var operation in body.Operations)
            {
                if (operation.ConstantValue is { HasValue: true, Value: string text } && IsRevision(text))
                {
                    var isStateless = IsStateless(text);
                    stateless |= isStateless;
                    stateful |= !isStateless;
                }
            }
        }

        IsStatelessOnly = stateless && !stateful;
    }

    /// <summary>Every revision that the type names has no sessions.</summary>
    public bool IsStatelessOnly { get; }

    /// <summary>Is it a revision without sessions? Revisions compare as text.</summary>
    public static bool IsStateless(string? text) => text is not null && IsRevision(text) && string.CompareOrdinal(text, FirstStateless) >= 0;

    /// <summary>Was there never such a revision? Later dates may be ones to come, and drafts have names of their own.</summary>
    public static bool IsUnknown(string text) =>
        !Known.Contains(text)
        && text != PreRelease
        && !text.StartsWith("draft", StringComparison.OrdinalIgnoreCase)
        && !(IsRevision(text) && string.CompareOrdinal(text, Known[Known.Length - 1]) > 0);

    /// <summary>The known revisions before and after a date, the nearer one first; empty for what is no date.</summary>
    public static IEnumerable<string> NeighboursOf(string text) =>
        IsRevision(text)
            ? new[] { Known.LastOrDefault(k => string.CompareOrdinal(k, text) < 0), Known.FirstOrDefault(k => string.CompareOrdinal(k, text) > 0) }
                .OfType<string>()
                .OrderBy(k => Math.Abs(Day(k) - Day(text)))
            : [];

    /// <summary>Revisions are dates, YYYY-MM-DD, and compare as text (versioning, every revision).</summary>
    public static bool IsRevision(string text)
    {
        if (text.Length != 10)
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (i is 4 or 7 ? text[i] != '-' : text[i] is < '0' or > '9')
            {
                return false;
            }
        }

        return true;
    }

    // A number that grows with the date, for dates that no calendar has as well.
    private static int Day(string date) =>
        (Number(date, 0, 4) * 372) + (Number(date, 5, 2) * 31) + Number(date, 8, 2);

    private static int Number(string text, int start, int length) => int.Parse(text.Substring(start, length), CultureInfo.InvariantCulture);
}
