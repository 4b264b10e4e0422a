using McpAnalyzers.Documentation;

namespace McpAnalyzers.Tests.Documentation;

/// <summary>Holds pages and descriptors together: neither says what the other does not.</summary>
public class RulePageTests
{
    private static readonly Dictionary<string, Rule> Rules = Catalogue.Read(RepositoryFiles.Root).ToDictionary(r => r.Id);

    public static TheoryData<string> Ids => [.. Rules.Keys.Order(StringComparer.Ordinal)];

    [Fact]
    public void EveryDescriptor_IsReportedUnderTheIdOfItsName()
    {
        Assert.All(Rules.Values, rule => Assert.Same(rule.Descriptor, typeof(Descriptors).GetField($"{rule.Id}_{rule.Name}")?.GetValue(null)));
        Assert.Equal(Rules.Keys.Order(), new McpTransportAnalyzer().SupportedDiagnostics.Select(d => d.Id).Order());
    }

    [Fact]
    public void EveryDescriptor_HasItsPage_AndEveryPageItsDescriptor()
        => Assert.Equal(
            Rules.Keys.Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(RulePage.Folder, "MCPT*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_SaysWhatTheDescriptorSays(string id)
    {
        var (rule, page) = (Rules[id], RulePage.Of(id));

        Assert.Equal($"# {id}: {rule.Descriptor.Title}", page.Title);
        Assert.Equal(
            (id, rule.Name, rule.Descriptor.Category, rule.Descriptor.DefaultSeverity.ToString(), "yes"),
            (page.Value("Id"), page.Value("Name"), page.Value("Category"), page.Value("Severity"), page.Value("Enabled")));
        Assert.Equal(rule.HasFix, page.Value("Fix") is not "none");
        Assert.Matches(@"^\d+\.\d+\.\d+$", page.Value("Since"));
        Assert.Equal($"https://github.com/McpAnalyzers/McpAnalyzers/blob/main/docs/rules/{id}.md", rule.Descriptor.HelpLinkUri);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_HasItsSectionsInOrder_AndNoneIsEmpty(string id)
    {
        var page = RulePage.Of(id);

        Assert.True(
            page.Sections.All(section => page.Section(section).Length > section.Length + 40),
            $"docs/rules/{id}.md says next to nothing under {string.Join(", ", page.Sections.Where(section => page.Section(section).Length <= section.Length + 40).Select(s => $"'{s}'"))}.");
        Assert.Equal(
            ["Why", "Specification", "Wrong", "Right", Rules[id].HasFix ? "How the fix works" : "Why there is no fix", "When to suppress", "Configuration"],
            page.Sections);
        Assert.Contains($".{id}.", page.Section("Configuration"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task WrongExample_IsReportedByTheRuleAlone(string id)
    {
        var page = RulePage.Of(id);
        var examples = page.Examples("Wrong").ToList();

        Assert.True(examples.Count > 0, $"docs/rules/{id}.md has no block of csharp under 'Wrong'.");
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
        var examples = RulePage.Of(id).Examples("Right").ToList();

        Assert.True(examples.Count > 0, $"docs/rules/{id}.md has no block of csharp under 'Right'.");
        foreach (var (code, editorConfig) in examples)
        {
            Assert.Empty(await SourceAnalysis.DiagnosticsOf([("/Example.cs", code)], editorConfig: editorConfig));
        }
    }
}
