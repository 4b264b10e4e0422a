using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace McpAnalyzers.Tests.Documentation;

/// <summary>Holds pages and descriptors together: neither says what the other does not.</summary>
public class RulePageTests
{
    private static readonly Dictionary<string, (string Name, DiagnosticDescriptor Descriptor)> Catalogue = typeof(Descriptors)
        .GetFields(BindingFlags.Static | BindingFlags.Public)
        .Where(f => f.FieldType == typeof(DiagnosticDescriptor))
        .Select(f => (Parts: f.Name.Split('_'), Descriptor: (DiagnosticDescriptor)f.GetValue(null)!))
        .ToDictionary(f => f.Parts[0], f => (f.Parts[1], f.Descriptor));

    private static readonly HashSet<string> Fixed =
    [
        .. Assembly.Load("McpAnalyzers.CodeFixes").GetTypes()
            .Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(CodeFixProvider)))
            .SelectMany(t => ((CodeFixProvider)Activator.CreateInstance(t)!).FixableDiagnosticIds),
    ];

    public static TheoryData<string> Ids => [.. Catalogue.Keys.Order(StringComparer.Ordinal)];

    [Fact]
    public void EveryDescriptor_IsReportedUnderTheIdOfItsName()
    {
        Assert.All(Catalogue, entry => Assert.Equal(entry.Key, entry.Value.Descriptor.Id));
        Assert.Equal(Catalogue.Keys.Order(), new McpTransportAnalyzer().SupportedDiagnostics.Select(d => d.Id).Order());
    }

    [Fact]
    public void EveryDescriptor_HasItsPage_AndEveryPageItsDescriptor()
        => Assert.Equal(
            Catalogue.Keys.Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(RulePage.Folder, "*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_SaysWhatTheDescriptorSays(string id)
    {
        var (name, descriptor) = Catalogue[id];
        var page = RulePage.Of(id);

        Assert.Equal($"# {id}: {descriptor.Title}", page.Title);
        Assert.Equal(id, page.Value("Id"));
        Assert.Equal(name, page.Value("Name"));
        Assert.Equal(descriptor.Category, page.Value("Category"));
        Assert.Equal(descriptor.DefaultSeverity.ToString(), page.Value("Severity"));
        Assert.Equal($"https://github.com/McpAnalyzers/McpAnalyzers/blob/main/docs/rules/{id}.md", descriptor.HelpLinkUri);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_HasItsSectionsInOrder(string id)
    {
        var isAboutProtocol = id[4] != '0';
        string[] expected =
        [
            "Why",
            .. isAboutProtocol ? ["Specification"] : Array.Empty<string>(),
            "Wrong",
            "Right",
            .. Fixed.Contains(id) ? ["How the fix works"] : Array.Empty<string>(),
            "When to suppress",
            "Configuration",
        ];

        Assert.Equal(expected, RulePage.Of(id).Sections);
        Assert.Equal(Fixed.Contains(id), RulePage.Of(id).Value("Fix") is not "none");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Lists_SayWhatTheDescriptorSays(string id)
    {
        var descriptor = Catalogue[id].Descriptor;
        var values = $"| {descriptor.Category} | {descriptor.DefaultSeverity} |";

        Assert.Contains($"| [{id}](docs/rules/{id}.md) {values}", File.ReadAllText(Path.Combine(RepositoryFiles.Root, "README.md")), StringComparison.Ordinal);
        Assert.Contains($"| [{id}](rules/{id}.md) {values}", File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs", "README.md")), StringComparison.Ordinal);
        Assert.Contains(
            $"| [{id}](https://github.com/McpAnalyzers/McpAnalyzers/blob/main/docs/rules/{id}.md) |",
            File.ReadAllText(Path.Combine(RepositoryFiles.Root, "src", "McpAnalyzers.Package", "README.md")),
            StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task WrongExample_IsReportedByTheRuleAlone(string id)
    {
        var page = RulePage.Of(id);
        var examples = Examples(page, "Wrong").ToList();

        Assert.NotEmpty(examples);
        foreach (var (code, editorConfig) in examples)
        {
            var found = await SourceAnalysis.DiagnosticsOf([("/Example.cs", code)], editorConfig: editorConfig);
            Assert.Equal([id], found.Select(d => d.Id));
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task RightExample_IsSilent(string id)
    {
        var examples = Examples(RulePage.Of(id), "Right").ToList();

        Assert.NotEmpty(examples);
        foreach (var (code, editorConfig) in examples)
        {
            Assert.Empty(await SourceAnalysis.DiagnosticsOf([("/Example.cs", code)], editorConfig: editorConfig));
        }
    }

    /// <summary>A block of C# is a whole file or members of a client class; a block of configuration goes with code that has no mistake.</summary>
    private static IEnumerable<(string Code, string EditorConfig)> Examples(RulePage page, string section)
        => page.Blocks(section, "csharp").Select(code => (AsFile(code), ""))
            .Concat(page.Blocks(section, "ini").Select(text => (AsFile("private const string SessionIdHeader = \"Mcp-Session-Id\";"), text)));

    private static string AsFile(string code)
        => code.Contains("\nnamespace ", StringComparison.Ordinal) || code.StartsWith("using ", StringComparison.Ordinal) || DeclaresTopLevelType(code)
            ? ClientCode.File(code)
            : ClientCode.OfPage(code);

    private static bool DeclaresTopLevelType(string code)
        => code.StartsWith("public sealed class ", StringComparison.Ordinal) || code.StartsWith("internal sealed class ", StringComparison.Ordinal);
}
