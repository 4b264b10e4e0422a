using McpAnalyzers.Tool.Tests.Commands;

namespace McpAnalyzers.Tool.Tests.Loading;

public sealed class FolderTests : IDisposable
{
    private readonly SourceTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Theory]
    [InlineData("bin/Expiry.cs")]
    [InlineData("src/OBJ/Expiry.cs")]
    [InlineData("node_modules/a/Expiry.cs")]
    [InlineData(".hidden/Expiry.cs")]
    public async Task FoldersOfNoSources_AreLeftOut(string file)
    {
        var result = await _tree.With(file, Sources.Expiry).With("A.cs", Sources.Unrelated).RunAsync("scan");

        Assert.Equal("No findings in 1 source file.\n", result.Out);
    }

    [Fact]
    public async Task CachesOfUnity_AreLeftOut_AndItsAssetsAreRead()
    {
        _tree.With("ProjectSettings/ProjectVersion.txt", "m_EditorVersion: 6000.0.1f1\n").With("Library/PackageCache/Expiry.cs", Sources.Expiry).With("Assets/Expiry.cs", Sources.Expiry);

        Assert.Contains("1 warning in 1 file.", (await _tree.RunAsync("scan")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CodeThatDoesNotCompile_IsReadAllTheSame()
    {
        var result = await _tree.With("Expiry.cs", "using UnityEngine;\n" + Sources.Expiry + "class Unfinished : MonoBehaviour { void M( { }\n").RunAsync("scan");

        Assert.Equal(["MCPT1001"], ScanCommandTests.Ids(result));
    }

    [Fact]
    public async Task SourcesUnderNoProject_HaveTheUsualUsings()
        => Assert.Equal(5, ScanCommandTests.Ids(await _tree.With("A.cs", Sources.BrokenClient).RunAsync("scan")).Count);

    [Fact]
    public async Task SingleFile_CanBeScanned()
        => Assert.Equal(1, (await _tree.With("A.cs", Sources.Expiry).With("B.cs", Sources.Caching).RunAsync("scan", "A.cs")).Out.Split('\n').Count(l => l.Contains(": warning ", StringComparison.Ordinal)));

    /// <summary>Each project is read by itself, or equal names of two would be one broken type.</summary>
    [Fact]
    public async Task TwoProjectsWithEqualTypes_AreReportedEach()
    {
        _tree.WithProject("a/A.csproj").With("a/Expiry.cs", Sources.Expiry).WithProject("b/B.csproj").With("b/Expiry.cs", Sources.Expiry);

        var result = await _tree.RunAsync("scan");

        Assert.Equal(["a/Expiry.cs", "b/Expiry.cs"], result.Out.Split('\n').Where(l => l.Contains(": warning ", StringComparison.Ordinal)).Select(l => l.Split('(')[0]));
    }

    [Fact]
    public async Task InternalConstantOfAReferencedProject_IsSeen()
    {
        _tree.WithProject("shared/Shared.csproj")
            .With("shared/Names.cs", "internal static class Names { public const string Session = \"Mcp-Session-Id\"; }\n")
            .WithProject("client/Client.csproj", items: """<ProjectReference Include="..\shared\Shared.csproj" />""")
            .With("client/Expiry.cs", Sources.Expiry.Replace("\"Mcp-Session-Id\"", "Names.Session", StringComparison.Ordinal));

        Assert.Equal(["MCPT1001"], ScanCommandTests.Ids(await _tree.RunAsync("scan")));
    }

    [Fact]
    public async Task ProjectsThatReferenceEachOther_AreRead()
    {
        _tree.WithProject("a/A.csproj", items: """<ProjectReference Include="../b/B.csproj" />""").With("a/Expiry.cs", Sources.Expiry)
            .WithProject("b/B.csproj", items: """<ProjectReference Include="../a/A.csproj" />""").With("b/B.cs", Sources.Unrelated);

        Assert.Equal(1, (await _tree.RunAsync("scan")).ExitCode);
    }

    [Fact]
    public async Task CodeUnderASymbol_IsReadWhenItIsDefined()
    {
        _tree.With("A.cs", "#if UNITY_EDITOR\n" + Sources.Expiry + "#endif\n");

        Assert.Equal(0, (await _tree.RunAsync("scan")).ExitCode);
        Assert.Equal(1, (await _tree.RunAsync("scan", "--define", "OTHER,UNITY_EDITOR")).ExitCode);
    }

    [Theory]
    [InlineData("NET10_0_OR_GREATER")]
    [InlineData("NET8_0_OR_GREATER")]
    [InlineData("DEBUG")]
    [InlineData("OF_PROJECT")]
    public async Task SymbolsOfABuild_AreDefined(string symbol)
    {
        _tree.WithProject("A.csproj", "<DefineConstants>$(DefineConstants);OF_PROJECT</DefineConstants>").With("A.cs", $"#if {symbol}\n" + Sources.Expiry + "#endif\n");

        Assert.Equal(1, (await _tree.RunAsync("scan")).ExitCode);
    }

    [Fact]
    public async Task StatementsAtTheTop_AreRead()
    {
        var result = await _tree.With("Program.cs", """
            var http = new HttpClient();
            var request = new HttpRequestMessage(HttpMethod.Post, "https://server.example/mcp");
            request.Headers.Add("Mcp-Session-Id", "a");
            request.Headers.Add("MCP-Protocol-Version", "2025-06-19");
            await http.SendAsync(request);
            """).RunAsync("scan", "--rules", "MCPT3004");

        Assert.Equal(["MCPT3004"], ScanCommandTests.Ids(result));
    }
}
