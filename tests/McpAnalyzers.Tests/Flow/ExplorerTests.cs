using McpAnalyzers.Facts;
using McpAnalyzers.Flow;

namespace McpAnalyzers.Tests.Flow;

/// <summary>Which points of a small body run when its one exchange was answered so.</summary>
public class ExplorerTests
{
    private static async Task<bool> Reaches(string statements, int? status = null, Verbs verb = Verbs.None, bool? session = null)
    {
        var facts = await FactsOf.Client(ClientCode.WithSession($$"""
            public async Task RunAsync(bool flag, int count)
            {
                using var request = new HttpRequestMessage(flag ? HttpMethod.Post : HttpMethod.Get, _endpoint);
                if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
                using var response = await _http.SendAsync(request);
                {{statements}}
            }

            private void Here() { }

            private static void Fail() => throw new InvalidOperationException();

            private static async Task FailLaterAsync() { await Task.Yield(); throw new InvalidOperationException(); }
            """));
        var body = facts.Body("RunAsync");
        var send = body.Operations.First(o => facts.Exchanges.SendOf(o) is not null);
        var scenario = new Scenario(new Origin(send, body.AnyCall), status, verb, session);
        return facts.Explorer.Explore(body, body.AnyCall, scenario).Reaches(body.At("Here()"));
    }

    [Theory]
    [InlineData("Here();")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound) Here();")]
    [InlineData("if (response.IsSuccessStatusCode) return; Here();")]
    [InlineData("if (count > 3) Here();")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException) { Here(); }")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } finally { Here(); }")]
    [InlineData("try { Fail(); } catch (InvalidOperationException) { Here(); }")]
    [InlineData("while (count-- > 0) { if (count == 2) Here(); }")]
    [InlineData("_ = FailLaterAsync(); Here();")]
    [InlineData("if (flag) count = 1; else Here();")]
    [InlineData("goto end; end: Here();")]
    [InlineData("if (!(flag)) { if (!flag) Here(); }")]
    [InlineData("object asked = count; if (asked is string) { if (asked is string) Here(); }")]
    [InlineData("object asked = count; if (asked is string) { if (!(asked is int)) Here(); }")]
    [InlineData("if (Path.IsPathRooted(\"a\")) { if (!Path.IsPathRooted(\"b\")) Here(); }")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound) { Here(); }")]
    [InlineData("_ = FailLaterAsync().WaitAsync(TimeSpan.FromSeconds(1)); Here();")]
    [InlineData("if (flag == false) { if (!flag) Here(); }")]
    [InlineData("if (flag != true) { flag = true; if (flag) Here(); }")]
    [InlineData("var text = Console.ReadLine(); if (text is not null) { text = Console.ReadLine(); if (text is null) Here(); }")]
    [InlineData("var text = Console.ReadLine(); if (text is { } there) { if (there is not null) Here(); }")]
    [InlineData("var text = Console.ReadLine(); if (string.IsNullOrWhiteSpace(text)) { if (text is null) Here(); }")]
    [InlineData("var text = Console.ReadLine(); if (!string.IsNullOrEmpty(text)) { if (text is not null) Here(); }")]
    [InlineData("if (!Uri.TryCreate(\"\", UriKind.Absolute, out var uri)) { if (uri is null) Here(); }")]
    [InlineData("try { Fail(); } catch (Exception e) when (e is not HttpRequestException) { Here(); }")]
    [InlineData("try { Fail(); } catch (HttpRequestException) { return; } catch { Here(); }")]
    [InlineData("try { try { Fail(); } catch (InvalidOperationException) { throw; } } catch (Exception) { Here(); }")]
    [InlineData("try { try { Fail(); } finally { count++; } } catch (InvalidOperationException) { Here(); }")]
    public async Task Reached_WhenAnswered404(string statements) => Assert.True(await Reaches(statements, 404));

    [Theory]
    [InlineData("return; Here();")]
    [InlineData("response.EnsureSuccessStatusCode(); Here();")]
    [InlineData("if (response.IsSuccessStatusCode) Here();")]
    [InlineData("if (response.StatusCode != HttpStatusCode.NotFound) Here();")]
    [InlineData("Fail(); Here();")]
    [InlineData("await FailLaterAsync(); Here();")]
    [InlineData("throw new InvalidOperationException(); Here();")]
    [InlineData("var ok = response.IsSuccessStatusCode; if (ok) Here();")]
    [InlineData("if (flag) { if (!flag) Here(); }")]
    [InlineData("if (count == 1) { if (count != 1) Here(); }")]
    [InlineData("while (true) { count++; } Here();")]
    [InlineData("if (!(flag)) { if (flag) Here(); }")]
    [InlineData("if (flag == false) { if (flag) Here(); }")]
    [InlineData("if (flag != true) { if (flag) Here(); }")]
    [InlineData("if (false == flag) { if (flag) Here(); }")]
    [InlineData("var text = Console.ReadLine(); if (text is null) { if (text is not null) Here(); }")]
    [InlineData("var text = Console.ReadLine(); if (text == null) { if (text != null) Here(); }")]
    [InlineData("var text = Console.ReadLine(); if (null != text) { if (null == text) Here(); }")]
    [InlineData("var text = Console.ReadLine(); if (text is { } there) { if (there is null) Here(); }")]
    [InlineData("var text = Console.ReadLine(); if (!string.IsNullOrEmpty(text)) { if (text is null) Here(); }")]
    [InlineData("var text = Console.ReadLine(); if (!string.IsNullOrWhiteSpace(text)) { if (text is null) Here(); }")]
    [InlineData("if (Uri.TryCreate(\"\", UriKind.Absolute, out var uri)) { if (uri is null) Here(); }")]
    [InlineData("bool? asked = flag ? true : null; if (asked is null) { if (asked is not null) Here(); }")]
    [InlineData("object asked = count; if (asked is string) { if (!(asked is string)) Here(); }")]
    [InlineData("bool? known = null; if (known.HasValue) Here();")]
    [InlineData("bool? known = null; if (known == true) Here();")]
    [InlineData("string? held = null; if (held is not null) Here();")]
    [InlineData("var held = flag ? \"a\" : null; if (held is null) { if (held is not null) Here(); }")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException e) when (e.StatusCode != HttpStatusCode.NotFound) { Here(); }")]
    [InlineData("await FailLaterAsync().WaitAsync(TimeSpan.FromSeconds(1)); Here();")]
    [InlineData("await FailLaterAsync().ConfigureAwait(false); Here();")]
    [InlineData("FailLaterAsync().GetAwaiter().GetResult(); Here();")]
    [InlineData("bool Fine() => response.IsSuccessStatusCode; if (Fine()) Here();")]
    [InlineData("Func<bool> fine = () => response.IsSuccessStatusCode; if (fine()) Here();")]
    public async Task NotReached_WhenAnswered404(string statements) => Assert.False(await Reaches(statements, 404));

    [Theory]
    [InlineData("if (count == 1) { count = 2; if (count != 1) Here(); }")]
    [InlineData("if (flag) { flag = false; if (!flag) Here(); }")]
    public async Task WhatIsAssigned_IsForgotten(string statements) => Assert.True(await Reaches(statements));

    [Theory]
    [InlineData("if (request.Method == HttpMethod.Get) Here();", true)]
    [InlineData("if (request.Method == HttpMethod.Post) Here();", false)]
    [InlineData("if (!flag) Here();", true)]
    [InlineData("if (flag) Here();", false)]
    public async Task SupposedGet(string statements, bool reached) => Assert.Equal(reached, await Reaches(statements, verb: Verbs.Get));

    [Theory]
    [InlineData("if (_sessionId is null) Here();", true)]
    [InlineData("if (_sessionId is not null) Here();", false)]
    [InlineData("if (!request.Headers.Contains(\"Mcp-Session-Id\")) Here();", true)]
    [InlineData("if (request.Headers.Contains(\"mcp-session-id\")) Here();", false)]
    [InlineData("request.Headers.Add(\"Mcp-Session-Id\", \"x\"); Here();", false)]
    [InlineData("ArgumentNullException.ThrowIfNull(_sessionId); Here();", false)]
    public async Task SupposedWithoutSession(string statements, bool reached) => Assert.Equal(reached, await Reaches(statements, session: false));
}
