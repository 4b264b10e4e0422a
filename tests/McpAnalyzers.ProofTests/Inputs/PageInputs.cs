using McpAnalyzers.Tests;
using McpAnalyzers.Tests.Documentation;

namespace McpAnalyzers.ProofTests.Inputs;

/// <summary>The examples of docs/rules.</summary>
internal static class PageInputs
{
    public static IReadOnlyList<Input> All => [.. Directory.EnumerateFiles(RulePage.Folder, "MCPT*.md").Order(StringComparer.Ordinal).SelectMany(OfPage)];

    private static readonly string[] Sections = ["Wrong", "Right"];

    private static IEnumerable<Input> OfPage(string path)
    {
        var id = Path.GetFileNameWithoutExtension(path);
        var page = RulePage.Of(id);
        return from section in Sections
               from block in page.Blocks(section, "csharp").Select((code, index) => (Code: code, Number: index + 1))
               select new Input($"{id} {section} {block.Number}", [new("/Page.cs", Wrapped(block.Code))], HasImplicitUsings: true);
    }

    // As the test of the pages does: an example is a file, or the members of a client.
    private static string Wrapped(string code)
        => code.StartsWith("using ", StringComparison.Ordinal) || code.Contains("class ", StringComparison.Ordinal) ? code : ClientCode.OfPage(code);
}
