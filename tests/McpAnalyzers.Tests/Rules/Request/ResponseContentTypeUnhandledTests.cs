using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Request.ResponseContentTypeUnhandled>;

namespace McpAnalyzers.Tests.Rules.Request;

public class ResponseContentTypeUnhandledTests
{
    private static string Client(
        string read, string members = "", string accept = "request.Headers.Accept.ParseAdd(\"application/json, text/event-stream\");",
        string content = "JsonSerializer.Serialize(new { jsonrpc = \"2.0\", id = 1, method = \"tools/list\" })") => ClientCode.WithSession($$"""
        public async Task<object?> ListAsync(ICollection<string> log)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent({{content}}) };
            {{accept}}
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request);
            {{read}}
        }

        {{members}}
        """);

    [Theory]
    [InlineData("return await {|MCPT3002:response.Content.ReadFromJsonAsync<JsonElement>()|};")]
    [InlineData("response.EnsureSuccessStatusCode(); return await {|MCPT3002:response.Content.ReadFromJsonAsync<JsonElement>()|}.ConfigureAwait(false);")]
    [InlineData("return await {|MCPT3002:response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()|};")]
    [InlineData("var body = await response.Content.ReadAsStringAsync(); return {|MCPT3002:JsonSerializer.Deserialize<JsonElement>(body)|};")]
    [InlineData("var body = await response.Content.ReadAsStringAsync(); Console.WriteLine(body); if (string.IsNullOrEmpty(body)) return null; return {|MCPT3002:JsonDocument.Parse(body)|};")]
    [InlineData("using var stream = await response.Content.ReadAsStreamAsync(); return await {|MCPT3002:JsonDocument.ParseAsync(stream)|};")]
    [InlineData("await using var stream = await response.Content.ReadAsStreamAsync(); return await {|MCPT3002:JsonSerializer.DeserializeAsync<JsonElement>(stream)|};")]
    [InlineData("var content = response.Content; var bytes = await content.ReadAsByteArrayAsync(); return {|MCPT3002:JsonSerializer.Deserialize<JsonElement>(bytes)|};")]
    [InlineData("if (!response.IsSuccessStatusCode) { throw new HttpRequestException(await response.Content.ReadAsStringAsync()); } return await {|MCPT3002:response.Content.ReadFromJsonAsync<JsonElement>()|};")]
    [InlineData("if (!response.IsSuccessStatusCode) { var error = await response.Content.ReadAsStringAsync(); log.Add(error); return null; } return await {|MCPT3002:response.Content.ReadFromJsonAsync<JsonElement>()|};")]
    [InlineData("using var reader = new StreamReader(await response.Content.ReadAsStreamAsync()); return {|MCPT3002:JsonDocument.Parse(await reader.ReadToEndAsync())|};")]
    public Task OnlyJson_IsReported(string read) => Verify.Analyzer(Client(read));

    [Theory]
    [InlineData("using var reader = new StreamReader(await response.Content.ReadAsStreamAsync()); while (await reader.ReadLineAsync() is { } line) { if ({|MCPT3002:line.StartsWith(\"data:\")|}) return JsonDocument.Parse(line[5..]); } return null;")]
    [InlineData("using var reader = new StreamReader(await response.Content.ReadAsStreamAsync()); string? line; while ((line = await reader.ReadLineAsync()) != null) { if ({|MCPT3002:line.StartsWith(\"data: \", StringComparison.Ordinal)|}) return line.Substring(6); } return null;")]
    [InlineData("var body = await response.Content.ReadAsStringAsync(); foreach (var line in body.Split('\\n')) { if ({|MCPT3002:line.StartsWith(\"data:\")|}) return JsonDocument.Parse(line.Substring(5)); } return null;")]
    [InlineData("var body = await response.Content.ReadAsStringAsync(); var at = body.IndexOf(\"data:\"); if (at == -1) return null; return JsonDocument.Parse({|MCPT3002:body.Substring(at + 5)|}.Trim());")]
    [InlineData("var body = await response.Content.ReadAsStringAsync(); var at = body.IndexOf(\"data: \", StringComparison.Ordinal); if (at < 0) throw new JsonException(body); return JsonDocument.Parse({|MCPT3002:body[(at + 6)..]|});")]
    [InlineData("var body = await response.Content.ReadAsStringAsync(); return JsonDocument.Parse({|MCPT3002:body.Substring(body.IndexOf(\"data:\") + 5)|});")]
    [InlineData("var body = await response.Content.ReadAsStringAsync(); foreach (var line in body.Split('\\n')) { var data = {|MCPT3002:line.StartsWith(\"data:\")|} ? line.Substring(5).Trim() : null; if (data is not null) return JsonDocument.Parse(data); } return null;")]
    [InlineData("var body = await response.Content.ReadAsStringAsync(); foreach (var line in body.Split('\\n')) { var text = line; if ({|MCPT3002:line.StartsWith(\"data:\")|}) { text = line.Substring(5); return JsonDocument.Parse(text); } } return null;")]
    public Task OnlyEvents_IsReported(string read) => Verify.Analyzer(Client(read));

    [Theory]
    [InlineData("return await ReadAsync(response);", "private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) => await {|MCPT3002:answer.Content.ReadFromJsonAsync<JsonElement>()|};")]
    [InlineData("return await ReadAsync(response.Content);", "private static async Task<JsonElement> ReadAsync(HttpContent content) { var text = await content.ReadAsStringAsync(); return {|MCPT3002:JsonSerializer.Deserialize<JsonElement>(text)|}; }")]
    [InlineData("return Parse(await response.Content.ReadAsStringAsync());", "private static JsonElement Parse(string text) => {|MCPT3002:JsonSerializer.Deserialize<JsonElement>(text)|};")]
    public Task ReadInAHelper_IsReported(string read, string members) => Verify.Analyzer(Client(read, members));

    [Fact]
    public Task WrapperThatSends_IsReported() => Verify.Analyzer(ClientCode.WithSession("""
        public async Task<JsonElement> ListAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}") };
            request.Headers.Add("Accept", "application/json, text/event-stream");
            using var response = await SendAsync(request);
            return await {|MCPT3002:response.Content.ReadFromJsonAsync<JsonElement>()|};
        }

        private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
        {
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            return await _http.SendAsync(request);
        }
        """));

    [Fact]
    public Task InjectedClientWithPostAsJson_IsReported() => Verify.Analyzer(ClientCode.File("""
        public sealed class Client(HttpClient http)
        {
            private const string Header = "Mcp-Session-Id";

            public async Task<JsonElement> ListAsync(string sessionId)
            {
                http.DefaultRequestHeaders.Add(Header, sessionId);
                using var response = await http.PostAsJsonAsync("mcp", new { jsonrpc = "2.0", id = 1, method = "tools/list" });
                return await {|MCPT3002:response.Content.ReadFromJsonAsync<JsonElement>()|};
            }
        }
        """));

    [Theory]
    [InlineData("if (response.Content.Headers.ContentType?.MediaType == \"text/event-stream\") throw new InvalidOperationException(); return await response.Content.ReadFromJsonAsync<JsonElement>();")]
    [InlineData("log.Add(response.Content.Headers.GetValues(\"Content-Type\").First()); return await response.Content.ReadFromJsonAsync<JsonElement>();")]
    [InlineData("log.Add(response.Content.Headers.ToString()); return await response.Content.ReadFromJsonAsync<JsonElement>();")]
    [InlineData("return IsStream(response.Content) ? null : await response.Content.ReadFromJsonAsync<JsonElement>();", "private static bool IsStream(HttpContent content) => content.Headers.ContentType is { MediaType: \"text/event-stream\" };")]
    public Task ContentTypeIsLookedAt_IsSilent(string read, string members = "") => Verify.Analyzer(Client(read, members));

    [Theory]
    [InlineData("var body = await response.Content.ReadAsStringAsync(); if (body[0] != '{') return body; return JsonDocument.Parse(body);")]
    [InlineData("var body = await response.Content.ReadAsStringAsync(); if (body.TrimStart().StartsWith('{')) return JsonDocument.Parse(body); return null;")]
    [InlineData("var body = await response.Content.ReadAsStringAsync(); if (body.StartsWith(\"event:\")) return null; return JsonDocument.Parse(body);")]
    [InlineData("var body = await response.Content.ReadAsStringAsync(); foreach (var line in body.Split('\\n')) { if (line.StartsWith(\"data:\")) return JsonDocument.Parse(line.Substring(5)); } return JsonDocument.Parse(body);")]
    [InlineData("return await response.Content.ReadAsStringAsync();")]
    [InlineData("var body = await response.Content.ReadAsStringAsync(); if (body?.StartsWith('{') != true) return null; return JsonDocument.Parse(body);")]
    [InlineData("var body = await response.Content.ReadAsStringAsync(); if (body is not ['{', ..]) return null; return JsonDocument.Parse(body);")]
    [InlineData("var body = await response.Content.ReadAsStringAsync(); return JsonSerializer.Serialize(body);")]
    [InlineData("var body = await response.Content.ReadAsStringAsync(); log.Add(body); return JsonDocument.Parse(body);")]
    [InlineData("return await Reader.ReadAsync(response);", "public IReader Reader { get; init; } = null!; public interface IReader { Task<object> ReadAsync(HttpResponseMessage response); }")]
    [InlineData("await Reader.SeeAsync(response); return await response.Content.ReadFromJsonAsync<JsonElement>();", "public IReader Reader { get; init; } = null!; public interface IReader { Task SeeAsync(HttpResponseMessage response); }")]
    [InlineData("_last = response; return await response.Content.ReadFromJsonAsync<JsonElement>();", "private HttpResponseMessage? _last; public HttpResponseMessage? Last => _last;")]
    [InlineData("return response.StatusCode;")]
    [InlineData("var body = await response.Content.ReadAsStringAsync(); var at = body.IndexOf(\"data:\"); return JsonDocument.Parse(at < 0 ? body : body.Substring(at + 5));")]
    [InlineData("var body = await response.Content.ReadAsStringAsync(); var at = body.IndexOf(\"data:\"); if (at >= 0) body = body.Substring(at + 5); return JsonDocument.Parse(body);")]
    [InlineData("var body = await response.Content.ReadAsStringAsync(); var at = body.IndexOf(\"data:\"); if (at == -1) return JsonDocument.Parse(body); return JsonDocument.Parse(body.Substring(at + 5));")]
    [InlineData("var body = await response.Content.ReadAsStringAsync(); var at = body.IndexOf(\"data:\"); at = at < 0 ? 0 : at + 5; return JsonDocument.Parse(body.Substring(at));")]
    [InlineData("var body = await response.Content.ReadAsStringAsync(); return JsonDocument.Parse(body.Substring(Math.Max(body.IndexOf('{'), 0)));")]
    [InlineData("var body = await response.Content.ReadAsStringAsync(); return body.IndexOf(\"data:\") >= 0;")]
    [InlineData("var body = await response.Content.ReadAsStringAsync(); foreach (var line in body.Split('\\n')) { var json = line.StartsWith(\"data:\") ? line.Substring(5).Trim() : line.Trim(); if (json.StartsWith('{')) return JsonDocument.Parse(json); } return null;")]
    [InlineData("var body = await response.Content.ReadAsStringAsync(); foreach (var line in body.Split('\\n')) { var json = line.StartsWith(\"data: \", StringComparison.Ordinal) ? line[6..] : line; if (json.Length > 0) return JsonDocument.Parse(json); } return null;")]
    [InlineData("using var reader = new StreamReader(await response.Content.ReadAsStreamAsync()); while (await reader.ReadLineAsync() is { } line) { if (line.StartsWith(\"data:\")) line = line[5..]; if (line.TrimStart().StartsWith('{')) return JsonDocument.Parse(line); } return null;")]
    public Task FormIsToldApartOrOutOfSight_IsSilent(string read, string members = "") => Verify.Analyzer(Client(read, members));

    [Theory]
    [InlineData("request.Headers.Accept.ParseAdd(\"application/json\");")]
    [InlineData("request.Headers.Add(\"Accept\", \"text/event-stream\");")]
    [InlineData("")]
    public Task AcceptHeaderThatIsWrongItself_IsSilent(string accept) => Verify.Analyzer(Client("return await response.Content.ReadFromJsonAsync<JsonElement>();", accept: accept));

    [Fact]
    public Task Notification_IsSilent() => Verify.Analyzer(Client(
        "return await response.Content.ReadFromJsonAsync<JsonElement>();", content: "\"{\\\"jsonrpc\\\":\\\"2.0\\\",\\\"method\\\":\\\"notifications/initialized\\\"}\""));

    [Fact]
    public Task OtherPosts_AreSilent() => Verify.Analyzer(ClientCode.WithSession("""
        private const string Header = "Mcp-Session-Id";

        public async Task<JsonElement> TokenAsync(Dictionary<string, string> form)
        {
            using var response = await _http.PostAsync("token", new FormUrlEncodedContent(form));
            return await response.Content.ReadFromJsonAsync<JsonElement>();
        }
        """));

    [Fact]
    public Task MutuallyRecursiveHelpers_EndQuickly()
    {
        var methods = string.Join("\n", Enumerable.Range(0, 10).Select(i => $"private async Task M{i}(HttpResponseMessage answer, int n) {{ "
            + string.Concat(Enumerable.Range(0, 10).Select(j => $"if (n > {j}) await M{j}(answer, n - 1); ")) + "await answer.Content.ReadFromJsonAsync<JsonElement>(); }"));
        return Verify.Analyzer(Client("await M0(response, 2); return await response.Content.ReadAsStringAsync();", methods));
    }

    [Theory]
    [InlineData("return {|#0:JsonDocument.Parse(await response.Content.ReadAsStringAsync())|};", "one JSON document", "a stream of events")]
    [InlineData("foreach (var line in (await response.Content.ReadAsStringAsync()).Split('\\n')) { if ({|#0:line.StartsWith(\"data:\")|}) return JsonDocument.Parse(line.Substring(5)); } return null;", "a stream of events", "one JSON document")]
    public Task Message_SaysWhatIsReadAndWhatMayCome(string read, string form, string other) => Verify.Analyzer(
        Client(read), Verify.Diagnostic().WithLocation(0).WithArguments(form, other));

    [Fact]
    public Task ContentTypeThatTheTypeLooksAtElsewhere_IsSilent() => Verify.Analyzer(Client(
        "return await response.Content.ReadFromJsonAsync<JsonElement>();",
        "public static bool IsStream(HttpResponseMessage answer) => answer.Content.Headers.ContentType?.MediaType == \"text/event-stream\";"));

    [Fact]
    public Task HelperThatSeveralTypesUse_IsReportedWhereEachCallsIt() => Verify.Analyzer(
    [
        Client("return await {|MCPT3002:Answers.ReadAsync(response)|};"),
        Client("return {|MCPT3002:Answers.Parse(await response.Content.ReadAsStringAsync())|};").Replace("class Client", "class OtherClient").Replace("internal sealed class SessionExpiredException : Exception { }", ""),
        ClientCode.File("""
            internal static class Answers
            {
                public static async Task<JsonElement> ReadAsync(HttpResponseMessage response) => Parse(await response.Content.ReadAsStringAsync());

                public static JsonElement Parse(string text) => JsonSerializer.Deserialize<JsonElement>(text);
            }
            """),
    ]);
}
