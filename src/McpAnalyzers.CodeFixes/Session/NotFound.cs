using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpAnalyzers.CodeFixes.Session;

/// <summary>Writes 404 as other statuses are written: HttpStatusCode.NotFound, NotFound, (HttpStatusCode)404, 404.</summary>
internal static class NotFound
{
    private static readonly Regex Name = new(@"\b(BadRequest|Unauthorized|Gone)\b", RegexOptions.CultureInvariant);
    private static readonly Regex Number = new(@"\b(400|401|410)\b", RegexOptions.CultureInvariant);

    /// <summary>The code with 404 in the place of the one status that it names; null where it names none, or several.</summary>
    public static string? InPlaceOf(string code) => (Name.Matches(code).Count, Number.Matches(code).Count) switch
    {
        (1, 0) => Name.Replace(code, "NotFound"),
        (0, 1) => Number.Replace(code, "404"),
        _ => null,
    };

    /// <summary>The last status that a pattern names.</summary>
    public static ConstantPatternSyntax? ConstantIn(PatternSyntax pattern) =>
        pattern.DescendantNodesAndSelf().OfType<ConstantPatternSyntax>().LastOrDefault(c => InPlaceOf(c.ToString()) is not null);
}
