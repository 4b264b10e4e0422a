using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;
using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Server.PredictableSessionId>;
using VerifyAll = McpAnalyzers.Tests.Verify<McpAnalyzers.McpTransportAnalyzer>;

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

    /// <summary>A test of a server, that asks as no client should: what it reads of the answer it asserts by that.</summary>
    private static string Asking(bool reported)
    {
        var code = """
            using System.Linq;
            using System.Net.Http;
            using System.Threading.Tasks;

            public sealed class ServerTests
            {
                private readonly HttpClient _http = new();

                public async Task<string> Answers()
                {
                    using var request = {|MCPT3001:new HttpRequestMessage(HttpMethod.Post, "http://localhost/mcp") { Content = new StringContent("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}") }|};
                    {|MCPT3003:request.Headers.Add("Mcp-Session-Id", "no such session")|};
                    using var response = await _http.SendAsync(request);
                    return {|MCPT1006:response.Headers.GetValues("Mcp-Session-Id")|}.First();
                }
            }
            """;
        return reported ? code : Regex.Replace(code, @"\{\|MCPT\d+:|\|\}", "");
    }

    private static Task AnalyzeTest(string? framework, bool reported, string? option = null) => VerifyAll.Analyzer([Asking(reported)], Setup(framework, option));

    private static Task Analyze(string? framework, bool reported, string? option = null) => Verify.Analyzer([Server(reported)], Setup(framework, option));

    private static Action<AnalyzerTest<DefaultVerifier>> Setup(string? framework, string? option) => test =>
    {
        if (framework is not null)
        {
            test.TestState.AdditionalReferences.Add(EmptyAssembly(framework));
        }

        if (option is not null)
        {
            test.UseEditorConfig($"root = true\n[*.cs]\nmcp_analyzers.analyze_test_projects = {option}\n");
        }
    };

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
    public Task RequestsOfTests_AreNotLookedAt(string framework) => AnalyzeTest(framework, reported: false);

    [Theory]
    [InlineData(null, null)]
    [InlineData("xunit.v3.core", "true")]
    public Task RequestsOfOthers_AreLookedAt(string? framework, string? option) => AnalyzeTest(framework, reported: true, option);

    [Theory]
    [MemberData(nameof(Frameworks))]
    public Task SessionsOfTests_AreLookedAt(string framework) => VerifyAll.Analyzer(
        [ClientCode.WithSession("""
            public async Task CallAsync(HttpRequestMessage request)
            {
                if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
                using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                if ({|MCPT1001:response.StatusCode == HttpStatusCode.NotFound|}) _sessionId = null;
            }
            """)], Setup(framework, option: null));

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
