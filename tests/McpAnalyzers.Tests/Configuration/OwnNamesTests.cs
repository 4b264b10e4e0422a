using McpAnalyzers.Rules;
using McpAnalyzers.Rules.Server;
using McpAnalyzers.Rules.Session;

namespace McpAnalyzers.Tests.Configuration;

/// <summary>The options that take names: what each of them makes the rules see.</summary>
public class OwnNamesTests
{
    /// <summary>What the clients below inherit: code out of their sight.</summary>
    private const string Peer = """
        public abstract class PeerClient
        {
            protected void StartOver() { }

            protected void BeginAgain() { }
        }

        """;

    private const string NotFound = "response.StatusCode == HttpStatusCode.NotFound";
    private const string Reported = "{|MCPT1001:" + NotFound + "|}";

    private static Task Check<TRule>(string source, string? option)
        where TRule : class, IRule, new()
        => VerifyRule<TRule>.Analyzer([source, Peer], test =>
        {
            if (option is not null)
            {
                test.UseEditorConfig($"root = true\n\n[*.cs]\nmcp_analyzers.{option}\n");
            }
        });

    /// <summary>A client that keeps for ever what it gets in a header. No letter of it speaks of MCP.</summary>
    private static string Keeping(string header, bool reported, string onNotFound = "") => $$"""
        using System;
        using System.Linq;
        using System.Net;
        using System.Net.Http;
        using System.Threading.Tasks;

        public sealed class KeepingClient : PeerClient
        {
            private readonly HttpClient _http = new();
            private string? _sessionId;

            public async Task<HttpResponseMessage> PostAsync(Uri endpoint, HttpContent content)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = content };
                if (_sessionId != null)
                {
                    request.Headers.Add("{{header}}", _sessionId);
                }

                var response = await _http.SendAsync(request);
                if (response.StatusCode == HttpStatusCode.NotFound && _sessionId != null)
                {
                    {{onNotFound}}
                }

                if (response.Headers.TryGetValues("{{header}}", out var values))
                {
                    {{(reported ? "{|MCPT1002:_sessionId = values.First()|}" : "_sessionId = values.First()")}};
                }

                return response;
            }
        }

        """;

    /// <summary>A client that does something on a 404, whatever was asked.</summary>
    private static string Reacting(string status, string reaction) => $$"""
        using System;
        using System.Net;
        using System.Net.Http;
        using System.Threading.Tasks;

        public class StaleHandleException : Exception
        {
        }

        public enum Verdict
        {
            Fine,
            OutOfStep,
        }

        public sealed class ReactingClient : PeerClient
        {
            private const string Header = "Mcp-Session-Id";
            private readonly HttpClient _http = new();
            private bool _isStale;

            public event EventHandler? HandleEnded;

            public bool IsStale => _isStale;

            public Verdict Verdict { get; private set; }

            public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
            {
                var response = await _http.SendAsync(request);
                if ({{status}})
                {
                    {{reaction}};
                }

                return response;
            }

            public void End() => HandleEnded?.Invoke(this, EventArgs.Empty);
        }

        """;

    [Theory]
    [InlineData("X-Session-Id", "additional_session_headers = X-Session-Id")]
    [InlineData("x-session-id", "additional_session_headers = X-SESSION-ID")]
    [InlineData("X-Upstream-Session", "additional_session_headers = X-Session-Id,X-Upstream-Session ,")]
    [InlineData("X-Upstream-Session", "additional_session_headers = not a name, X-Upstream-Session")]
    public Task OwnHeader_CountsAsSessionId(string header, string option) => Check<CachedSessionIdNeverReset>(Keeping(header, reported: true), option);

    [Theory]
    [InlineData(null)]
    [InlineData("additional_session_headers =")]
    [InlineData("additional_session_headers = X-Session")]
    [InlineData("additional_session_headers = X-Session-Id-2")]
    public Task OtherHeader_IsNotLookedAt(string? option) => Check<CachedSessionIdNeverReset>(Keeping("X-Session-Id", reported: false), option);

    [Fact]
    public Task HeaderOfProtocol_StillCounts() => Check<CachedSessionIdNeverReset>(Keeping("Mcp-Session-Id", reported: true), "additional_session_headers = X-Session-Id");

    [Fact]
    public Task HeaderSetForOneFile_CountsForTheProject() => VerifyRule<CachedSessionIdNeverReset>.Analyzer(
        [Keeping("X-Session-Id", reported: true), Peer],
        test => test.UseEditorConfig("root = true\n\n[Test1.cs]\nmcp_analyzers.additional_session_headers = X-Session-Id\n"));

    [Fact]
    public Task HeaderOfGlobalConfig_Counts() => VerifyRule<CachedSessionIdNeverReset>.Analyzer(
        [Keeping("X-Session-Id", reported: true), Peer],
        test => test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", "is_global = true\nmcp_analyzers.additional_session_headers = X-Session-Id\n")));

    [Theory]
    [InlineData("X-Session-Id", "{|MCPT4001:Results.BadRequest()|}")]
    [InlineData("X-Other-Id", "Results.BadRequest()")]
    public Task OwnHeader_CountsInServers(string header, string answer) => VerifyRule<UnknownSessionStatus>.Analyzer(
        [ServerCode.Post($$"""var id = context.Request.Headers["{{header}}"].ToString(); if (!Sessions.ContainsKey(id)) { return {{answer}}; }""")],
        static test =>
        {
            test.ReferenceAssemblies = ServerCode.References;
            test.UseEditorConfig("root = true\n\n[*.cs]\nmcp_analyzers.additional_session_headers = X-Session-Id\n");
        });

    [Theory]
    [InlineData("session_reset_methods = StartOver", false)]
    [InlineData("session_reset_methods = Other, StartOver", false)]
    [InlineData("session_reset_methods = BeginAgain", true)]
    [InlineData("session_reset_methods = startover", true)]
    [InlineData("expiry_reaction_names = StartOver", true)]
    [InlineData(null, true)]
    public Task NamedMethod_ResetsTheStore(string? option, bool reported)
        => Check<CachedSessionIdNeverReset>(Keeping("Mcp-Session-Id", reported, "StartOver();"), option);

    [Theory]
    [InlineData("session_reset_methods = StartOver", true)]
    [InlineData("session_reset_methods = BeginAgain", false)]
    [InlineData(null, false)]
    public Task NamedReset_TakesTheStatusForTheLossOfTheSession(string? option, bool reported)
        => Check<SessionExpiryIgnoresRequest>(Reacting(reported ? Reported : NotFound, "StartOver()"), option);

    [Fact]
    public Task NamedReset_IsNamedInTheMessage() => VerifyRule<SessionExpiryIgnoresRequest>.Analyzer(
        [Reacting($"{{|#0:{NotFound}|}}", "StartOver()"), Peer],
        test =>
        {
            test.UseEditorConfig("root = true\n\n[*.cs]\nmcp_analyzers.session_reset_methods = StartOver\n");
            test.ExpectedDiagnostics.Add(VerifyRule<SessionExpiryIgnoresRequest>.Diagnostic().WithLocation(0).WithArguments("StartOver()", "was a POST that carried Mcp-Session-Id"));
        });

    /// <summary>Where a named method drops the id on 404, late answers of the old session bring it back.</summary>
    [Theory]
    [InlineData("session_reset_methods = StartOver", "{|MCPT1008:_sessionId = values.First()|}")]
    [InlineData(null, "_sessionId = values.First()")]
    public Task NamedReset_DropsWhatComesBack(string? option, string capture)
        => Check<SessionIdCapturedFromAnyResponse>(Keeping("Mcp-Session-Id", reported: false, "StartOver(); return response;").Replace("_sessionId = values.First()", capture, StringComparison.Ordinal), option);

    [Theory]
    [InlineData("BeginAgain()", "BeginAgain")]
    [InlineData("throw new StaleHandleException()", "StaleHandleException")]
    [InlineData("HandleEnded?.Invoke(this, EventArgs.Empty)", "HandleEnded")]
    [InlineData("_isStale = true", "_isStale")]
    [InlineData("Verdict = Verdict.OutOfStep", "OutOfStep")]
    public async Task NamedReaction_TakesTheStatusForTheLossOfTheSession(string reaction, string name)
    {
        await Check<SessionExpiryIgnoresRequest>(Reacting(Reported, reaction), $"expiry_reaction_names = Other, {name}");
        await Check<SessionExpiryIgnoresRequest>(Reacting(NotFound, reaction), "expiry_reaction_names = Other");
        await Check<SessionExpiryIgnoresRequest>(Reacting(NotFound, reaction), option: null);
    }
}
