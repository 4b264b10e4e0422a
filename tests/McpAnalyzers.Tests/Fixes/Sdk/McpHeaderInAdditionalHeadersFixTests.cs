using System.Diagnostics.CodeAnalysis;
using McpAnalyzers.CodeFixes.Sdk;
using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Sdk.McpHeaderInAdditionalHeaders, McpAnalyzers.CodeFixes.Sdk.McpHeaderInAdditionalHeadersFix>;

namespace McpAnalyzers.Tests.Fixes.Sdk;

public class McpHeaderInAdditionalHeadersFixTests
{
    private static Task Fix([StringSyntax("C#-test")] string source, [StringSyntax("C#-test")] string fixedSource, string? key = null, string? fixedAtOnce = null) =>
        Verify.CodeFix([Factory(source)], [Factory(fixedSource)], test =>
        {
            test.UseSdk();
            if (fixedAtOnce is not null)
            {
                test.BatchFixedState.Sources.Add(Factory(fixedAtOnce));
            }

            test.CodeActionEquivalenceKey = key ?? McpHeaderInAdditionalHeadersFix.Remove;
        });

    private static string Factory(string members) => ClientCode.File($$"""
        using ModelContextProtocol.Client;

        public sealed class Factory
        {
        {{members}}
        }
        """);

    [Fact]
    public Task EntriesOnLinesOfTheirOwn_GoWithThem() => Fix(
        """
            public HttpClientTransportOptions Create(Uri endpoint, string id, string token) => new()
            {
                Endpoint = endpoint,
                AdditionalHeaders = new Dictionary<string, string>
                {
                    {|MCPT5001:["Accept"] = "application/json"|}, // both
                    ["Authorization"] = token,
                    {|MCPT5001:["Mcp-Session-Id"] = id|},
                    {|MCPT5001:["MCP-Protocol-Version"] = "2025-06-18"|}
                },
            };
        """,
        """
            public HttpClientTransportOptions Create(Uri endpoint, string id, string token) => new()
            {
                Endpoint = endpoint,
                AdditionalHeaders = new Dictionary<string, string>
                {
                    ["Authorization"] = token
                },
            };
        """,
        fixedAtOnce: """
            public HttpClientTransportOptions Create(Uri endpoint, string id, string token) => new()
            {
                Endpoint = endpoint,
                AdditionalHeaders = new Dictionary<string, string>
                {
                    ["Authorization"] = token,
                },
            };
        """);

    [Fact]
    public Task LastEntry_TakesTheCommaBeforeIt() => Fix(
        """
            public HttpClientTransportOptions Create(Uri endpoint, string id, string token) => new()
            {
                AdditionalHeaders = new Dictionary<string, string>
                {
                    ["Authorization"] = token,
                    {|MCPT5001:["Mcp-Session-Id"] = id|}
                },
                Endpoint = endpoint
            };
        """,
        """
            public HttpClientTransportOptions Create(Uri endpoint, string id, string token) => new()
            {
                AdditionalHeaders = new Dictionary<string, string>
                {
                    ["Authorization"] = token
                },
                Endpoint = endpoint
            };
        """);

    [Fact]
    public Task OnlyEntry_TakesTheOptionWithIt() => Fix(
        """
            public HttpClientTransportOptions Create(Uri endpoint, string id) => new()
            {
                Endpoint = endpoint,
                AdditionalHeaders = new Dictionary<string, string> { {|MCPT5001:["Mcp-Session-Id"] = id|} },
                Name = "tools",
            };
        """,
        """
            public HttpClientTransportOptions Create(Uri endpoint, string id) => new()
            {
                Endpoint = endpoint,
                Name = "tools",
            };
        """);

    [Fact]
    public Task OnlyEntryOfALocal_LeavesTheDictionary() => Fix(
        """
            public HttpClientTransportOptions Create(Uri endpoint, string id, string token)
            {
                var headers = new Dictionary<string, string> { {|MCPT5001:["Mcp-Session-Id"] = id|} };
                headers["Authorization"] = token;
                return new() { Endpoint = endpoint, AdditionalHeaders = headers };
            }
        """,
        """
            public HttpClientTransportOptions Create(Uri endpoint, string id, string token)
            {
                var headers = new Dictionary<string, string>();
                headers["Authorization"] = token;
                return new() { Endpoint = endpoint, AdditionalHeaders = headers };
            }
        """);

    [Fact]
    public Task EntriesInOneLine_AreTakenOut() => Fix(
        """
            public HttpClientTransportOptions Create(Uri endpoint, string id, string token)
                => new() { Endpoint = endpoint, AdditionalHeaders = new Dictionary<string, string> { { "Authorization", token }, {|MCPT5001:{ "Mcp-Session-Id", id }|} } };
        """,
        """
            public HttpClientTransportOptions Create(Uri endpoint, string id, string token)
                => new() { Endpoint = endpoint, AdditionalHeaders = new Dictionary<string, string> { { "Authorization", token } } };
        """);

    [Fact]
    public Task Statement_GoesWithTheIfAroundIt() => Fix(
        """
            public HttpClientTransportOptions Create(Uri endpoint, string? id, string token)
            {
                var headers = new Dictionary<string, string>();
                {|MCPT5001:headers["Accept"] = "application/json"|};
                headers["Authorization"] = token;

                if (!string.IsNullOrEmpty(id))
                {
                    {|MCPT5001:headers.Add("Mcp-Session-Id", id)|};
                }

                return new() { Endpoint = endpoint, AdditionalHeaders = headers };
            }
        """,
        """
            public HttpClientTransportOptions Create(Uri endpoint, string? id, string token)
            {
                var headers = new Dictionary<string, string>();
                headers["Authorization"] = token;

                return new() { Endpoint = endpoint, AdditionalHeaders = headers };
            }
        """);

    [Fact]
    public Task ConditionThatDoesSomething_Stays() => Fix(
        """
            public HttpClientTransportOptions Create(Uri endpoint, Queue<string> ids)
            {
                var headers = new Dictionary<string, string>();
                if (ids.TryDequeue(out var id))
                {
                    {|MCPT5001:headers["Mcp-Session-Id"] = id|};
                }

                return new() { Endpoint = endpoint, AdditionalHeaders = headers };
            }
        """,
        """
            public HttpClientTransportOptions Create(Uri endpoint, Queue<string> ids)
            {
                var headers = new Dictionary<string, string>();
                if (ids.TryDequeue(out var id))
                {
                }

                return new() { Endpoint = endpoint, AdditionalHeaders = headers };
            }
        """);

    [Fact]
    public Task SessionThatIsResumed_GetsKnownSessionId() => Fix(
        """
            public Task<McpClient> ResumeAsync(Uri endpoint, string id, string token, ResumeClientSessionOptions session) => McpClient.ResumeSessionAsync(
                new HttpClientTransport(new HttpClientTransportOptions
                {
                    Endpoint = endpoint,
                    AdditionalHeaders = new Dictionary<string, string>
                    {
                        ["Authorization"] = token,
                        {|MCPT5001:["Mcp-Session-Id"] = id|},
                    },
                }),
                session);
        """,
        """
            public Task<McpClient> ResumeAsync(Uri endpoint, string id, string token, ResumeClientSessionOptions session) => McpClient.ResumeSessionAsync(
                new HttpClientTransport(new HttpClientTransportOptions
                {
                    Endpoint = endpoint,
                    KnownSessionId = id,
                    AdditionalHeaders = new Dictionary<string, string>
                    {
                        ["Authorization"] = token,
                    },
                }),
                session);
        """,
        McpHeaderInAdditionalHeadersFix.UseKnownSessionId);

    private const string Resume = """
            public Task<McpClient> ResumeAsync(Uri endpoint, string id, ResumeClientSessionOptions session) => McpClient.ResumeSessionAsync(new HttpClientTransport(OptionsFor(endpoint, id)), session);
        """;

    private const string Create = """
            public Task<McpClient> CreateAsync(Uri endpoint, string id) => McpClient.CreateAsync(new HttpClientTransport(OptionsFor(endpoint, id)));
        """;

    private static string OptionsWith(string entry, string members) => $$"""
            private static HttpClientTransportOptions OptionsFor(Uri endpoint, string id) => new()
            {
                Endpoint = endpoint,
                {{entry}},
            };

        {{members}}
        """;

    private static string Reported(string name) => $$"""AdditionalHeaders = new Dictionary<string, string> { {|MCPT5001:["{{name}}"] = id|} }""";

    [Fact]
    public Task SessionThatAnotherMethodResumes_GetsKnownSessionId() => Fix(
        OptionsWith(Reported("Mcp-Session-Id"), Resume), OptionsWith("KnownSessionId = id", Resume), McpHeaderInAdditionalHeadersFix.UseKnownSessionId);

    [Theory]
    [InlineData("Mcp-Session-Id", "")]
    [InlineData("Mcp-Session-Id", Create)]
    [InlineData("Mcp-Session-Id", Create + "\n" + Resume)]
    [InlineData("MCP-Protocol-Version", Resume)]
    public Task HeaderOfNoResumedSession_GetsNoKnownSessionId(string name, string members) => Fix(
        OptionsWith(Reported(name), members), OptionsWith(Reported(name), members), McpHeaderInAdditionalHeadersFix.UseKnownSessionId);

    [Fact]
    public Task DictionaryOfAnotherType_StaysWhereItIsUsed()
    {
        const string Members = """
                public void Fill(HttpClientTransportOptions options, string id)
                {
                    options.AdditionalHeaders = {|MCPT5001:Shared.Headers(id)|};
                }
            }

            internal static class Shared
            {
                public static Dictionary<string, string> Headers(string id) => new() { ["Mcp-Session-Id"] = id };
            """;
        return Fix(Members, Members);
    }

    [Theory]
    [InlineData("new Dictionary<string, string>(StringComparer.Ordinal) { {|MCPT5001:[\"Mcp-Session-Id\"] = id|} }", "new Dictionary<string, string>(StringComparer.Ordinal)")]
    [InlineData("new Dictionary<string, string>(given) { {|MCPT5001:[\"Mcp-Session-Id\"] = id|} }", "new Dictionary<string, string>(given)")]
    public Task OnlyEntryOfADictionaryThatIsGivenMore_LeavesTheDictionary(string headers, string mended) => Fix(
        $"    public HttpClientTransportOptions Create(Uri endpoint, string id, Dictionary<string, string> given) => new() {{ Endpoint = endpoint, AdditionalHeaders = {headers} }};",
        $"    public HttpClientTransportOptions Create(Uri endpoint, string id, Dictionary<string, string> given) => new() {{ Endpoint = endpoint, AdditionalHeaders = {mended} }};");

    private static string ResumeWith(string options) => $$"""
            public Task<McpClient> ResumeAsync(Uri endpoint, string id, string token, ResumeClientSessionOptions session) => McpClient.ResumeSessionAsync(
                new HttpClientTransport(new HttpClientTransportOptions { {{options}} }), session);
        """;

    [Theory]
    [InlineData(
        "Endpoint = endpoint, AdditionalHeaders = new Dictionary<string, string> { [\"Authorization\"] = token, {|MCPT5001:[\"Mcp-Session-Id\"] = id|} }",
        "Endpoint = endpoint, KnownSessionId = id, AdditionalHeaders = new Dictionary<string, string> { [\"Authorization\"] = token }")]
    [InlineData(
        "Endpoint = endpoint, AdditionalHeaders = new Dictionary<string, string> { { \"Authorization\", token }, {|MCPT5001:{ \"Mcp-Session-Id\", id }|} }",
        "Endpoint = endpoint, KnownSessionId = id, AdditionalHeaders = new Dictionary<string, string> { { \"Authorization\", token } }")]
    [InlineData(
        "Endpoint = endpoint, KnownSessionId = id, AdditionalHeaders = new Dictionary<string, string> { {|MCPT5001:[\"Mcp-Session-Id\"] = id|} }",
        "Endpoint = endpoint, KnownSessionId = id, AdditionalHeaders = new Dictionary<string, string> { {|MCPT5001:[\"Mcp-Session-Id\"] = id|} }")]
    public Task OptionsOnOneLine_GetKnownSessionIdOnIt(string options, string mended) => Fix(ResumeWith(options), ResumeWith(mended), McpHeaderInAdditionalHeadersFix.UseKnownSessionId);

    [Fact]
    public Task OnlyEntryInTheLastOption_TakesTheCommaBeforeIt() => Fix(
        """
            public HttpClientTransportOptions Create(Uri endpoint, string id) => new()
            {
                Endpoint = endpoint,
                AdditionalHeaders = new Dictionary<string, string>() { {|MCPT5001:["Mcp-Session-Id"] = id|} }
            };
        """,
        """
            public HttpClientTransportOptions Create(Uri endpoint, string id) => new()
            {
                Endpoint = endpoint
            };
        """);
}
