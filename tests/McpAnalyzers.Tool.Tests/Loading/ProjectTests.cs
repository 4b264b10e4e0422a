using System.Text.RegularExpressions;
using McpAnalyzers.Tool.Tests.Commands;

namespace McpAnalyzers.Tool.Tests.Loading;

/// <summary>These start the SDK, which takes a second or two each.</summary>
public sealed partial class ProjectTests : IDisposable
{
    private readonly SourceTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public async Task Project_OnlyItsSourcesCount()
    {
        _tree.WithProject("a/A.csproj", items: """<Compile Remove="Left.cs" />""").With("a/Expiry.cs", Sources.Expiry).With("a/Left.cs", Sources.Caching).With("Above.cs", Sources.Caching);

        var result = await _tree.RunAsync("scan", "a/A.csproj");

        Assert.Equal(["MCPT1001"], ScanCommandTests.Ids(result));
        Assert.StartsWith("a/Expiry.cs(", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoTargetFrameworks_ReportOnce()
    {
        _tree.WithProject("A.csproj", "<TargetFrameworks>net10.0;net9.0</TargetFrameworks>").With("Expiry.cs", Sources.Expiry);

        Assert.Equal(["MCPT1001"], ScanCommandTests.Ids(await _tree.RunAsync("scan", "A.csproj")));
    }

    [Theory]
    [InlineData("All.slnx")]
    [InlineData("All.sln")]
    [InlineData("Some.slnf")]
    public async Task SolutionWithALinkedFile_ReportsItOnce_AndConstantsOfOtherProjects(string solution)
    {
        _tree.WithProject("shared/Shared.csproj", items: """<InternalsVisibleTo Include="Client" />""")
            .With("shared/Names.cs", "internal static class Names { public const string Session = \"Mcp-Session-Id\"; }\n")
            .WithProject("client/Client.csproj", items: """<ProjectReference Include="../shared/Shared.csproj" /><Compile Include="../Linked.cs" />""")
            .With("client/Expiry.cs", Sources.Expiry.Replace("\"Mcp-Session-Id\"", "Names.Session", StringComparison.Ordinal))
            .WithProject("other/Other.csproj", items: """<Compile Include="../Linked.cs" />""")
            .With("Linked.cs", Sources.Caching)
            .With("All.slnx", """<Solution><Project Path="shared/Shared.csproj" /><Folder Name="/x/"><Project Path="client/Client.csproj" /></Folder><Project Path="other\Other.csproj" /></Solution>""")
            .With("All.sln", """

                Microsoft Visual Studio Solution File, Format Version 12.00
                Project("{9A19103F-16F7-4668-BE54-9A1E7A4F7556}") = "Client", "client\Client.csproj", "{24C07F3D-5C2A-4D0C-A9BD-08F5E8B1FD0C}"
                EndProject
                Project("{9A19103F-16F7-4668-BE54-9A1E7A4F7556}") = "Other", "other\Other.csproj", "{24C07F3D-5C2A-4D0C-A9BD-08F5E8B1FD0D}"
                EndProject

                """)
            .With("Some.slnf", """{ "solution": { "path": "All.sln", "projects": ["client\\Client.csproj", "other\\Other.csproj"] } }""");

        var result = await _tree.RunAsync("scan", solution);

        Assert.Equal(["MCPT1002", "MCPT1001"], ScanCommandTests.Ids(result));
    }

    [Fact]
    public async Task ProjectThatDoesNotLoad_IsSaid_AndItsFolderIsRead()
    {
        _tree.With("a/A.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup>").With("a/Expiry.cs", Sources.Expiry)
            .WithProject("b/B.csproj").With("b/Caching.cs", Sources.Caching)
            .With("All.slnx", """<Solution><Project Path="a/A.csproj" /><Project Path="b/B.csproj" /><Project Path="c/Gone.csproj" /></Solution>""");

        var result = await _tree.RunAsync("scan", "All.slnx");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(["MCPT1001", "MCPT1002"], ScanCommandTests.Ids(result));
        Assert.Contains("mcp-analyzers: error: a/A.csproj could not be loaded (MSB4025", result.Error, StringComparison.Ordinal);
        Assert.Contains("its folder was read as sources instead.\n", result.Error, StringComparison.Ordinal);
        Assert.Contains("mcp-analyzers: error: c/Gone.csproj could not be loaded: it is not there.\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProjectThatDoesNotLoad_BesideAnother_IsReadToo()
    {
        _tree.WithProject("A.csproj").With("B.csproj", "<Project Sdk=\"No.Such.Sdk\" />").With("Expiry.cs", Sources.Expiry);

        var result = await _tree.RunAsync("scan", "B.csproj");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(["MCPT1001"], ScanCommandTests.Ids(result));
    }

    /// <summary>The presets of the package are part of what the compiler is told.</summary>
    [Theory]
    [InlineData("None", 0, 0)]
    [InlineData("Default", 1, 4)]
    [InlineData("All", 0, 5)]
    public async Task AnalysisModeOfAProject_Holds(string mode, int infos, int warnings)
    {
        var targets = Path.Combine(RepositoryFiles.Root, "src", "McpAnalyzers.Package", "buildTransitive", "McpAnalyzers.targets");
        _tree.WithProject("A.csproj", $"<TargetFramework>net10.0</TargetFramework><McpAnalysisMode>{mode}</McpAnalysisMode>")
            .With("Directory.Build.targets", $"""<Project><Import Project="{targets}" /></Project>""")
            .With("Client.cs", Sources.BrokenClient);

        var result = await _tree.RunAsync("scan", "A.csproj");

        int Count(string severity) => result.Out.Split('\n').Count(l => l.Contains($": {severity} MCPT", StringComparison.Ordinal));
        Assert.Equal((infos, warnings), (Count("info"), Count("warning")));
    }

    /// <summary>What a generator would have written is not there, and nothing is said of it.</summary>
    [Fact]
    public async Task CodeThatNeedsASourceGenerator_IsReadAsFarAsItCanBe()
    {
        _tree.WithProject("A.csproj").With("Expiry.cs", Sources.Expiry).With("Words.cs", """
            using System.Text.RegularExpressions;
            public static partial class Words
            {
                [GeneratedRegex("Mcp-Session-Id")]
                public static partial Regex Session();
                public static bool IsIn(string text) => Session().IsMatch(text) && GeneratedElsewhere.Has(text);
            }
            """);

        var result = await _tree.RunAsync("scan", "A.csproj");

        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain(": error", result.Error + result.Out, StringComparison.Ordinal);
        Assert.Equal(["MCPT1001"], ScanCommandTests.Ids(result));
    }

    [Fact]
    public async Task ProjectThatWasNotRestored_IsRead_WithANote()
    {
        _tree.WithProject("A.csproj", "<TargetFramework>netstandard2.0</TargetFramework><LangVersion>latest</LangVersion>", """<PackageReference Include="No.Such.Package" Version="1.0.0" />""")
            .With("Expiry.cs", Sources.Expiry);

        var result = await _tree.RunAsync("scan", "A.csproj");

        Assert.Equal((1, "mcp-analyzers: note: A.csproj was read without its packages: after dotnet restore more can be found.\n"), (result.ExitCode, result.Error));
        Assert.Equal(["MCPT1001"], ScanCommandTests.Ids(result));
    }

    /// <summary>The sample whose lines are marked with what is to be found there.</summary>
    [Fact]
    public async Task Sample_IsReportedAlikeAsFolderAndAsProject()
    {
        var sample = Path.Combine(RepositoryFiles.Root, "docs", "samples", "BrokenClient");

        var folder = await _tree.RunAsync("scan", sample);
        var project = await _tree.RunAsync("scan", Path.Combine(sample, "BrokenClient.csproj"));

        Assert.Equal(Directory.EnumerateFiles(sample, "*.cs").Order(StringComparer.Ordinal).SelectMany(File.ReadAllLines).Select(l => Marker().Match(l)).Where(m => m.Success).Select(m => m.Groups[1].Value), ScanCommandTests.Ids(folder));
        Assert.Equal(folder.Out, project.Out);
    }

    [GeneratedRegex(@"// (MCPT\d{4})\s*$")]
    private static partial Regex Marker();
}
