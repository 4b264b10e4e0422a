using McpAnalyzers.Facts;
using McpAnalyzers.Flow;
using Microsoft.CodeAnalysis.CSharp;

namespace McpAnalyzers.Tests.Flow;

/// <summary>Which methods a scenario can change.</summary>
public class RelevanceTests
{
    private const string Types = """
        private sealed class Held { public HttpResponseMessage? Last; }
        private sealed class Kept { public HttpResponseMessage? Last { get; set; } }
        private sealed class Failed { public Exception? Error { get; set; } }
        private class Base { public HttpStatusCode Status { get; set; } }
        private sealed class Derived : Base { public string? Text { get; set; } }
        private sealed class Plain { public string? Text { get; set; } public int Count() => 0; public static HttpResponseMessage? Make() => null; }
        private sealed class Returning { public HttpResponseMessage? Get() => null; }
        private sealed class KeptWith() : StringContent("") { public HttpResponseMessage? Last { get; set; } }

        """;

    [Theory]
    [InlineData("void Target() { }", false)]
    [InlineData("int Target() => 199;", false)]
    [InlineData("int Target() => 200;", true)]
    [InlineData("int Target() => 404;", true)]
    [InlineData("int Target() => 599;", true)]
    [InlineData("int Target() => 600;", false)]
    [InlineData("long Target() => 404L;", false)]
    [InlineData("string Target() => \"POST\";", true)]
    [InlineData("string Target() => \"get\";", true)]
    [InlineData("string Target() => \"PUT\";", false)]
    [InlineData("string Target() => \"hello\";", false)]
    [InlineData("string Target() => \"Mcp-Session-Id\";", true)]
    [InlineData("string Target() => \"MCP-Protocol-Version\";", true)]
    [InlineData("object Target(HttpResponseMessage r) => r;", true)]
    [InlineData("object Target(Task<HttpResponseMessage> r) => r;", true)]
    [InlineData("object Target(HttpStatusCode s) => s;", true)]
    [InlineData("object? Target() { HttpRequestMessage? r = null; return r; }", true)]
    [InlineData("object? Target(Held held) => held.Last;", true)]
    [InlineData("object? Target(Held held) => held;", false)]
    [InlineData("object? Target() => _sessionId;", true)]
    [InlineData("object? Target(string text) => text;", false)]
    [InlineData("object? Target(int number, bool flag, object all) => all;", false)]
    [InlineData("object? Target() => new HttpRequestMessage();", true)]
    [InlineData("object? Target() => new Plain();", false)]
    [InlineData("void Target() { try { Console.WriteLine(); } catch (HttpRequestException) { } }", true)]
    [InlineData("void Target() { try { Console.WriteLine(); } catch (IOException) { } }", false)]
    [InlineData("void Target() => _http.CancelPendingRequests();", true)]
    [InlineData("void Target() => Plain.Make();", true)]
    [InlineData("void Target() => Console.WriteLine();", false)]
    [InlineData("void Target() => Other(); int Other() => 404;", true)]
    [InlineData("void Target() => Other(); void Other() => Third(); int Third() => 404;", true)]
    [InlineData("void Target() => Other(); void Other() => Third(); int Third() => 4;", false)]
    [InlineData("void Target() => Other(); void Other() => Target();", false)]
    [InlineData("void Target() { } int Other() => 404;", false)]
    public async Task HasExchanges(string members, bool has)
    {
        var facts = await FactsOf.Members($"{Types} private {members} private void Send(HttpRequestMessage r) => r.Headers.Add(\"Mcp-Session-Id\", _sessionId);");

        Assert.Equal(has, facts.Explorer.Relevance.HasExchanges(facts.Body("Target")));
        Assert.Equal(has, facts.Explorer.Relevance.HasExchanges(facts.Body("Target")));
    }

    /// <summary>What is found of a method that is asked for first holds for those that it leads to, and for those that lead to it.</summary>
    [Theory]
    [InlineData("void First() => Second(); void Second() => Third(); int Third() => 404;", true, true, true)]
    [InlineData("void First() { Second(); Third(); } void Second() { } int Third() => 404;", true, false, true)]
    [InlineData("void First() => Second(); void Second() => Third(); int Third() => 4;", false, false, false)]
    public async Task HasExchanges_IsRememberedRightly(string members, bool first, bool second, bool third)
    {
        foreach (var order in new[] { "First Second Third", "Third Second First", "Second First Third" })
        {
            var facts = await FactsOf.Members("private " + members);
            var found = order.Split(' ').ToDictionary(name => name, name => facts.Explorer.Relevance.HasExchanges(facts.Body(name)));

            Assert.Equal((first, second, third), (found["First"], found["Second"], found["Third"]));
        }
    }

    [Theory]
    [InlineData("void Target() => Console.WriteLine();", false, false)]
    [InlineData("void Target() => throw new IOException();", true, true)]
    [InlineData("int Target(int? n) => n ?? throw new IOException();", true, true)]
    [InlineData("void Target() => Helper(); void Helper() => throw new IOException();", true, true)]
    [InlineData("int Target() => Helper; int Helper => throw new IOException();", false, true)]
    [InlineData("void Target() => Helper(); void Helper() => Deeper(); void Deeper() => throw new IOException();", false, true)]
    [InlineData("void Target() => Helper(); void Helper() => Deeper(); void Deeper() { }", false, false)]
    [InlineData("void Target(HttpResponseMessage r) => r.EnsureSuccessStatusCode();", true, true)]
    [InlineData("void Target(HttpResponseMessage r) => Console.WriteLine(r.StatusCode);", false, false)]
    [InlineData("void Target(HttpRequestMessage r) => r.Headers.Add(\"Mcp-Session-Id\", \"a\");", true, true)]
    [InlineData("object Target() => _http.GetAsync(_endpoint);", true, true)]
    [InlineData("object Target() => new HttpRequestMessage();", true, true)]
    [InlineData("object Target() => new Plain();", false, false)]
    [InlineData("void Target() => Helper(); void Helper() => Deeper(); void Deeper() => _http.GetAsync(_endpoint);", true, true)]
    public async Task MayEndPath(string members, bool mayEnd, bool mayEndWhereACallFails)
    {
        var facts = await FactsOf.Members($"{Types} private {members}");
        var target = facts.Body("Target");

        Assert.Equal(mayEnd, facts.Explorer.Relevance.MayEndPath(target, Scenario.Nothing));
        Assert.Equal(mayEnd, facts.Explorer.Relevance.MayEndPath(target, Scenario.Nothing));
        Assert.Equal(mayEndWhereACallFails, facts.Explorer.Relevance.MayEndPath(target, new() { FailingCall = SyntaxFactory.ParseExpression("x") }));
        Assert.Equal(mayEndWhereACallFails, facts.Explorer.Relevance.MayEndPath(target, new() { FailingCall = SyntaxFactory.ParseExpression("x") }));
    }

    /// <summary>Whether a scenario of the exchange in RunAsync concerns a method that speaks of exchanges depends on what it may be told of that one, and asks.</summary>
    [Theory]
    [InlineData("void Target() { _status = 404; }", false)]
    [InlineData("void Target(HttpResponseMessage r) { _status = 404; }", false)]
    [InlineData("void Target(HttpResponseMessage r) { _status = (long)r.StatusCode; }", true)]
    [InlineData("void Target(HttpResponseMessage r) { if (r.IsSuccessStatusCode) { _status = 404; } }", true)]
    [InlineData("void Target(HttpResponseMessage r) { if (r is { IsSuccessStatusCode: true }) { _status = 404; } }", true)]
    [InlineData("void Target(HttpResponseMessage r) { _status = 404; r.EnsureSuccessStatusCode(); }", true)]
    [InlineData("void Target(HttpResponseMessage r) { _status = 404; Use(r.RequestMessage); }", true)]
    [InlineData("void Target(HttpResponseMessage r) { _status = 404; Use(r.Headers, r.Content); }", false)]
    [InlineData("void Target(HttpResponseMessage r) { _status = 404; Helper(r); } void Helper(HttpResponseMessage r) => r.EnsureSuccessStatusCode();", true)]
    [InlineData("void Target(HttpRequestMessage r) { _status = 404; Use(r.Headers); }", false)]
    [InlineData("void Target(HttpRequestMessage r) { _status = 404; Use(r.Method); }", true)]
    [InlineData("void Target(HttpRequestMessage r) { _status = 404; Use(new HttpRequestMessage()); }", true)]
    [InlineData("void Target(HttpRequestMessage r) { _status = 404; Use(new DateTime()); }", false)]
    [InlineData("void Target(HttpContent r) { _status = 404; }", false)]
    [InlineData("void Target(KeptWith r) { _status = 404; }", true)]
    [InlineData("void Target(HttpResponseHeaders r) { _status = 404; }", false)]
    [InlineData("void Target(Task<HttpResponseMessage> r) { _status = 404; }", true)]
    [InlineData("void Target(List<HttpResponseMessage> r) { _status = 404; }", true)]
    [InlineData("void Target(List<DateTime> r) { _status = 404; }", false)]
    [InlineData("void Target(HttpResponseMessage[] r) { _status = 404; }", true)]
    [InlineData("void Target(DateTime[] r) { _status = 404; }", false)]
    [InlineData("void Target(HttpStatusCode r) { _status = 404; }", true)]
    [InlineData("void Target(bool r) { _status = 404; }", true)]
    [InlineData("void Target(int r) { _status = 404; }", true)]
    [InlineData("void Target(string r) { _status = 404; }", true)]
    [InlineData("void Target(object r) { _status = 404; }", true)]
    [InlineData("void Target(long r) { _status = 404; }", false)]
    [InlineData("void Target(DateTime r) { _status = 404; }", false)]
    [InlineData("void Target(DateTime s, HttpStatusCode r) { _status = 404; }", true)]
    [InlineData("void Target(dynamic r) { _status = 404; }", true)]
    [InlineData("void Target<T>(T r) { _status = 404; }", true)]
    [InlineData("void Target(HttpRequestException r) { _status = 404; }", true)]
    [InlineData("void Target(Held r) { _status = 404; }", true)]
    [InlineData("void Target(Kept r) { _status = 404; }", true)]
    [InlineData("void Target(Failed r) { _status = 404; }", true)]
    [InlineData("void Target(Derived r) { _status = 404; }", true)]
    [InlineData("void Target(Plain r) { _status = 404; }", false)]
    [InlineData("void Target(Returning r) { _status = 404; }", false)]
    [InlineData("HttpResponseMessage? Target() { _status = 404; return null; }", false)]
    [InlineData("bool Target() { _status = 404; return true; }", false)]
    [InlineData("void Target() { _status = 404; _last?.Dispose(); }", true)]
    [InlineData("void Target() { _status = 404; this.Last?.Dispose(); }", true)]
    [InlineData("void Target() { _status = 404; Shared?.Dispose(); }", true)]
    [InlineData("void Target() { _status = 404; _day.ToString(); }", false)]
    [InlineData("void Target() { _status = 404; Use(_flag); }", false)]
    [InlineData("void Target() { _status = 404; Use(_text); }", true)]
    [InlineData("void Target() { _status = 404; Use(Text); }", false)]
    [InlineData("void Target() { _status = 404; Use(HttpMethod.Get); }", false)]
    [InlineData("void Target() { _status = 404; Helper(); } void Helper() { _last?.Dispose(); }", true)]
    [InlineData("void Target() { _status = 404; Helper(); } void Helper() => RunAsync();", true)]
    [InlineData("void Target() { }", false)]
    [InlineData("void Target(HttpResponseMessage r) { }", false)]
    public async Task Concerns(string members, bool concerns)
    {
        var (relevance, target, exchange) = await AskAsync(members);

        Assert.Equal(concerns, relevance.Concerns(target, new Scenario(exchange, 404)));
        Assert.Equal(concerns, relevance.Concerns(target, new Scenario(exchange, 404)));
        Assert.False(relevance.Concerns(target, Scenario.Nothing));
    }

    /// <summary>What is not supposed of one exchange may be asked of any.</summary>
    [Theory]
    [InlineData("void Target() { _status = 404; }", true)]
    [InlineData("void Target() { }", false)]
    public async Task Concerns_WhatIsSupposedOfNoneInParticular(string members, bool concerns)
    {
        var (relevance, target, _) = await AskAsync(members);

        Assert.Equal(concerns, relevance.Concerns(target, new Scenario(Status: 404)));
        Assert.Equal(concerns, relevance.Concerns(target, new Scenario(Verb: Verbs.Get)));
    }

    /// <summary>Whether a request, or its answer, carries the session id is asked by who names a header or the id, and told by what is handed over.</summary>
    [Theory]
    [InlineData("void Target() { _status = 404; }", false)]
    [InlineData("void Target(HttpRequestMessage r) { _status = 404; Use(r.Headers); }", false)]
    [InlineData("void Target(HttpRequestMessage r) { r.Headers.Add(\"Mcp-Session-Id\", \"a\"); }", true)]
    [InlineData("void Target(HttpRequestMessage r) { r.Headers.Remove(\"Mcp-Session-Id\"); }", true)]
    [InlineData("bool Target(HttpResponseMessage r) => r.Headers.Contains(\"Mcp-Session-Id\");", true)]
    [InlineData("void Target(HttpRequestMessage r) { _status = 404; Helper(r); } void Helper(HttpRequestMessage r) => r.Headers.Add(\"Mcp-Session-Id\", \"a\");", true)]
    [InlineData("void Target(System.Text.Json.Nodes.JsonObject r) { _status = 404; Use(r.ContainsKey(\"id\"), r.Remove(\"id\"), r[\"id\"]); r.Add(\"id\", null); }", false)]
    [InlineData("void Target(System.Text.Json.Nodes.JsonObject r) { _status = 404; Use(r.ContainsKey(\"mcp-session-id\")); }", true)]
    [InlineData("void Target(System.Text.Json.Nodes.JsonObject r) { _status = 404; Use(r.ContainsKey(Name)); }", true)]
    [InlineData("void Target() { _status = 404; Use(Session); }", true)]
    [InlineData("void Target(bool r) { _status = 404; }", true)]
    public async Task Concerns_WhetherASessionIsCarried(string members, bool concerns)
    {
        var (relevance, target, exchange) = await AskAsync(members);

        Assert.Equal(concerns, relevance.Concerns(target, new Scenario(exchange, 404, CarriesSession: true)));
        Assert.Equal(concerns, relevance.Concerns(target, new Scenario(exchange, 404) { AnswersWithSession = true }));
        Assert.Equal(concerns, relevance.Concerns(target, new Scenario(CarriesSession: false)));
        Assert.Equal(concerns, relevance.Concerns(target, new Scenario(CarriesSession: false)));
    }

    /// <summary>What a path ends at, and a served request, may be anywhere.</summary>
    [Fact]
    public async Task Concerns_EveryBody()
    {
        var (relevance, target, exchange) = await AskAsync("void Target() { }");

        Assert.True(relevance.Concerns(target, new Scenario(exchange, 404) { FailingCall = exchange.Operation.Syntax }));
        Assert.True(relevance.Concerns(target, new Scenario(exchange, 404) { EndsAt = new HashSet<Microsoft.CodeAnalysis.SyntaxNode>() }));
        Assert.True(relevance.Concerns(target, new ServedRequest().AsScenario()));
    }

    private static async Task<(Relevance Relevance, CodeBody Target, Origin Exchange)> AskAsync(string members)
    {
        var facts = await FactsOf.Members($$"""
            {{Types}}
            private const string Text = "GET";
            private static HttpResponseMessage? Shared;
            private static readonly DateTime Session = default;
            private static readonly string Name = "Mcp-Session-Id".ToLowerInvariant();
            private long _status;
            private string _text = "";
            private bool _flag;
            private HttpResponseMessage? _last;
            private DateTime _day;
            private HttpResponseMessage? Last { get; set; }

            public async Task RunAsync() { await _http.GetAsync(_endpoint); }

            private void Open(HttpRequestMessage request) => request.Headers.Add("Mcp-Session-Id", Session.ToString());

            private static void Use(params object?[] things) { }

            private {{members}}
            """);
        var run = facts.Body("RunAsync");
        return (facts.Explorer.Relevance, facts.Body("Target"), new(run.Operations.First(o => facts.Exchanges.SendOf(o) is not null), run.AnyCall));
    }
}
