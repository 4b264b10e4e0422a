using System.Text.RegularExpressions;

namespace McpAnalyzers.ProofTests.Inputs;

/// <summary>The marks that tests put around what is reported.</summary>
internal static partial class Markup
{
    public static string Removed(string text) => Mark().Replace(text, "");

    [GeneratedRegex(@"\{\|[#\w]+:|\|\}|\[\||\|\]")]
    private static partial Regex Mark();
}
