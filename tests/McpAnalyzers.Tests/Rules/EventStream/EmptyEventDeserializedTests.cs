using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.EventStream.EmptyEventDeserialized>;

namespace McpAnalyzers.Tests.Rules.EventStream;

public class EmptyEventDeserializedTests
{
    private static string Lines(string onData) => ClientCode.WithSession($$"""
        public async Task ReadAsync(HttpResponseMessage response)
        {
            if (response.Headers.Contains("Mcp-Session-Id")) { }
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
            while (await reader.ReadLineAsync() is { } line)
            {
                if (!line.StartsWith("data:")) { continue; }
                {{onData}}
            }
        }
        """);

    [Theory]
    [InlineData("var data = line.Substring(5); using var json = {|MCPT2006:JsonDocument.Parse(data)|};")]
    [InlineData("var data = line[5..].Trim(); using var json = {|MCPT2006:JsonDocument.Parse(data)|};")]
    [InlineData("var message = {|MCPT2006:JsonSerializer.Deserialize<object>(line[\"data:\".Length..])|};")]
    [InlineData("var data = line.Substring(5); if (data == \"[DONE]\") { break; } using var json = {|MCPT2006:JsonDocument.Parse(data)|};")]
    [InlineData("if (line.Length == 0) { continue; } using var json = {|MCPT2006:JsonDocument.Parse(line[5..])|};")]
    [InlineData("if (0 == line.Length) { continue; } using var json = {|MCPT2006:JsonDocument.Parse(line[5..])|};")]
    [InlineData("Handle(line); static void Handle(string text) { using var json = {|MCPT2006:JsonDocument.Parse(text[5..])|}; }")]
    [InlineData("try { using var json = {|MCPT2006:JsonDocument.Parse(line[5..])|}; } catch (IOException) { }")]
    public Task DataWithoutATest_IsReported(string onData) => Verify.Analyzer(Lines(onData));

    [Theory]
    [InlineData("var data = line.Substring(5).Trim(); if (data.Length == 0) { continue; } using var json = JsonDocument.Parse(data);")]
    [InlineData("var data = line[5..].Trim(); if (string.IsNullOrEmpty(data)) { continue; } using var json = JsonDocument.Parse(data);")]
    [InlineData("var data = line[5..].Trim(); if (data is \"\") { continue; } using var json = JsonDocument.Parse(data);")]
    [InlineData("var data = line[5..].Trim(); if (!data.StartsWith('{')) { continue; } using var json = JsonDocument.Parse(data);")]
    [InlineData("try { using var json = JsonDocument.Parse(line[5..]); } catch (JsonException) { }")]
    [InlineData("try { using var json = JsonDocument.Parse(line[5..]); } catch (Exception) { }")]
    [InlineData("if (line.Length > \"data: \".Length) { using var json = JsonDocument.Parse(line[\"data:\".Length..]); }")]
    [InlineData("using var json = JsonDocument.Parse(\"{}\");")]
    [InlineData("Console.WriteLine(line[5..]);")]
    public Task TestedOrCaughtData_IsSilent(string onData) => Verify.Analyzer(Lines(onData));

    [Theory]
    [InlineData("{|MCPT2006:JsonDocument.Parse(line[5..])|}", "line.StartsWith(\"data:\")")]
    [InlineData("JsonDocument.Parse(line[5..])", "line.StartsWith(\"id:\")")]
    [InlineData("JsonDocument.Parse(line[5..])", "line.StartsWith(\"data:\") && line.Length > 5")]
    public Task HelperThatKnowsDataLines_IsUnderstood(string parse, string test) => Verify.Analyzer(ClientCode.WithSession($$"""
        public async Task ReadAsync(HttpResponseMessage response)
        {
            if (response.Headers.Contains("Mcp-Session-Id")) { }
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
            while (await reader.ReadLineAsync() is { } line)
            {
                if (IsData(line)) { using var json = {{parse}}; }
            }
        }

        private static bool IsData(string line) => {{test}};
        """));

    private static string Items(string onItem, string members = "") => ClientCode.File($$"""
        public readonly record struct SseItem<T>(T Data, string EventType);

        public sealed class Client
        {
            private const string Header = "Mcp-Session-Id";

            public async Task ReadAsync(IAsyncEnumerable<SseItem<string>> items)
            {
                await foreach (var item in items)
                {
                    {{onItem}}
                }
            }

            {{members}}
        }
        """);

    [Theory]
    [InlineData("using var json = {|MCPT2006:JsonDocument.Parse(item.Data)|};", "")]
    [InlineData("if (item.EventType != \"message\") { continue; } using var json = {|MCPT2006:JsonDocument.Parse(item.Data)|};", "")]
    [InlineData("switch (item.EventType) { case \"message\": using (var json = {|MCPT2006:JsonDocument.Parse(item.Data)|}) { } break; }", "")]
    [InlineData("Apply(item);", "private static void Apply(SseItem<string> item) { if (item.EventType == \"message\") { using var json = {|MCPT2006:JsonDocument.Parse(item.Data)|}; } }")]
    [InlineData("Handle(item.Data);", "private static void Handle(string text) { using var json = {|MCPT2006:JsonDocument.Parse(text)|}; }")]
    public Task DataOfAReader_IsReported(string onItem, string members) => Verify.Analyzer(Items(onItem, members));

    [Theory]
    [InlineData("if (string.IsNullOrWhiteSpace(item.Data)) { continue; } using var json = JsonDocument.Parse(item.Data);", "")]
    [InlineData("if (item.Data.Length > 0) { Handle(item.Data); }", "private static void Handle(string text) { using var json = JsonDocument.Parse(text); }")]
    [InlineData("if (HasData(item)) { using var json = JsonDocument.Parse(item.Data); }", "private static bool HasData(SseItem<string> item) => item.Data.Length > 0;")]
    [InlineData("if (HasData(item)) { using var json = JsonDocument.Parse(item.Data); }", "private static bool HasData(SseItem<string> item) => IsLong(item); private static bool IsLong(SseItem<string> item) => item.Data.Length > 0;")]
    [InlineData("if (item.Data.Length > 0) { Apply(item); }", "private static void Apply(SseItem<string> item) => Handle(item.Data); private static void Handle(string text) { using var json = JsonDocument.Parse(text); }")]
    [InlineData("if (item is { Data.Length: > 0 }) { using var json = JsonDocument.Parse(item.Data); }", "")]
    [InlineData("try { Handle(item.Data); } catch (JsonException) { }", "private static void Handle(string text) { using var json = JsonDocument.Parse(text); }")]
    [InlineData("", "public static void Handle(string text) { using var json = JsonDocument.Parse(text); }")]
    public Task TestedDataOfAReader_IsSilent(string onItem, string members) => Verify.Analyzer(Items(onItem, members));

    [Fact]
    public Task Message_NamesTheParser() => Verify.Analyzer(
        Lines("using var json = {|#0:JsonDocument.Parse(line[5..])|};"),
        Verify.Diagnostic().WithLocation(0).WithArguments("JsonDocument.Parse()"));

    [Fact]
    public Task ExceptionOfNewtonsoft_IsCaughtToo() => Verify.Analyzer(
    [
        Lines("try { Console.WriteLine(Newtonsoft.Json.Linq.JObject.Parse(line[5..])); } catch (Newtonsoft.Json.JsonReaderException) { }"),
        """
        namespace Newtonsoft.Json
        {
            public class JsonReaderException : System.Exception { }
        }

        namespace Newtonsoft.Json.Linq
        {
            public class JObject { public static JObject Parse(string json) => new(); }
        }
        """,
    ]);
}
