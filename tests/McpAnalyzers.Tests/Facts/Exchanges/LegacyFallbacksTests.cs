namespace McpAnalyzers.Tests.Facts;

public class LegacyFallbacksTests
{
    private static async Task<string> Found(string statements, string send = "_http.PostAsync(_endpoint, null)", string members = "")
    {
        var facts = await FactsOf.Members($$"""
            public enum Mode { Http, Sse, HttpSse, HttpWithSse, Other }

            public static class Words { public const Mode Sse = Mode.Other; public static readonly Mode Field = Mode.Sse; }

            private sealed class HttpSseTransport { }

            private sealed class SseTransport { }

            private sealed class HttpTransport { }

            private sealed class SseReader { }

            private Mode _mode;

            public async Task RunAsync(bool flag)
            {
                using var response = await {{send}};
                {{statements}}
            }

            private Task ConnectSseAsync() => Task.CompletedTask;

            {{members}}
            """);
        return string.Join("; ", facts.LegacyFallbacks.All.Select(f => $"{f.Condition.Syntax} | {f.Response} | {f.Statuses}"));
    }

    [Theory]
    [InlineData("ConnectSseAsync", true)]
    [InlineData("StartSse", true)]
    [InlineData("OpenLegacySseStream", true)]
    [InlineData("UseSSE", true)]
    [InlineData("TrySseAsync", true)]
    [InlineData("FallBackToSse", true)]
    [InlineData("FallbackToSse", true)]
    [InlineData("SwitchToSseTransport", true)]
    [InlineData("EstablishSse", true)]
    [InlineData("BeginSse", true)]
    [InlineData("CreateSseClient", true)]
    [InlineData("InitializeSse", true)]
    [InlineData("RunSse", true)]
    [InlineData("ReadSseStream", false)]
    [InlineData("ConnectAssessor", false)]
    [InlineData("ConnectSsential", false)]
    [InlineData("DoConnectSse", false)]
    [InlineData("Connect", false)]
    public async Task Method_StartsTheOldTransport(string name, bool expected) => Assert.Equal(
        expected ? "!response.IsSuccessStatusCode | response | 401, 403 or 5xx" : "",
        await Found($"if (!response.IsSuccessStatusCode) {name}();", members: name == "ConnectSseAsync" ? "" : $"private void {name}() {{ }}"));

    [Theory]
    [InlineData("_mode = Mode.Sse;", true)]
    [InlineData("_mode = Mode.HttpSse;", true)]
    [InlineData("_mode = Mode.HttpWithSse;", true)]
    [InlineData("_mode = Mode.Http;", false)]
    [InlineData("_mode = Words.Sse;", false)]
    [InlineData("_mode = Words.Field;", false)]
    [InlineData("_ = new HttpSseTransport();", true)]
    [InlineData("_ = new SseTransport();", true)]
    [InlineData("_ = new HttpTransport();", false)]
    [InlineData("_ = new SseReader();", false)]
    public async Task Fallback_IsAlsoAModeOrATransport(string fallback, bool expected) =>
        Assert.Equal(expected ? "!response.IsSuccessStatusCode | response | 401, 403 or 5xx" : "", await Found($"if (!response.IsSuccessStatusCode) {{ {fallback} }}"));

    [Theory]
    [InlineData("if (response.StatusCode != HttpStatusCode.OK) await ConnectSseAsync();", "response.StatusCode != HttpStatusCode.OK |  | 401, 403 or 5xx")]
    [InlineData("if (response.IsSuccessStatusCode) { } else await ConnectSseAsync();", "response.IsSuccessStatusCode |  | 401, 403 or 5xx")]
    [InlineData("if (!response.IsSuccessStatusCode) { if (flag) await ConnectSseAsync(); }", "!response.IsSuccessStatusCode | response | 401, 403 or 5xx")]
    [InlineData("if ((int)response.StatusCode >= 500) await ConnectSseAsync();", "(int)response.StatusCode >= 500 |  | 401, 403 or 5xx")]
    [InlineData("if (response.StatusCode == HttpStatusCode.Unauthorized) await ConnectSseAsync();", "response.StatusCode == HttpStatusCode.Unauthorized |  | 401")]
    [InlineData("if (response.StatusCode == HttpStatusCode.Forbidden) await ConnectSseAsync();", "response.StatusCode == HttpStatusCode.Forbidden |  | 403")]
    [InlineData("if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) await ConnectSseAsync();", "response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden |  | 401 or 403")]
    [InlineData("if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed) await ConnectSseAsync();", "")]
    [InlineData("if ((int)response.StatusCode is >= 400 and < 500) await ConnectSseAsync();", "")]
    [InlineData("var status = response.StatusCode; if (status == HttpStatusCode.Forbidden) await ConnectSseAsync();", "status == HttpStatusCode.Forbidden |  | 403")]
    [InlineData("var refused = response.StatusCode == HttpStatusCode.Forbidden; if (refused) await ConnectSseAsync();", "refused |  | 403")]
    [InlineData("var refused = response.StatusCode == HttpStatusCode.Forbidden; var old = refused; if (old) await ConnectSseAsync();", "old |  | 403")]
    [InlineData("var refused = IsRefused(response); if (refused) await ConnectSseAsync();", "refused |  | 403")]
    [InlineData("var status = (int)response.StatusCode; if (status == 403) await ConnectSseAsync();", "status == 403 |  | 403")]
    [InlineData("var status = (int)response.StatusCode; if (status >= 400) await ConnectSseAsync();", "status >= 400 |  | 401, 403 or 5xx")]
    [InlineData("var status = (int)response.StatusCode; if (status is 404 or 405) await ConnectSseAsync();", "")]
    [InlineData("var times = 403; if (times == 403) await ConnectSseAsync();", "")]
    [InlineData("var refused = flag; if (refused) await ConnectSseAsync();", "")]
    [InlineData("var old = response.StatusCode == HttpStatusCode.NotFound; var also = old; if (also) await ConnectSseAsync();", "")]
    [InlineData("if (IsRefused((int)response.StatusCode)) await ConnectSseAsync();", "IsRefused((int)response.StatusCode) |  | 403")]
    [InlineData("if (IsOld((int)response.StatusCode)) await ConnectSseAsync();", "")]
    [InlineData("if (IsSurelyRefused(response)) await ConnectSseAsync();", "IsSurelyRefused(response) |  | 403")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException e) when (IsRefused(e)) { await ConnectSseAsync(); }", "IsRefused(e) |  | 403")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException e) when (IsOld(e)) { await ConnectSseAsync(); }", "")]
    [InlineData("if (IsRefused(response)) await ConnectSseAsync();", "IsRefused(response) |  | 403")]
    [InlineData("if (IsRefused(1, response)) await ConnectSseAsync();", "IsRefused(1, response) |  | 403")]
    [InlineData("if (IsRefused(response.StatusCode)) await ConnectSseAsync();", "IsRefused(response.StatusCode) |  | 403")]
    [InlineData("switch (response.StatusCode) { case HttpStatusCode.Forbidden: await ConnectSseAsync(); break; }", "case HttpStatusCode.Forbidden: |  | 403")]
    [InlineData("switch (response.StatusCode) { case HttpStatusCode.NotFound: await ConnectSseAsync(); break; }", "")]
    [InlineData("switch (response.StatusCode) { case HttpStatusCode.OK: break; case HttpStatusCode.Forbidden: default: await ConnectSseAsync(); break; }", "case HttpStatusCode.Forbidden: |  | 401, 403 or 5xx")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException e) when (e.StatusCode != null) { await ConnectSseAsync(); }", "e.StatusCode != null |  | 401, 403 or 5xx")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException e) when (flag) { await ConnectSseAsync(); }", "")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException) { await ConnectSseAsync(); }", "")]
    [InlineData("if (!response.IsSuccessStatusCode) { try { throw new Exception(); } catch (Exception) { await ConnectSseAsync(); } }", "")]
    [InlineData("if (flag) await ConnectSseAsync();", "")]
    [InlineData("await ConnectSseAsync();", "")]
    [InlineData("if (response.StatusCode != HttpStatusCode.Continue) await ConnectSseAsync();", "")]
    [InlineData("if (!response.IsSuccessStatusCode) { await ConnectSseAsync(); ConnectSseAsync().Wait(); }", "!response.IsSuccessStatusCode | response | 401, 403 or 5xx")]
    [InlineData("var line = response.ToString().PadRight(403); if ((int)response.StatusCode is >= 400 and < 500 && line.Length > 0) await ConnectSseAsync();", "")]
    [InlineData("Take(response, out var status); if ((int)status == 403) await ConnectSseAsync(); static void Take(HttpResponseMessage answer, out HttpStatusCode taken) => taken = answer.StatusCode;", "(int)status == 403 |  | 403")]
    public async Task Condition_DecidesWhichFailuresTakeIt(string statements, string found) => Assert.Equal(found, await Found(statements, members: """
        private static bool IsRefused(HttpResponseMessage answer) => answer.StatusCode == HttpStatusCode.Forbidden;

        private static bool IsRefused(int times, HttpResponseMessage answer) => times > 0 && answer.StatusCode == HttpStatusCode.Forbidden;

        private static bool IsRefused(HttpStatusCode status) => status == HttpStatusCode.Forbidden;

        private static bool IsRefused(int status) => status == 403;

        private static bool IsRefused(HttpRequestException failure) => failure.StatusCode == HttpStatusCode.Forbidden;

        private static bool IsSurelyRefused(HttpResponseMessage answer) { var refused = IsRefused(answer); return refused; }

        private static bool IsOld(int status) => status is 404 or 405;

        private static bool IsOld(HttpRequestException failure) => failure.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed;
        """));

    /// <summary>Who gets the text alone asks the exception.</summary>
    [Theory]
    [InlineData("_http.PostForTextAsync(_endpoint)", "Forbidden", "e.StatusCode == HttpStatusCode.Forbidden |  | 403")]
    [InlineData("_http.PostForTextAsync(_endpoint)", "NotFound", "")]
    [InlineData("PostQuietlyAsync()", "Forbidden", "e.StatusCode == HttpStatusCode.Forbidden |  | 403")]
    [InlineData("PostQuietlyAsync()", "NotFound", "")]
    [InlineData("ReadAsync()", "Forbidden", "")]
    public async Task Post_OfWhichThereIsNoResponse(string post, string status, string found)
    {
        var facts = await FactsOf.Type("Client", ClientCode.WithSession($$"""
            public async Task RunAsync()
            {
                try { await {{post}}; } catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.{{status}}) { await ConnectSseAsync(); }
            }

            private async Task PostQuietlyAsync() { using var response = await _http.PostAsync(_endpoint, null); response.EnsureSuccessStatusCode(); }

            private async Task ReadAsync() { using var response = await _http.GetAsync(_endpoint); response.EnsureSuccessStatusCode(); }

            private Task ConnectSseAsync() => Task.CompletedTask;
            """) + "internal static class Texts { public static extern Task<string> PostForTextAsync(this HttpClient client, Uri address); }");

        Assert.Equal(found, string.Join("; ", facts.LegacyFallbacks.All.Select(f => $"{f.Condition.Syntax} | {f.Response} | {f.Statuses}")));
    }

    [Theory]
    [InlineData("_http.PostAsync(_endpoint, null)", true)]
    [InlineData("PostAsync()", true)]
    [InlineData("_http.SendAsync(new HttpRequestMessage(flag ? HttpMethod.Post : HttpMethod.Get, _endpoint))", true)]
    [InlineData("_http.GetAsync(_endpoint)", false)]
    [InlineData("Given()", false)]
    public async Task Failure_IsOneOfAPost(string send, bool expected) => Assert.Equal(
        expected ? "!response.IsSuccessStatusCode | response | 401, 403 or 5xx" : "",
        await Found("if (!response.IsSuccessStatusCode) await ConnectSseAsync();", send, """
            public Task<HttpResponseMessage>? Kept;

            private async Task<HttpResponseMessage> PostAsync() => await _http.PostAsync(_endpoint, null);

            private Task<HttpResponseMessage> Given() => Kept!;
            """));

    [Fact]
    public async Task StatusThatAPatternTookOut_IsAskedAbout() => Assert.Equal(
        "status == HttpStatusCode.Unauthorized |  | 401",
        await Found("if (response is not { StatusCode: var status }) return; if (status == HttpStatusCode.Unauthorized) await ConnectSseAsync();"));
}
