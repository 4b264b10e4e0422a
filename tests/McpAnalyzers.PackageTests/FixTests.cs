using System.Reflection;

namespace McpAnalyzers.PackageTests;

/// <summary>Every fix, applied as those do who have no editor at hand.</summary>
[Collection(PackedPackageTests.Name)]
public class FixTests(PackedPackage package)
{
    private const string Solution = "Mistakes.slnx";

    private static readonly string Mistakes = Path.Combine(RepositoryFiles.Root, "tests", "McpAnalyzers.PackageTests", "Mistakes");

    /// <summary>
    /// The folder Mistakes has a file for every rule with a fix: it is named after the rule, and breaks it once. A test beside the fixes
    /// tells of rules that have none. Each file becomes a project of its own, because <c>dotnet format</c> mends one rule in a project at
    /// a time: so few runs do for all of them. What a project needs besides, such as references, is in a .targets file of the same name.
    /// </summary>
    [Fact]
    public async Task FormatAnalyzers_MendsTheMistakeOfEveryRule_AndThenFindsNothingToDo()
    {
        var sources = Directory.EnumerateFiles(Mistakes, "*.cs").ToDictionary(path => Path.GetFileNameWithoutExtension(path), File.ReadAllText);
        var rules = sources.Keys.Order(StringComparer.Ordinal).ToList();
        var folder = package.NewFolder();
        foreach (var rule in rules)
        {
            folder.WithProject(rule).WithFile(InProject(rule), sources[rule]);
            if (Path.Combine(Mistakes, rule + ".targets") is var targets && File.Exists(targets))
            {
                folder.WithFile($"{rule}/Directory.Build.targets", await File.ReadAllTextAsync(targets, TestContext.Current.CancellationToken));
            }
        }

        // A build speaks of rules that are suggestions by default as well.
        folder.WithFile(".editorconfig", string.Join('\n', ["root = true", "[*.cs]", .. rules.Select(r => $"dotnet_diagnostic.{r}.severity = warning"), ""]));
        folder.WithFile("Directory.Build.props", $"""
            <Project>
              <PropertyGroup>
                <EnableNETAnalyzers>false</EnableNETAnalyzers>
                <ModelContextProtocolVersion>{PackageVersions.Of("ModelContextProtocol.Core")}</ModelContextProtocolVersion>
                <McpTransportAssembly>{McpTransportAssembly}</McpTransportAssembly>
              </PropertyGroup>
            </Project>
            """);
        folder.WithFile(Solution, $"<Solution>{string.Concat(rules.Select(r => $"""<Project Path="{r}/{r}.csproj" />"""))}</Solution>");
        string[] format = ["format", "analyzers", Solution, "--no-restore", "--severity", "warn", "--diagnostics", .. rules];
        List<string> OnDisk() => [.. rules.Select(r => folder.Read(InProject(r)))];

        var before = await folder.Succeed("build", Solution);
        var mended = OnDisk();
        for (var unmended = rules.Count; unmended > 0;)
        {
            // One run may leave some projects as they are: each has to bring the end nearer.
            await folder.Succeed(format);
            mended = OnDisk();
            var left = rules.Zip(mended).Count(pair => sources[pair.First] == pair.Second);
            Assert.True(left < unmended, $"dotnet format mends nothing more, and {left} rules are left.");
            unmended = left;
        }

        // Not incremental: what was built before says nothing again.
        var after = await folder.Succeed("build", Solution, "--no-restore", "--no-incremental", "-warnaserror");
        await folder.Succeed(format);

        Assert.Equal(rules.SelectMany(r => BuildMessages.Marked(r + ".cs", sources[r])), BuildMessages.Of(before));
        Assert.All(rules.Zip(mended), pair => Assert.NotEqual(sources[pair.First], pair.Second));
        Assert.Empty(BuildMessages.Of(after));
        Assert.Equal(mended, OnDisk());
        await folder.Succeed("format", "whitespace", ".", "--folder", "--verify-no-changes");
    }

    private static string McpTransportAssembly => typeof(FixTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "McpTransport").Value!;

    private static string InProject(string rule) => $"{rule}/{rule}.cs";
}
