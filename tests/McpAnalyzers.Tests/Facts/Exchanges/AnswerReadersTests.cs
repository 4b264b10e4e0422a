using McpAnalyzers.Facts;

namespace McpAnalyzers.Tests.Facts;

public class AnswerReadersTests
{
    private const string Lines = "using var reader = new StreamReader(await response.Content.ReadAsStreamAsync()); ";
    private const string Text = "var text = await response.Content.ReadAsStringAsync(); ";

    /// <summary>What other libraries have, and what has no body in sight.</summary>
    private const string Others = """

        public static class JsonConvert
        {
            public static extern object DeserializeObject(string text);
            public static extern object DeserializeObject(TextReader text);
            public static extern string SerializeObject(object value);
        }

        public static class JObject { public static extern object Parse(string text); }
        public static class JToken { public static extern object Parse(string text); }
        public static class JsonObject { public static extern object Parse(string text); }
        public static class Yaml { public static extern object Parse(string text); public static extern object Create(Stream stream); }
        public static class SseParser { public static extern object Create(Stream stream); public static extern object Create(string text); public static extern object Open(Stream stream); }
        public static class LoggerExtensions { public static extern void LogInformation(string text); public static extern bool IsEnabled(string text); }
        public static class Requests { public static extern bool IsNullOrEmpty(string text); public static extern void ThrowIfNull(string text); public static extern void Check(string text); }

        public static class HttpContentExtensions
        {
            public static extern Task<T> ReadAsAsync<T>(this HttpContent content);
            public static extern Task<T> ReadAsXmlAsync<T>(this HttpContent content);
            public static extern Task<T> ReadAsAsync<T>(this object formatter, HttpContent content);
        }

        public sealed class Message(string text) { public string Text => text; }
        """;

    private const string IsData = "private static bool IsData(string line) => line.StartsWith(\"data:\");";

    private static async Task<AnswerReading> Read(string read, string members = "")
    {
        var facts = await FactsOf.Type("Client", ClientCode.WithSession($$"""
            public async Task RunAsync(ICollection<string> log, string other, CancellationToken token)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
                using var response = await _http.SendAsync(request);
                {{read}}
            }

            {{members}}
            """) + Others);
        return facts.AnswerReaders.Of(facts.SentRequests.All.Single(sent => sent.Verbs == Verbs.Post));
    }

    private static string Told(AnswerReading reading) =>
        reading.Readers.Count == 0 ? $"{reading.Forms}" : $"{reading.Forms}: {string.Join("; ", reading.Readers.Select(reader => reader.Syntax))}";

    [Theory]
    [InlineData("_ = await response.Content.ReadFromJsonAsync<int>();", "response.Content.ReadFromJsonAsync<int>()")]
    [InlineData("await foreach (var i in response.Content.ReadFromJsonAsAsyncEnumerable<int>()) { }", "response.Content.ReadFromJsonAsAsyncEnumerable<int>()")]
    [InlineData("_ = await response.Content.ReadAsAsync<int>();", "response.Content.ReadAsAsync<int>()")]
    [InlineData(Text + "_ = JsonSerializer.Deserialize<int>(text);", "JsonSerializer.Deserialize<int>(text)")]
    [InlineData("_ = JsonSerializer.Deserialize<int>(response.Content.ReadAsStream());", "JsonSerializer.Deserialize<int>(response.Content.ReadAsStream())")]
    [InlineData("_ = await JsonSerializer.DeserializeAsync<int>(await response.Content.ReadAsStreamAsync());", "JsonSerializer.DeserializeAsync<int>(await response.Content.ReadAsStreamAsync())")]
    [InlineData("var bytes = await response.Content.ReadAsByteArrayAsync(); _ = JsonSerializer.Deserialize<int>(bytes);", "JsonSerializer.Deserialize<int>(bytes)")]
    [InlineData(Text + "_ = JsonDocument.Parse(text);", "JsonDocument.Parse(text)")]
    [InlineData(Text + "_ = System.Text.Json.Nodes.JsonNode.Parse(text);", "System.Text.Json.Nodes.JsonNode.Parse(text)")]
    [InlineData(Text + "_ = JsonObject.Parse(text);", "JsonObject.Parse(text)")]
    [InlineData(Text + "_ = JObject.Parse(text);", "JObject.Parse(text)")]
    [InlineData(Text + "_ = JToken.Parse(text);", "JToken.Parse(text)")]
    [InlineData(Text + "_ = JsonConvert.DeserializeObject(text);", "JsonConvert.DeserializeObject(text)")]
    [InlineData(Lines + "_ = JsonConvert.DeserializeObject(reader);", "JsonConvert.DeserializeObject(reader)")]
    [InlineData(Lines + "_ = JsonDocument.Parse(reader.ReadToEnd());", "JsonDocument.Parse(reader.ReadToEnd())")]
    [InlineData(Lines + "_ = JsonDocument.Parse(await reader.ReadToEndAsync());", "JsonDocument.Parse(await reader.ReadToEndAsync())")]
    public async Task OneDocument_IsJson(string read, string reader) => Assert.Equal($"Json: {reader}", Told(await Read(read)));

    [Theory]
    [InlineData(Lines + "while (await reader.ReadLineAsync() is { } line) { if (line.StartsWith(\"data:\")) log.Clear(); }", "line.StartsWith(\"data:\")")]
    [InlineData(Lines + "while (reader.ReadLine() is { } line) { if (line.StartsWith(\"data:\")) log.Clear(); }", "line.StartsWith(\"data:\")")]
    [InlineData(Lines + "while (reader.ReadLine() is string line) { if (line.StartsWith(\"data: \", StringComparison.Ordinal)) log.Clear(); }", "line.StartsWith(\"data: \", StringComparison.Ordinal)")]
    [InlineData(Lines + "string? line; while ((line = reader.ReadLine()) != null) { if (line.StartsWith(\"data\")) log.Add(line); }", "line.StartsWith(\"data\")")]
    [InlineData(Lines + "while (!reader.EndOfStream) { var line = reader.ReadLine(); if (line!.StartsWith(\"event:\")) log.Add(line); }", "line!.StartsWith(\"event:\")")]
    [InlineData(Lines + "while (true) { var line = await reader.ReadLineAsync(); if (line is null) break; if (line.StartsWith(\"id:\") && line.Length > 3 && line[2] == ':') log.Add(line.Substring(3)); }", "line.StartsWith(\"id:\")")]
    [InlineData(Text + "foreach (var line in text.Split('\\n')) { if (line.StartsWith(\"data:\")) log.Add(line[5..]); }", "line.StartsWith(\"data:\")")]
    [InlineData(Lines + "var line = await reader.ReadLineAsync(token).AsTask().WaitAsync(token).ConfigureAwait(false); if (line!.StartsWith(\"data:\")) log.Clear();", "line!.StartsWith(\"data:\")")]
    [InlineData("_ = SseParser.Create(await response.Content.ReadAsStreamAsync());", "SseParser.Create(await response.Content.ReadAsStreamAsync())")]
    [InlineData(Lines + "if (reader.ReadLine()!.StartsWith(\"data:\")) log.Clear();", "reader.ReadLine()!.StartsWith(\"data:\")")]
    [InlineData(Lines + "while (reader.ReadLine() is { } line) { if (line.StartsWith(\"data:\")) log.Clear(); line = other; }", "line.StartsWith(\"data:\")")]
    [InlineData(Lines + "while (reader.ReadLine() is { } line) { if (line.StartsWith(\"data:\")) log.Clear(); _ = line.Length; log.Add(line); }", "line.StartsWith(\"data:\")")]
    [InlineData(Lines + "while (reader.ReadLine() is { } line) { if (line.StartsWith(\"data:\")) { _ = JsonDocument.Parse(line[5..]); } }", "line.StartsWith(\"data:\")")]
    [InlineData(Lines + "while (reader.ReadLine() is { } line) { var kept = line; if (line.StartsWith(\"data:\")) log.Clear(); }", "line.StartsWith(\"data:\")")]
    [InlineData(Lines + "while (reader.ReadLine() is { } line) { if (IsData(line)) log.Add(line); }", "line.StartsWith(\"data:\")")]
    [InlineData(Text + "var at = text.IndexOf(\"data:\"); _ = text.Substring(at + 5);", "text.Substring(at + 5)")]
    [InlineData(Text + "_ = text[text.IndexOf(\"data: \")..];", "text[text.IndexOf(\"data: \")..]")]
    public async Task Lines_OfEvents_AreEvents(string read, string reader) => Assert.Equal($"Events: {reader}", Told(await Read(read, IsData)));

    /// <summary>A line that is no field is read as well, as JSON may be.</summary>
    [Theory]
    [InlineData("if (line.StartsWith(\"data:\")) line = line[5..]; _ = JsonDocument.Parse(line);")]
    [InlineData("if (line.StartsWith(\"data:\")) line = line[5..]; _ = JsonDocument.Parse((string)(line));")]
    [InlineData("if (line.StartsWith(\"data:\")) line = line[5..]; _ = JsonDocument.Parse(line.Trim());")]
    [InlineData("if (line.StartsWith(\"data:\")) line = line[5..]; _ = JsonDocument.Parse(line.TrimStart().TrimEnd());")]
    [InlineData("if (line.StartsWith(\"data:\")) line = line[5..]; var kept = line;")]
    [InlineData("if (line.StartsWith(\"data:\")) line = line[5..]; object kept = line;")]
    [InlineData("if (line.StartsWith(\"data:\")) line = line[5..]; string kept; kept = line;")]
    [InlineData("var kept = line.StartsWith(\"data:\") ? line[5..] : line;")]
    [InlineData("if (line.StartsWith(\"event:\")) continue; _ = JsonDocument.Parse(line); if (line.StartsWith(\"event:\")) log.Clear();", 2)]
    [InlineData("if (IsData(line)) line = line[5..]; _ = JsonDocument.Parse(line);")]
    public async Task LinesThatAreReadWithAFieldOrWithout_MayBeJson(string onLine, int readers = 1)
    {
        var reading = await Read($"{Lines} while (reader.ReadLine() is {{ }} line) {{ {onLine} }}", IsData);

        Assert.Equal((AnswerForms.Unknown, readers), (reading.Forms, reading.Readers.Count));
    }

    /// <summary>How much of an answer is waited for at a time: the same, however often it is done.</summary>
    [Theory]
    [InlineData("", "None")]
    [InlineData("_ = response.StatusCode;", "None")]
    [InlineData("_ = response.Content.Headers;", "None")]
    [InlineData("_ = await response.Content.ReadAsStringAsync();", "Whole")]
    [InlineData(Text + "log.Add(text);", "Whole")]
    [InlineData(Lines + "_ = reader.ReadToEnd();", "Whole")]
    [InlineData(Lines + "_ = reader.ReadLine();", "Parts")]
    [InlineData(Lines + "_ = reader.Read();", "Parts")]
    [InlineData("await response.Content.LoadIntoBufferAsync();", "Whole")]
    [InlineData("await response.Content.CopyToAsync(Stream.Null);", "Parts")]
    [InlineData("var stream = await response.Content.ReadAsStreamAsync(); _ = stream.ReadByte();", "Parts")]
    [InlineData("_ = await response.Content.ReadFromJsonAsync<int>();", "Whole")]
    [InlineData("_ = SseParser.Create(await response.Content.ReadAsStreamAsync());", "Parts")]
    [InlineData("_last = response;", "OutOfSight")]
    [InlineData("object content = response.Content; _ = content.Equals(log);", "Parts")]
    [InlineData("_ = new BinaryReader(await response.Content.ReadAsStreamAsync());", "OutOfSight")]
    public async Task Body(string read, string expected)
    {
        const string Last = "private HttpResponseMessage? _last;";

        Assert.Equal(expected, $"{(await Read(read, Last)).Body}");
        Assert.Equal(expected, $"{(await Read($"{{ {read} }} {{ {read} }}", Last)).Body}");
    }

    [Theory]
    [InlineData("_ = await _http.GetStringAsync(_endpoint);", "OutOfSight")]
    [InlineData("_ = await _http.GetAsync(_endpoint);", "None")]
    public async Task BodyReadsOf(string statement, string expected)
    {
        var facts = await FactsOf.Members($"public async Task RunAsync() {{ {statement} }}");
        var run = facts.Body("RunAsync");
        var exchange = new Origin(run.Operations.First(o => facts.Exchanges.SendOf(o) is not null), run.AnyCall);

        Assert.Equal(expected, $"{facts.AnswerReaders.BodyReadsOf(exchange)}");
    }

    [Theory]
    [InlineData("retry:")]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("xdata:")]
    public async Task Lines_OfWhichNobodyAsksForAField_MayBeAnything(string start) =>
        Assert.Equal("Unknown", Told(await Read($$"""{{Lines}} while (reader.ReadLine() is { } line) { if (line.StartsWith("{{start}}")) log.Add(line); }""")));

    [Theory]
    [InlineData("response.Dispose();")]
    [InlineData("using (response) { }")]
    [InlineData("lock (response) { }")]
    [InlineData("_ = response.StatusCode;")]
    [InlineData("_ = response.Headers.Location;")]
    [InlineData("response.EnsureSuccessStatusCode();")]
    [InlineData("_ = response is null;")]
    [InlineData("_ = response == null;")]
    [InlineData("await response.Content.ReadAsStringAsync();")]
    [InlineData("_ = await response.Content.ReadAsStringAsync();")]
    [InlineData(Text + "_ = text.Length;")]
    [InlineData(Text + "_ = $\"{text}\";")]
    [InlineData(Text + "_ = text == \"{}\";")]
    [InlineData(Text + "_ = \"{}\" != text;")]
    [InlineData(Text + "_ = text is { Length: 0 };")]
    [InlineData(Text + "_ = string.IsNullOrEmpty(text);")]
    [InlineData(Text + "_ = string.IsNullOrWhiteSpace(text);")]
    [InlineData(Text + "ArgumentNullException.ThrowIfNull(text);")]
    [InlineData(Text + "ArgumentException.ThrowIfNullOrEmpty(text);")]
    [InlineData(Text + "Console.WriteLine(text);")]
    [InlineData(Text + "Console.Out.Write(text);")]
    [InlineData(Text + "System.Diagnostics.Debug.WriteLine(text);")]
    [InlineData(Text + "System.Diagnostics.Trace.WriteLine(text);")]
    [InlineData(Text + "LoggerExtensions.LogInformation(text);")]
    [InlineData(Text + "throw new InvalidOperationException(text);")]
    [InlineData("var stream = await response.Content.ReadAsStreamAsync(); await stream.DisposeAsync();")]
    [InlineData("var stream = await response.Content.ReadAsStreamAsync(); stream.Close(); _ = stream.Length;")]
    [InlineData(Lines + "_ = reader.EndOfStream;")]
    public async Task WhatReadsNothing_IsNone(string read) => Assert.Equal("None", Told(await Read(read)));

    [Theory]
    [InlineData("_ = response.ToString();")]
    [InlineData("_ = response.Content.ToString();")]
    [InlineData("_ = response.Content.Headers;")]
    [InlineData("await response.Content.CopyToAsync(Stream.Null);")]
    [InlineData("_ = await response.Content.ReadAsXmlAsync<int>();")]
    [InlineData("_ = await log.ReadAsAsync<int>(response.Content);")]
    [InlineData("_last = response;")]
    [InlineData("log.Add($\"{response.Content ?? throw new Exception()}\"); _ = new object[] { response };")]
    [InlineData(Text + "_ = text.Trim();")]
    [InlineData(Text + "_ = text.StartsWith(\"data:\");")]
    [InlineData(Text + "_ = text[0];")]
    [InlineData(Text + "_ = text == other;")]
    [InlineData(Text + "_ = text + \"\";")]
    [InlineData(Text + "_ = text is ['{', ..];")]
    [InlineData(Text + "_ = text is not ['{', ..];")]
    [InlineData(Text + "switch (text) { case ['{', ..]: break; }")]
    [InlineData(Text + "_ = text switch { ['{', ..] => 1, _ => 2 };")]
    [InlineData(Text + "_ = text[1..];")]
    [InlineData(Text + "foreach (var c in text) log.Clear();")]
    [InlineData(Text + "_ = text.Split('\\n');")]
    [InlineData(Text + "_ = text.Split('\\n')[0];")]
    [InlineData(Text + "_ = text.Split('\\n').Length;")]
    [InlineData(Text + "log.Add(text);")]
    [InlineData(Text + "await Console.Out.WriteAsync(text);")]
    [InlineData(Text + "_ = LoggerExtensions.IsEnabled(text);")]
    [InlineData(Text + "Requests.Check(text);")]
    [InlineData(Text + "_ = new Message(text).Text;")]
    [InlineData(Text + "_ = new Uri(text);")]
    [InlineData(Text + "_ = Yaml.Parse(text);")]
    [InlineData(Text + "_ = JsonSerializer.Serialize(text);")]
    [InlineData(Text + "_ = JsonConvert.SerializeObject(text);")]
    [InlineData(Text + "_ = JsonSerializer.SerializeToDocument(response);")]
    [InlineData(Text + "_ = SseParser.Create(text);")]
    [InlineData("_ = SseParser.Open(await response.Content.ReadAsStreamAsync());")]
    [InlineData("_ = Yaml.Create(await response.Content.ReadAsStreamAsync());")]
    [InlineData("_ = new BinaryReader(await response.Content.ReadAsStreamAsync());")]
    [InlineData("var stream = await response.Content.ReadAsStreamAsync(); _ = stream.Position;")]
    [InlineData("var stream = await response.Content.ReadAsStreamAsync(); _ = stream.ToString();")]
    [InlineData(Lines + "_ = reader.ReadBlock(new char[1], 0, 1);")]
    [InlineData(Lines + "_ = reader.CurrentEncoding;")]
    [InlineData(Lines + "while (reader.ReadLine() is { } line) log.Add(line);")]
    [InlineData(Lines + "while (reader.ReadLine() is { } line) { _ = JsonDocument.Parse(line); }")]
    [InlineData(Lines + "while (reader.ReadLine() is { } line) { if (line.Contains(\"data:\")) log.Add(line); }")]
    [InlineData(Lines + "while (reader.ReadLine() is { } line) { var at = line.IndexOf(\"data:\"); log.Add(line[(at + 5)..]); }")]
    public async Task WhatIsReadOutOfSightOrTellsTheTwoApart_IsUnknown(string read)
    {
        var reading = await Read(read, "private HttpResponseMessage? _last;");

        Assert.True(reading.Forms.HasFlag(AnswerForms.Unknown) && reading.Readers.Count == 0, Told(reading));
    }

    [Theory]
    [InlineData("_ = response.ToString(); _ = response.ToString();")]
    [InlineData("_ = response.Content.Headers; _ = response.Content.Headers;")]
    [InlineData("await response.Content.LoadIntoBufferAsync();")]
    [InlineData("await response.Content.LoadIntoBufferAsync(); await response.Content.LoadIntoBufferAsync();")]
    [InlineData("await response.Content.CopyToAsync(Stream.Null); await response.Content.CopyToAsync(Stream.Null);")]
    [InlineData("_last = response; _last = response;")]
    [InlineData(Text + "_ = text[0]; _ = text[1];")]
    [InlineData(Text + "_ = text is ['{', ..]; _ = text is ['[', ..];")]
    [InlineData(Text + "log.Add(text); log.Add(text);")]
    [InlineData(Text + "_ = text + \"a\"; _ = text + \"b\";")]
    [InlineData(Text + "_ = text.Split('\\n'); _ = text.Split('\\r');")]
    public async Task WhatIsReadOutOfSightAndMayBeTwice_IsUnknown(string read) => Assert.Equal("Unknown", Told(await Read(read, "private HttpResponseMessage? _last;")));

    [Theory]
    [InlineData("response.Content", "ReadFromJsonAsync<int>()", "Json")]
    [InlineData("SseParser", "Create(await response.Content.ReadAsStreamAsync())", "Events")]
    public async Task WhatIsReadTwiceInOneForm_IsOfThatForm(string reader, string call, string form)
    {
        var reading = await Read($"_ = {reader}.{call}; _ = {reader}.{call};");

        Assert.Equal((form, 2), ($"{reading.Forms}", reading.Readers.Count));
    }

    [Fact]
    public async Task LongWayThatIsFollowedToItsEnd_AndOneThatIsTooLong()
    {
        Assert.Equal(AnswerForms.Json, (await Read(Copies(50))).Forms);
        Assert.Equal(AnswerForms.Unknown, (await Read(Copies(500))).Forms);

        static string Copies(int count) =>
            $"{Text} var t0 = text; {string.Concat(Enumerable.Range(1, count).Select(i => $"var t{i} = t{i - 1}; "))} _ = JsonDocument.Parse(t{count});";
    }

    [Theory]
    [InlineData("_ = response?.Content?.ReadFromJsonAsync<int>();")]
    [InlineData("_ = (await (response).Content.ReadFromJsonAsync<int>())!;")]
    [InlineData("_ = ((HttpResponseMessage)response).Content.ReadFromJsonAsync<int>();")]
    [InlineData("var answer = response ?? throw new Exception(); _ = answer.Content.ReadFromJsonAsync<int>();")]
    [InlineData("HttpResponseMessage answer; answer = response; _ = answer.Content.ReadFromJsonAsync<int>();")]
    [InlineData("if (response is { } answer) _ = answer.Content.ReadFromJsonAsync<int>();")]
    [InlineData("if (response is HttpResponseMessage answer) _ = answer.Content.ReadFromJsonAsync<int>();")]
    [InlineData("if (response is { IsSuccessStatusCode: true } answer) _ = answer.Content.ReadFromJsonAsync<int>();")]
    [InlineData("switch (response) { case { IsSuccessStatusCode: true } answer: _ = answer.Content.ReadFromJsonAsync<int>(); break; }")]
    [InlineData("_ = response switch { { } answer => answer.Content.ReadFromJsonAsync<int>(), _ => null };")]
    [InlineData("_ = response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<int>();")]
    [InlineData("_ = JsonDocument.Parse(response.Content.ReadAsStringAsync().Result);")]
    [InlineData("_ = JsonDocument.Parse(response.Content.ReadAsStringAsync().GetAwaiter().GetResult());")]
    [InlineData("_ = JsonDocument.Parse(await response.Content.ReadAsStringAsync().WaitAsync(token).ConfigureAwait(false));")]
    [InlineData("_ = JsonDocument.Parse((await response.Content.ReadAsStringAsync() ?? \"\").ToString());")]
    [InlineData(Text + "_ = JsonDocument.Parse(text); text = \"\";")]
    [InlineData(Text + "string copy; copy = text; _ = JsonDocument.Parse(copy); copy = other;")]
    [InlineData("Func<Task> later = async () => _ = await response.Content.ReadFromJsonAsync<int>(); await later();")]
    [InlineData("if (!response.IsSuccessStatusCode) { log.Add(await response.Content.ReadAsStringAsync()); return; } _ = await response.Content.ReadFromJsonAsync<int>();")]
    [InlineData("var content = response.Content; if (response.IsSuccessStatusCode) _ = await content.ReadFromJsonAsync<int>(); else log.Add(await content.ReadAsStringAsync());")]
    [InlineData("_ = await ReadAsync(response);", "private static async Task<int> ReadAsync(HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<int>();")]
    [InlineData("_ = await ReadAsync(log, response.Content);", "private static async Task<int> ReadAsync(object log, HttpContent content) => await content.ReadFromJsonAsync<int>();")]
    [InlineData("_ = JsonDocument.Parse(await TextOf(response));", "private static async Task<string> TextOf(HttpResponseMessage answer) { var text = await answer.Content.ReadAsStringAsync(); return text; }")]
    [InlineData("_ = JsonDocument.Parse(Same(Same(await response.Content.ReadAsStringAsync())));", "private static string Same(string text) => text;")]
    [InlineData(Text + "_ = JsonDocument.Parse(Same(text)); log.Add(Same(other));", "private static string Same(string text) => text;")]
    [InlineData("_ = new Parsed(await response.Content.ReadAsStringAsync());", "private sealed class Parsed { public Parsed(string text) => JsonDocument.Parse(text); }")]
    [InlineData("await Task.CompletedTask; async Task<int> LaterAsync() => await response.Content.ReadFromJsonAsync<int>();")]
    public async Task JsonOnItsWay_IsJson(string read, string members = "")
    {
        var reading = await Read(read, members);

        Assert.Equal(AnswerForms.Json, reading.Forms);
        Assert.Single(reading.Readers);
    }

    [Theory]
    [InlineData("private string? Text { get; set; }", "Text = await answer.Content.ReadAsStringAsync();", "Unknown")]
    [InlineData("", "await ReadAsync(answer);", "Unknown")]
    [InlineData("", "Action later = () => Console.WriteLine(answer);", "None")]
    [InlineData("", "Func<object> later = () => answer;", "Unknown")]
    public async Task Helper_IsLookedInto(string members, string statement, string forms)
    {
        var reading = await Read("await ReadAsync(response);", $"private async Task ReadAsync(HttpResponseMessage answer) {{ {statement} await Task.Yield(); }} {members}");

        Assert.Equal(forms, $"{reading.Forms}");
    }

    [Theory]
    [InlineData("public async IAsyncEnumerable<string> RunAsync()", "while (await reader.ReadLineAsync() is { } line) { if (line.StartsWith(\"data:\")) yield return line; }", "Events")]
    [InlineData("public async IAsyncEnumerable<string> RunAsync()", "yield return await reader.ReadToEndAsync();", "Unknown")]
    [InlineData("public async Task<string?> RunAsync()", "while (await reader.ReadLineAsync() is { } line) { if (line.StartsWith(\"data:\")) return line; } return null;", "Events, Unknown")]
    public async Task WhatIsReturnedToAnybody_IsUnknownUnlessItIsALineOfMany(string head, string read, string forms)
    {
        var facts = await FactsOf.Members($$"""
            {{head}}
            {
                using var response = await _http.PostAsync(_endpoint, null);
                {{Lines}}
                {{read}}
            }
            """);

        Assert.Equal(forms, $"{facts.AnswerReaders.Of(facts.SentRequests.All.Single()).Forms}");
    }

    [Theory]
    [InlineData("private", "", "Json, Events")]
    [InlineData("private", "public Delegate Sends => PostAsync;", "Unknown")]
    [InlineData("public", "", "Unknown")]
    public async Task AnswerThatIsReturned_IsFollowedToAllCallers(string access, string members, string forms)
    {
        var facts = await FactsOf.Members($$"""
            public async Task<int> OneAsync() => await (await PostAsync()).Content.ReadFromJsonAsync<int>();

            public async Task<bool> ManyAsync()
            {
                using var reader = new StreamReader(await (await PostAsync()).Content.ReadAsStreamAsync());
                var line = await reader.ReadLineAsync();
                return line!.StartsWith("data:");
            }

            {{access}} async Task<HttpResponseMessage> PostAsync() { return await _http.PostAsync(_endpoint, null); }

            {{members}}
            """);

        Assert.Equal(forms, $"{facts.AnswerReaders.Of(facts.SentRequests.All.Single()).Forms}");
    }

    [Theory]
    [InlineData("_ = response.Content.Headers;", true)]
    [InlineData("_ = response.Content.Headers.ContentDisposition;", true)]
    [InlineData("_ = response.Content.Headers.ContentType;", true)]
    [InlineData("Console.WriteLine(response.Content.Headers.Contains(\"X\"));", true)]
    [InlineData("_ = response.Content.Headers.ContentLength;", false)]
    [InlineData("_ = response.Content.Headers.ContentEncoding;", false)]
    [InlineData("request.Content!.Headers.ContentType = null;", false)]
    [InlineData("request.Content!.Headers.ContentDisposition = null;", false)]
    [InlineData("request.Content!.Headers.Add(\"X\", \"y\");", false)]
    [InlineData("request.Content!.Headers.Remove(\"X\");", false)]
    [InlineData("request.Content = new StringContent(\"\") { Headers = { ContentType = null } };", false)]
    [InlineData("_ = response.Headers;", false)]
    [InlineData("_ = headers.ContentType;", true)]
    [InlineData("headers.ContentType = null;", false)]
    [InlineData("_ = headers.ContentLength;", false)]
    [InlineData("_ = web.ContentType;", true)]
    [InlineData("web.ContentType = null!;", false)]
    [InlineData("_ = new Part().ContentType;", false)]
    [InlineData("_ = media.MediaType;", true)]
    [InlineData("Console.WriteLine(headers.ContentType);", true)]
    [InlineData("Console.WriteLine(web.ContentType);", true)]
    [InlineData("Console.WriteLine(media.MediaType);", true)]
    [InlineData("Console.WriteLine(new Part().ContentType + new Part().MediaType + media.CharSet);", false)]
    [InlineData("_ = media.CharSet;", false)]
    [InlineData("media.MediaType = null;", false)]
    [InlineData("_ = new Part().MediaType;", false)]
    [InlineData("_ = response.Headers.Contains(\"content-type\");", true)]
    [InlineData("_ = response.Headers.TryGetValues(\"Content-Type\", out _);", true)]
    [InlineData("_ = response.Headers.Contains(\"Accept\");", false)]
    [InlineData("request.Headers.TryAddWithoutValidation(\"Content-Type\", \"x\");", false)]
    [InlineData("Console.WriteLine(\"Content-Type\");", false)]
    [InlineData("_ = \"Content-Type\";", false)]
    [InlineData("_ = Answers.IsStream(response);", true)]
    [InlineData("", false)]
    public async Task ContentType_IsAskedFor(string statement, bool expected)
    {
        var facts = await FactsOf.Type("Client", ClientCode.WithSession($$"""
            public void Run(HttpRequestMessage request, HttpResponseMessage response, HttpContentHeaders headers, WebResponse web, MediaTypeHeaderValue media)
            {
                {{statement}}
            }

            private sealed class Part { public string? ContentType { get; set; } public string? MediaType { get; set; } }
            """) + """

            internal static class Answers { public static bool IsStream(HttpResponseMessage answer) => answer.Content.Headers.ContentType?.MediaType == "text/event-stream"; }
            """);

        Assert.Equal(expected, facts.AnswerReaders.AskContentType);
    }
}
