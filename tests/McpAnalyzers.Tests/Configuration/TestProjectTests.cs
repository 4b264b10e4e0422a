using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Server.PredictableSessionId>;

namespace McpAnalyzers.Tests.Configuration;

public class TestProjectTests
{
    private static string Server(bool reported) => $$"""
        using System.Net.Http;

        public sealed class FakeServer
        {
            private int _last;

            public void Initialize(HttpResponseMessage response) => response.Headers.Add("Mcp-Session-Id", {{(reported ? "{|MCPT4004:(++_last).ToString()|}" : "(++_last).ToString()")}});
        }
        """;

    private static Task Analyze(string? framework, bool reported, string? option = null) => Verify.Analyzer([Server(reported)], test =>
    {
        if (framework is not null)
        {
            test.TestState.AdditionalReferences.Add(EmptyAssembly(framework));
        }

        if (option is not null)
        {
            test.UseEditorConfig($"root = true\n[*.cs]\nmcp_analyzers.analyze_test_projects = {option}\n");
        }
    });

    private static PortableExecutableReference EmptyAssembly(string name)
    {
        using var stream = new MemoryStream();
        var emitted = CSharpCompilation.Create(name, references: [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)], options: new(OutputKind.DynamicallyLinkedLibrary)).Emit(stream, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(emitted.Success);
        return MetadataReference.CreateFromImage(stream.ToArray());
    }

    public static TheoryData<string> Frameworks =>
    [
        "xunit.core", "xunit.assert", "xunit.v3.core", "nunit.framework", "MSTest.TestFramework", "Microsoft.VisualStudio.TestPlatform.TestFramework", "TUnit.Core",
    ];

    [Theory]
    [MemberData(nameof(Frameworks))]
    public Task ServersOfTestProjects_AreNotLookedAt(string framework) => Analyze(framework, reported: false);

    [Theory]
    [MemberData(nameof(Frameworks))]
    public Task Option_MakesThemCount(string framework) => Analyze(framework, reported: true, option: "true");

    [Theory]
    [InlineData("false")]
    [InlineData("yes")]
    public Task OptionThatIsNotTrue_ChangesNothing(string option) => Analyze("xunit.v3.core", reported: false, option);

    [Theory]
    [InlineData(null)]
    [InlineData("NUnit.Extensions")]
    [InlineData("Xunitarian")]
    public Task OtherProjects_AreLookedAt(string? reference) => Analyze(reference, reported: true);
}
