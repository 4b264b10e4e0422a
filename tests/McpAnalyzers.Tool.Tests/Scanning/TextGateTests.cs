using McpAnalyzers.Tool.Scanning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.Tool.Tests.Scanning;

public sealed class TextGateTests : IDisposable
{
    private readonly AdhocWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("class A { }", "", false)]
    [InlineData("class A { const string Header = \"mcp-Session-ID\"; }", "", true)]
    [InlineData("class McpClient { }", "", true)]
    [InlineData("class A { }", "[*.cs]\nmcp_analyzers.additional_session_headers = X-Session", true)]
    [InlineData("class A { }", "[*.cs]\nmcp_analyzers.analyze_test_projects = true", false)]
    public async Task Texts_AreAskedForMcp_AndForHeadersOfTheUsersOwn(string code, string config, bool expected)
    {
        var project = Project("A", code);
        var configured = project.AddAnalyzerConfigDocument(".editorconfig", SourceText.From(config), filePath: "/.editorconfig").Project;

        Assert.Equal(expected, await TextGate.MayMatterAsync(configured, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("McpTransport", true)]
    [InlineData("ModelContextProtocol.Core", true)]
    [InlineData("Shared", false)]
    public async Task ProjectOfTheSdk_MattersWithoutTheLetters(string referenced, bool expected)
    {
        var other = Project(referenced, "class B { }");
        var project = other.Solution.AddProject("A", "A", LanguageNames.CSharp).AddDocument("A.cs", "class A { }").Project.AddProjectReference(new(other.Id));

        Assert.Equal(expected, await TextGate.MayMatterAsync(project, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AssemblyOfTheSdk_MattersWithoutTheLetters()
    {
        var project = Project("A", "class A { }");
        var reference = MetadataReference.CreateFromImage(
            await File.ReadAllBytesAsync(typeof(TextGateTests).Assembly.Location, TestContext.Current.CancellationToken),
            filePath: "/packages/ModelContextProtocol.Core.dll");

        Assert.True(await TextGate.MayMatterAsync(project.AddMetadataReference(reference), TestContext.Current.CancellationToken));
    }

    private Project Project(string name, string code)
        => _workspace.CurrentSolution.AddProject(name, name, LanguageNames.CSharp).AddDocument(name + ".cs", code).Project;
}
