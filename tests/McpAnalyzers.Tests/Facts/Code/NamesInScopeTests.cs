using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Tests.Facts;

/// <summary>How code at Here() can name things.</summary>
public class NamesInScopeTests
{
    [Theory]
    [InlineData("", "\"Mcp-Session-Id\"")]
    [InlineData("private const string SessionHeader = \"Mcp-Session-Id\";", "SessionHeader")]
    [InlineData("private const string SessionHeader = \"mcp-session-id\";", "SessionHeader")]
    [InlineData("private const string Other = \"Accept\"; private const string SessionHeader = \"Mcp-Session-Id\";", "SessionHeader")]
    [InlineData("private const string Other = \"Accept\";", "\"Mcp-Session-Id\"")]
    [InlineData("private void Send(HttpRequestMessage r) => r.Headers.Add(\"mcp-session-id\", _sessionId);", "\"mcp-session-id\"")]
    [InlineData("private void Send(HttpRequestMessage r) { r.Headers.Add(\"Accept\", \"a\"); r.Headers.Add(\"MCP-Session-Id\", _sessionId); }", "\"MCP-Session-Id\"")]
    [InlineData("private void Send(HttpRequestMessage r) { r.Headers.Remove(\"mcp-session-id\"); r.Headers.Add(\"MCP-Session-Id\", _sessionId); }", "\"mcp-session-id\"")]
    [InlineData("private readonly string _name = \"mcp-session-id\"; private void Send(HttpRequestMessage r) => r.Headers.Add(_name, _sessionId);", "\"mcp-session-id\"")]
    [InlineData("private static class Names { public const string Id = \"Mcp-Session-Id\"; } private void Send(HttpRequestMessage r) => r.Headers.Add(Names.Id, _sessionId);", "Names.Id")]
    [InlineData("private static class Names { public static readonly string Id = \"Mcp-Session-Id\"; } private void Send(HttpRequestMessage r) => r.Headers.Add(Names.Id, _sessionId);", "Names.Id")]
    [InlineData("private static readonly string SessionId = \"Mcp-Session-Id\"; private void Send(HttpRequestMessage r) => r.Headers.Add(SessionId, _sessionId);", "SessionId")]
    [InlineData("private static class Names { public static readonly string Id = \"Mcp-Session-Id\"; public static void Send(HttpRequestMessage r) => r.Headers.Add(Id, \"a\"); }", "\"Mcp-Session-Id\"")]
    [InlineData("private static class Names { private static readonly string Id = \"Mcp-Session-Id\"; public static void Send(HttpRequestMessage r) => r.Headers.Add(Id, \"a\"); }", "\"Mcp-Session-Id\"")]
    public async Task SessionHeader(string members, string expected)
    {
        var facts = await FactsOf.Members($"{members} public void Run() {{ Here(); }} private void Here() {{ }}");
        var run = facts.Body("Run");

        Assert.Equal(expected, facts.NamesAt(run, run.At("Here()")).SessionHeader());
    }

    [Theory]
    [InlineData("using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint); using var response = await _http.SendAsync(request); Console.WriteLine(response); Here();", "request", "response")]
    [InlineData("using var other = new HttpRequestMessage(); Console.WriteLine(other); using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint); using var response = await _http.SendAsync(request); Console.WriteLine(response); Here();", "request", "response")]
    [InlineData("using var response = await _http.GetAsync(_endpoint); Console.WriteLine(response); Here();", "", "response")]
    [InlineData("using var response = await _http.SendAsync(given); Console.WriteLine(response); Here();", "given", "response")]
    [InlineData("using var response = _endpoint.IsFile ? await _http.GetAsync(_endpoint) : await _http.GetAsync(\"other\"); Console.WriteLine(response); Here();", "", "response")]
    [InlineData("await _http.GetAsync(_endpoint); Here();", "", "")]
    [InlineData("Here(); using var response = await _http.GetAsync(_endpoint); Console.WriteLine(response);", "", "")]
    [InlineData("{ using var response = await _http.GetAsync(_endpoint); Console.WriteLine(response); } Here();", "", "")]
    [InlineData("using var response = await _http.GetAsync(_endpoint); using var other = await _http.GetAsync(_endpoint); Console.WriteLine(other); Console.WriteLine(response); Here();", "", "response")]
    [InlineData("using var response = await _http.GetAsync(_endpoint); Console.WriteLine(response); Action later = () => Here();", "", "response")]
    [InlineData("var task = _http.GetAsync(_endpoint); Console.WriteLine(task); Here();", "", "")]
    public async Task RequestAndResponse(string statements, string request, string response)
    {
        var facts = await FactsOf.Members($"public async Task RunAsync(HttpRequestMessage given) {{ {statements} }} private void Here() {{ }}");
        var run = facts.Body("RunAsync");
        var exchange = new Origin(run.Operations.First(o => facts.Exchanges.SendOf(o) is not null), run.AnyCall);
        var body = run.SelfAndNested().Last(b => b.Operations.Any(o => o.Syntax.ToString() == "Here()"));
        var names = facts.NamesAt(body, body.At("Here()"));

        Assert.Equal((request, response), (names.Request(exchange) ?? "", names.Response(exchange) ?? ""));
    }

    [Theory]
    [InlineData("public void Run() { Here(); }", "_sessionId", true)]
    [InlineData("public static void Run() { Here(); }", "_sessionId", false)]
    [InlineData("public static void Run() { Here(); }", "Shared", true)]
    [InlineData("public void Run() { var _sessionId = 1; Here(); }", "_sessionId", false)]
    [InlineData("public void Run() { Here(); }", "Own", true)]
    [InlineData("private sealed class Inner { public void Run() { Here(); } }", "Shared", false)]
    [InlineData("public void Run() { Action later = () => Here(); }", "_sessionId", true)]
    [InlineData("public static void Run() { Action later = () => Here(); }", "_sessionId", false)]
    public async Task Sees(string method, string store, bool sees)
    {
        var facts = await FactsOf.Members($"private static string? Shared; private string? Own {{ get; set; }} {method} private static void Here() {{ }}");
        var run = facts.Body("Run").SelfAndNested().First(b => b.Operations.Any(o => o is IInvocationOperation));

        Assert.Equal(sees, facts.NamesAt(run, run.At("Here()")).Sees(facts.Code.Type.GetMembers(store).Single()));
    }

    [Theory]
    [InlineData("Shared", true)]
    [InlineData("_hidden", false)]
    public async Task Sees_WhatABaseTypeLetsItsHeirsSee(string store, bool sees)
    {
        var facts = await FactsOf.Type("Client", ClientCode.File("""
            public class Base { private string? _hidden; protected string? Shared; public string? Read() => _hidden + Shared; }
            public sealed class Client : Base { public void Run() { Here(); } private void Here() { } }
            """));
        var run = facts.Body("Run");

        Assert.Equal(sees, facts.NamesAt(run, run.At("Here()")).Sees(facts.Code.Type.BaseType!.GetMembers(store).Single()));
    }
}
