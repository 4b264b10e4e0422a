using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>A source with its markup removed: <c>[|…|]</c>, <c>{|ID:…|}</c>, <c>{|#0:…|}</c>, nested as one likes.</summary>
internal sealed partial class TestMarkup
{
    private TestMarkup(string code, ImmutableArray<(string? Name, TextSpan Span)> spans)
    {
        Code = code;
        Spans = spans;
    }

    /// <summary>The code without markup.</summary>
    public string Code { get; }

    /// <summary>The marked spans in the order in which they begin; the name is the id or <c>#key</c>, null for <c>[|…|]</c>.</summary>
    public ImmutableArray<(string? Name, TextSpan Span)> Spans { get; }

    /// <summary>Reads markup.</summary>
    /// <exception cref="FormatException">The markup is not balanced, or has a position marker.</exception>
    public static TestMarkup Parse(string text, bool positionsAreCode)
    {
        var code = new StringBuilder(text.Length);
        var open = new Stack<(string? Name, int Start, int Order)>();
        var spans = new List<(string? Name, TextSpan Span, int Order)>();
        var count = 0;
        var index = 0;
        while (index < text.Length)
        {
            var rest = text.AsSpan(index);
            if (rest.StartsWith("[|"))
            {
                open.Push((null, code.Length, count++));
                index += 2;
            }
            else if (rest.StartsWith("{|") && NamedStart().Match(text, index) is { Success: true } named)
            {
                open.Push((named.Groups["name"].Value, code.Length, count++));
                index += named.Length;
            }
            else if (rest.StartsWith("|]") || rest.StartsWith("|}"))
            {
                var isNamed = rest[1] == '}';
                if (!open.TryPop(out var start) || (start.Name is not null) != isNamed)
                {
                    throw new FormatException($"Markup '{rest[..2]}' closes nothing, before '{Excerpt(text, index)}'");
                }

                spans.Add((start.Name, TextSpan.FromBounds(start.Start, code.Length), start.Order));
                index += 2;
            }
            else if (!positionsAreCode && rest.StartsWith("$$"))
            {
                throw new FormatException(
                    "'$$' is a position marker in test markup, which no test here has a use for. "
                    + $"Set {nameof(MarkupOptions)}.{nameof(MarkupOptions.TreatPositionIndicatorsAsCode)} to have it as code.");
            }
            else
            {
                code.Append(text[index++]);
            }
        }

        if (open.TryPop(out var left))
        {
            throw new FormatException($"Markup '{(left.Name is null ? "[|" : $"{{|{left.Name}:")}' is never closed");
        }

        return new(code.ToString(), [.. spans.OrderBy(span => span.Order).Select(span => (span.Name, span.Span))]);
    }

    private static string Excerpt(string text, int index) => text.Substring(index, Math.Min(30, text.Length - index)).ReplaceLineEndings("⏎");

    [GeneratedRegex(@"\G\{\|(?<name>[-_.A-Za-z0-9\+\#]+)\:", RegexOptions.ExplicitCapture)]
    private static partial Regex NamedStart();
}
