using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Verify = McpAnalyzers.Tests.Verify<McpAnalyzers.McpTransportAnalyzer>;

namespace McpAnalyzers.Tests.Rules.Session.SessionExpiryIgnoresRequest;

/// <summary>Code as it is while somebody types: whatever is said of it, the analysis ends and does not throw.</summary>
public class MalformedCodeTests
{
    private static Task Survives(string source) => Verify.Analyzer([source], test =>
    {
        test.CompilerDiagnostics = CompilerDiagnostics.None;
        test.TestBehaviors |= TestBehaviors.SkipGeneratedCodeCheck | TestBehaviors.SkipSuppressionCheck;

        // An analyzer whose rules are all switched off is not run at all: the one about options stays on.
        test.DisabledDiagnostics.AddRange(new McpTransportAnalyzer().SupportedDiagnostics.Select(d => d.Id).Where(id => id != "MCPT0001"));
    });

    [Theory]
    [InlineData("if (response.StatusCode == ) { _sessionId = null; }")]
    [InlineData("if (response. == HttpStatusCode.NotFound) _sessionId = null;")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound _sessionId = null;")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound) _sessionId = ;")]
    [InlineData("if (response.StatusCode is { ) _sessionId = null;")]
    [InlineData("switch (response.StatusCode) { case HttpStatusCode.NotFound when : _sessionId = null; }")]
    [InlineData("_sessionId = response.StatusCode switch { HttpStatusCode.NotFound => , _ => };")]
    [InlineData("_sessionId = response.StatusCode switch { };")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException e) when () { _sessionId = null; }")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (Missing e) when (e.StatusCode == 404) { _sessionId = null; }")]
    [InlineData("try { response.EnsureSuccessStatusCode(); }")]
    [InlineData("goto nowhere; if (response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;")]
    [InlineData("var (a, b) = response; if (a == HttpStatusCode.NotFound) _sessionId = null;")]
    [InlineData("var x = x; if (x == HttpStatusCode.NotFound) _sessionId = null;")]
    [InlineData("HttpStatusCode s = s == HttpStatusCode.NotFound ? s : s; if (s == HttpStatusCode.NotFound) _sessionId = null;")]
    [InlineData("Func<bool> f = () => f(); if (f() && response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;")]
    [InlineData("bool Again() => Again(); if (Again() && response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;")]
    [InlineData("request.Headers.Add(\"Mcp-Session-Id\"); request.Headers.Add(); request.Headers[\"Mcp-Session-Id\"];")]
    [InlineData("if ((response.StatusCode, ) is (HttpStatusCode.NotFound, _)) _sessionId = null;")]
    [InlineData("if (new[] { }.Contains(response.StatusCode)) _sessionId = null;")]
    [InlineData("yield return response; if (response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;")]
    [InlineData("if (response.StatusCode / 0 == 404) _sessionId = null;")]
    public Task HalfTypedStatement_IsSurvived(string statement) => Survives(ExpiryCode.Post(statement));

    [Theory]
    [InlineData("public sealed class Client : Client { const string H = \"Mcp-Session-Id\"; }")]
    [InlineData("public sealed class Client : Missing<Client> { const string H = \"Mcp-Session-Id\"; string SessionId { get; set } void M(HttpResponseMessage r) { if (r.StatusCode == HttpStatusCode.NotFound) SessionId = null; } }")]
    [InlineData("public partial class Client { partial void Drop(); const string H = \"Mcp-Session-Id\"; void M(HttpResponseMessage r) { if (r.StatusCode == HttpStatusCode.NotFound) Drop(); }")]
    [InlineData("const string H = \"Mcp-Session-Id\"; if (response.StatusCode == HttpStatusCode.NotFound) sessionId = null;")]
    [InlineData("class Client { string _s = \"Mcp-Session-Id\" bool IsSessionExpired(HttpResponseMessage r) => }")]
    [InlineData("class A : B { const string H = \"Mcp-Session-Id\"; } class B : A { void M(HttpResponseMessage r) { if (r.StatusCode == HttpStatusCode.NotFound) M(r); } }")]
    [InlineData("class Client { const string H = H + \"Mcp-Session-Id\"; static string S = S; void M(HttpRequestMessage r) { r.Headers.Add(H, S); r.Headers.Add(S, H); } }")]
    [InlineData("class Client { string? Id { get => Id; set => Id = value; } void M(HttpRequestMessage r, HttpResponseMessage p) { r.Headers.Add(\"Mcp-Session-Id\", Id); if (p.StatusCode == HttpStatusCode.NotFound) Id = null; } }")]
    public Task HalfTypedType_IsSurvived(string types) => Survives(ClientCode.File(types));

    [Fact]
    public Task RecursionThroughManyMethods_Ends() => Survives(ClientCode.WithSession(string.Join("\n", Enumerable.Range(0, 40).Select(i => $$"""
        private async Task<HttpResponseMessage> M{{i}}(HttpRequestMessage request, bool flag)
        {
            if (flag) request.Headers.Add("Mcp-Session-Id", _sessionId);
            var a = await M{{(i + 1) % 40}}(request, !flag);
            var b = await M{{(i + 5) % 40}}(request, flag);
            var c = await _http.SendAsync(request);
            if (a.StatusCode == HttpStatusCode.NotFound || b.StatusCode == HttpStatusCode.NotFound) _sessionId = null;
            return flag ? a : c;
        }
        """))));

    [Fact]
    public Task DeepNesting_Ends() => Survives(ExpiryCode.Post(
        string.Concat(Enumerable.Repeat("if (response.StatusCode == HttpStatusCode.NotFound) { ", 150)) + "_sessionId = null;" + new string('}', 150)
        + "var text = \"a\"" + string.Concat(Enumerable.Repeat(" + json", 1000)) + ";"));

    [Fact]
    public Task ManyConditions_End() => Survives(ExpiryCode.Post(
        string.Concat(Enumerable.Range(0, 60).Select(i => $"var f{i} = json.Length > {i}; if (f{i}) Console.WriteLine({i});")) + "if (response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;"));
}
