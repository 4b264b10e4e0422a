using System.Text.Json;
using System.Text.RegularExpressions;

namespace McpAnalyzers.PackageTests;

/// <summary>The pipelines of docs/ci.md do what they are for, as far as a shell can tell; that of the repository itself names what there is.</summary>
[Collection(PackedPackageTests.Name)]
public sealed partial class PipelineTests(PackedPackage package, PackedTool tool)
{
    private const string Log = "mcp.sarif";

    [Fact]
    public async Task PipelinesOfTheDocumentation_FailOnMistakesAndWriteALog()
    {
        var folder = await WithClient(ClientSource.ListeningStreamRequired);

        foreach (var script in DocumentedScripts())
        {
            var run = await tool.CommandLine.RunScript(folder.Path, script);

            Assert.True(run.ExitCode == 1, $"A mistake is to fail the step.\n{run}");
            Assert.Contains("MCPT2001", run.Output, StringComparison.Ordinal);
            if (script.Contains(Log, StringComparison.Ordinal))
            {
                using var log = JsonDocument.Parse(folder.Read(Log));
                Assert.Equal("MCPT2001", Assert.Single(log.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()).GetProperty("ruleId").GetString());
                File.Delete(Path.Combine(folder.Path, Log));
            }
        }
    }

    [Fact]
    public async Task PipelinesOfTheDocumentation_PassWithoutMistakes()
    {
        var right = ClientSource.ListeningStreamRequired.Replace(
            "response.EnsureSuccessStatusCode(); // MCPT2001",
            "if (!response.IsSuccessStatusCode) { return; }",
            StringComparison.Ordinal);
        var folder = await WithClient(right);

        foreach (var script in DocumentedScripts())
        {
            var run = await tool.CommandLine.RunScript(folder.Path, script);

            Assert.True(run.ExitCode == 0, run.ToString());
        }
    }

    [Fact]
    public async Task OwnPipeline_RunsWhatThereIs()
    {
        var root = RepositoryFiles.Root;
        var steps = Pipelines.StepsOf(await File.ReadAllTextAsync(Path.Combine(root, ".github", "workflows", "ci.yml"), TestContext.Current.CancellationToken));
        var scripts = steps.Select(s => s.Script).OfType<string>().ToList();

        Assert.All(steps, step => Assert.True(step.Script is null != step.Provided is null, $"{step} is neither a script nor an action, or it is both."));
        Assert.Contains(".ci/run", scripts);
        foreach (var script in scripts)
        {
            var parsed = await tool.CommandLine.RunScript(root, $"bash -n <<'EOF'\n{script}\nEOF");
            Assert.True(parsed.ExitCode == 0, parsed.ToString());
        }

        // Every package is packed.
        Assert.Equal(
            Directory.EnumerateFiles(Path.Combine(root, "src"), "*.csproj", SearchOption.AllDirectories)
                .Where(p => File.ReadAllText(p).Contains("<IsPackable>true</IsPackable>", StringComparison.Ordinal))
                .Select(p => "src/" + Path.GetFileNameWithoutExtension(p)).Order(StringComparer.Ordinal),
            scripts.SelectMany(s => PackedProject().Matches(s)).Select(m => m.Groups["project"].Value).Order(StringComparer.Ordinal));
        Assert.All(scripts.SelectMany(s => SourcePath().Matches(s)), path => Assert.True(Directory.Exists(Path.Combine(root, path.Value)), $"There is no {path.Value}."));
    }

    /// <summary>Of both build servers, each once; what only a server knows is the folder.</summary>
    private static List<string> DocumentedScripts()
    {
        var pipelines = Pipelines.On("docs/ci.md");
        Assert.Equal(2, pipelines.Count);
        Assert.All(pipelines, steps => Assert.Equal(2, steps.Count(s => s.Script is not null)));
        return [.. pipelines.SelectMany(steps => steps).Select(s => s.Script?.Replace("$(Build.ArtifactStagingDirectory)", ".", StringComparison.Ordinal)).OfType<string>().Distinct()];
    }

    private async Task<ConsumerFolder> WithClient(string source)
    {
        await tool.Ready();
        return package.NewFolder().WithProject("Client").WithFile("Client/Client.cs", source).WithFile("nuget.config", $"""
            <configuration>
              <packageSources>
                <add key="tool" value="{tool.Feed}" />
              </packageSources>
              <packageSourceMapping>
                <packageSource key="tool">
                  <package pattern="McpAnalyzers.Tool" />
                </packageSource>
              </packageSourceMapping>
            </configuration>
            """).WithFile("Client.slnx", """<Solution><Project Path="Client/Client.csproj" /></Solution>""");
    }

    [GeneratedRegex(@"dotnet pack (?<project>\S+)")]
    private static partial Regex PackedProject();

    [GeneratedRegex(@"\bsrc/\S+")]
    private static partial Regex SourcePath();
}
