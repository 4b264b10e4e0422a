using McpAnalyzers.Facts;
using McpAnalyzers.Flow;

namespace McpAnalyzers.Tests.Facts;

public class NotFoundAnswersTests
{
    private static async Task<bool> Leads(string statements, string members = "", Scenario? supposed = null, string before = "")
    {
        var facts = await FactsOf.Members($$"""
            public async Task RunAsync(bool flag)
            {
                {{before}}
                using var response = await _http.PostAsync(_endpoint, null);
                {{statements}}
            }

            {{members}}
            """);
        var (body, operation) = facts.Code.All.SelectMany(b => b.Operations.Select(o => (b, o))).First(at => at.o.Syntax.ToString() == "Console.Beep()");
        return supposed is null ? facts.NotFoundAnswers.LeadTo(operation, body) : facts.NotFoundAnswers.LeadTo(operation, body, supposed);
    }

    [Theory]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound) Console.Beep();", true)]
    [InlineData("if (!response.IsSuccessStatusCode) Console.Beep();", true)]
    [InlineData("if (response.IsSuccessStatusCode) return; Console.Beep();", true)]
    [InlineData("switch (response.StatusCode) { case HttpStatusCode.NotFound: Console.Beep(); break; }", true)]
    [InlineData("if ((int)response.StatusCode is >= 400 and < 500) Console.Beep();", true)]
    [InlineData("if (response.StatusCode == HttpStatusCode.Gone) Console.Beep();", false)]
    [InlineData("if (response.IsSuccessStatusCode) Console.Beep();", false)]
    [InlineData("Console.Beep();", false)]
    [InlineData("if (flag) Console.Beep();", false)]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound) return; Console.Beep();", false)]
    public async Task InTheBodyThatAsks(string statements, bool expected) => Assert.Equal(expected, await Leads(statements));

    [Theory]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound) Lost();", "private void Lost() => Console.Beep();", true)]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound) Lost();", "private void Lost() => Inner(); private void Inner() => Innermost(); private void Innermost() => Console.Beep();", true)]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound) A();", "void A() => B(); void B() => C(); void C() => D(); void D() => Console.Beep();", true)]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound) A();", "void A() => B(); void B() => C(); void C() => D(); void D() => E(); void E() => Console.Beep();", false)]
    [InlineData("if (response.IsSuccessStatusCode) Lost();", "private void Lost() => Console.Beep();", false)]
    [InlineData("if (response.IsSuccessStatusCode) Lost(); else Lost();", "private void Lost() => Console.Beep();", true)]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound) Lost();", "private void Lost() { Console.Beep(); Lost(); }", true)]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound) { Action beep = () => Console.Beep(); beep(); }", "", true)]
    [InlineData("if (response.StatusCode == HttpStatusCode.Gone) { Action beep = () => Console.Beep(); beep(); }", "", false)]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound) { Beep(); void Beep() => Console.Beep(); }", "", true)]
    [InlineData("Judge(response);", "private void Judge(HttpResponseMessage answer) { if (answer.StatusCode == HttpStatusCode.NotFound) Console.Beep(); }", true)]
    public async Task InWhatIsCalled(string statements, string members, bool expected) => Assert.Equal(expected, await Leads(statements, members));

    [Theory]
    [InlineData("request.Headers.Add(\"Mcp-Session-Id\", _sessionId);", "ping", true)]
    [InlineData("", "ping", false)]
    [InlineData("request.Headers.Add(\"Mcp-Method\", _sessionId);", "ping", false)]
    [InlineData("request.Headers.Add(\"Mcp-Session-Id\", _sessionId);", "initialize", false)]
    public async Task WhereTheRequestCarriesTheSession(string header, string content, bool expected)
    {
        var before = $"using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) {{ Content = new StringContent(\"{content}\") }}; {header} using var answer = await _http.SendAsync(request);";

        Assert.True(await Leads("if (answer.StatusCode == HttpStatusCode.NotFound) Console.Beep();", before: before));
        Assert.Equal(expected, await Leads("if (answer.StatusCode == HttpStatusCode.NotFound) Console.Beep();", supposed: new(CarriesSession: true), before: before));
    }

    [Fact]
    public async Task RequestOutOfSight_MayCarryTheSession() =>
        Assert.True(await Leads("if (response.StatusCode == HttpStatusCode.NotFound) Console.Beep();", supposed: new(CarriesSession: true)));

    [Theory]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound) { Console.Clear(); Console.Beep(); }", false)]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound) { if (flag) Console.Clear(); Console.Beep(); }", true)]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound) { Console.Beep(); Console.Clear(); }", true)]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound) { Lost(); } void Lost() { Console.Clear(); Console.Beep(); }", false)]
    public async Task WhereSomethingEndsTheWay(string statements, bool expected)
    {
        var facts = await FactsOf.Members($"public async Task RunAsync(bool flag) {{ using var response = await _http.PostAsync(_endpoint, null); {statements} }}");
        var (body, operation) = facts.Code.All.SelectMany(b => b.Operations.Select(o => (b, o))).First(at => at.o.Syntax.ToString() == "Console.Beep()");
        var ends = facts.Code.All.SelectMany(b => b.Operations).Where(o => o.Syntax.ToString() == "Console.Clear()").Select(o => o.Syntax).ToHashSet();

        Assert.Equal(expected, facts.NotFoundAnswers.LeadTo(operation, body, new Scenario { EndsAt = ends }));
    }

    [Theory]
    [InlineData("response.EnsureSuccessStatusCode();", 404, "response.EnsureSuccessStatusCode()")]
    [InlineData("response.EnsureSuccessStatusCode();", 200, "")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound) throw new Exception();", 404, "new Exception()")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound) throw new Exception();", 405, "")]
    [InlineData("throw new Exception();", 404, "")]
    [InlineData("if (flag) throw new Exception(); response.EnsureSuccessStatusCode();", 405, "response.EnsureSuccessStatusCode()")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException) { }", 404, "")]
    [InlineData("if (!Checks.IsFine(response)) throw new Exception();", 404, "")]
    [InlineData("if (!Checks.IsFine(response)) return; response.EnsureSuccessStatusCode();", 404, "")]
    [InlineData("if (Checks.IsFine(response.StatusCode)) return; response.EnsureSuccessStatusCode();", 404, "")]
    [InlineData("if (Checks.IsFine(flag)) return; response.EnsureSuccessStatusCode();", 404, "response.EnsureSuccessStatusCode()")]
    [InlineData("if (Checks.Count(response) > 3) return; response.EnsureSuccessStatusCode();", 404, "response.EnsureSuccessStatusCode()")]
    [InlineData("_ = Checks.IsFine(response); response.EnsureSuccessStatusCode();", 404, "response.EnsureSuccessStatusCode()")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException e) when (Checks.IsFine(e)) { }", 404, "")]
    [InlineData("if (!response.IsSuccessStatusCode) _http.Dispose();", 404, "")]
    [InlineData("if (!response.IsSuccessStatusCode) _channel.Writer.Complete();", 404, "_channel.Writer.Complete()")]
    [InlineData("_channel.Writer.Complete();", 404, "")]
    [InlineData("if (!response.IsSuccessStatusCode && !Checks.IsFine(response)) _channel.Writer.Complete();", 404, "")]
    public async Task Failure_LeavesTheBody(string statements, int status, string found)
    {
        var facts = await FactsOf.Members($$"""
            private readonly Channel<string> _channel = Channel.CreateUnbounded<string>();

            public async Task RunAsync(bool flag)
            {
                using var response = await _http.GetAsync(_endpoint);
                {{statements}}
            }

            public static class Checks { public static extern bool IsFine(object asked); public static extern bool IsFine(HttpResponseMessage asked); public static extern int Count(HttpResponseMessage asked); }
            """);
        var run = facts.Body("RunAsync");
        var exchange = new Origin(run.At("_http.GetAsync(_endpoint)"), run.AnyCall);

        Assert.Equal(found, string.Join("; ", facts.ExchangeFailures.Of(exchange, run, status).Select(o => o.Syntax)));
    }
}
