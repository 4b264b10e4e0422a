using McpAnalyzers.Facts;

namespace McpAnalyzers.Tests.Facts;

public class EventDataTests
{
    [Theory]
    [InlineData("JsonDocument.Parse(line.Substring(5));", true)]
    [InlineData("System.Text.Json.Nodes.JsonNode.Parse(line.Substring(5));", true)]
    [InlineData("JsonSerializer.Deserialize<object>(line.Substring(5));", true)]
    [InlineData("JObject.Parse(line.Substring(5));", true)]
    [InlineData("JToken.Parse(line.Substring(5));", true)]
    [InlineData("JsonConvert.DeserializeObject(line.Substring(5));", true)]
    [InlineData("JsonConvert.Parse(line.Substring(5));", false)]
    [InlineData("JObject.DeserializeObject(line.Substring(5));", false)]
    [InlineData("int.Parse(line.Substring(5));", false)]
    [InlineData("Console.WriteLine(line.Substring(5));", false)]
    [InlineData("JsonDocument.Parse(line[5..]);", true)]
    [InlineData("JsonDocument.Parse(line[5..].Trim());", true)]
    [InlineData("JsonDocument.Parse(line[5..].TrimStart());", true)]
    [InlineData("JsonDocument.Parse(line[5..].TrimStart().TrimEnd());", true)]
    [InlineData("JsonDocument.Parse(line[5..].ToLower());", false)]
    [InlineData("JsonDocument.Parse(line.Remove(0, 5));", false)]
    [InlineData("JsonDocument.Parse(line);", false)]
    [InlineData("JsonDocument.Parse(_line.Substring(5));", false)]
    [InlineData("JsonDocument.Parse(_line[5..]);", false)]
    [InlineData("JsonDocument.Parse(other[5..]);", false)]
    [InlineData("var data = line[5..]; JsonDocument.Parse(data);", true)]
    [InlineData("var data = flag ? line[5..] : line[6..]; JsonDocument.Parse(data);", true)]
    [InlineData("var data = flag ? line[5..] : \"{}\"; JsonDocument.Parse(data);", false)]
    [InlineData("JsonDocument.Parse(\"{}\");", false)]
    [InlineData("JsonDocument.Parse(item.Data);", true)]
    [InlineData("JsonDocument.Parse(item.Data.Trim());", true)]
    [InlineData("JsonDocument.Parse(item.EventType);", false)]
    [InlineData("JsonDocument.Parse(sent.Data);", true)]
    [InlineData("JsonDocument.Parse(message.Data);", false)]
    [InlineData("Handle(item);", true)]
    public async Task Parsed_FindsTheDataOfEvents(string statement, bool expected)
    {
        var facts = await OfClient($"if (line.StartsWith(\"data:\")) {{ {statement} }}", statement.StartsWith("Handle", StringComparison.Ordinal) ? "private static void Handle(SseItem<string> item) => JsonDocument.Parse(item.Data);" : "");

        Assert.Equal(expected, EventData.Parsed(facts).Any());
    }

    [Theory]
    [InlineData("line.StartsWith(\"data:\")", true)]
    [InlineData("line.StartsWith(\"data: \")", true)]
    [InlineData("line.StartsWith(\"data:\", StringComparison.Ordinal)", true)]
    [InlineData("line.StartsWith(\"id:\")", false)]
    [InlineData("line.StartsWith(\"data\")", false)]
    [InlineData("line.EndsWith(\"data:\")", false)]
    [InlineData("other.StartsWith(\"data:\")", false)]
    [InlineData("flag", false)]
    [InlineData("IsData(line)", true)]
    [InlineData("IsData(other)", false)]
    [InlineData("IsDataBelow(line)", true)]
    [InlineData("IsEvent(line)", false)]
    public async Task Parsed_AsksWhetherTheLineIsOne(string condition, bool expected)
    {
        var facts = await OfClient($"if ({condition}) {{ JsonDocument.Parse(line[5..]); }}", """
            private static bool IsData(string text) => text.StartsWith("data:");
            private static bool IsDataBelow(string text) => IsData(text);
            private static bool IsEvent(string text) => text.StartsWith("event:");
            """);

        Assert.Equal(expected, EventData.Parsed(facts).Any());
    }

    [Theory]
    [InlineData("JsonDocument.Parse(data);", false)]
    [InlineData("if (data.Length == 0) return; JsonDocument.Parse(data);", true)]
    [InlineData("if (other.Length == 0) return; JsonDocument.Parse(data);", false)]
    [InlineData("if (data.Count() == 0) return; JsonDocument.Parse(data);", true)]
    [InlineData("Console.WriteLine(data.Length); JsonDocument.Parse(data);", true)]
    [InlineData("Console.WriteLine(other.Length); JsonDocument.Parse(data);", false)]
    [InlineData("Console.WriteLine(data.AsSpan().IsEmpty); JsonDocument.Parse(data);", true)]
    [InlineData("Console.WriteLine(data.ToList().Count); JsonDocument.Parse(data);", true)]
    [InlineData("Console.WriteLine(data.ToList().Capacity); JsonDocument.Parse(data);", false)]
    [InlineData("if (string.IsNullOrEmpty(data)) return; JsonDocument.Parse(data);", true)]
    [InlineData("if (string.IsNullOrEmpty(other)) return; JsonDocument.Parse(data);", false)]
    [InlineData("if (data is \"\") return; JsonDocument.Parse(data);", true)]
    [InlineData("if (other is \"\") return; JsonDocument.Parse(data);", false)]
    [InlineData("if (data == \"\") return; JsonDocument.Parse(data);", true)]
    [InlineData("if (\"\" == data) return; JsonDocument.Parse(data);", true)]
    [InlineData("if (data == other) return; JsonDocument.Parse(data);", true)]
    [InlineData("if (other == \"\") return; JsonDocument.Parse(data);", false)]
    [InlineData("if (data == \"[DONE]\") return; JsonDocument.Parse(data);", false)]
    [InlineData("if (\"[DONE]\" == data) return; JsonDocument.Parse(data);", false)]
    [InlineData("if (IsDone(data)) return; JsonDocument.Parse(data);", false)]
    [InlineData("if (IsDoneBelow(data)) return; JsonDocument.Parse(data);", false)]
    [InlineData("if (IsDone(other)) return; JsonDocument.Parse(data);", false)]
    [InlineData("if (IsDone(data) || data == \"\") return; JsonDocument.Parse(data);", true)]
    [InlineData("if (IsDoneOrEmpty(data)) return; JsonDocument.Parse(data);", true)]
    [InlineData("if (IsBlankBelow(1, data.Trim())) return; JsonDocument.Parse(data);", true)]
    [InlineData("if (IsJson(data)) JsonDocument.Parse(data);", true)]
    [InlineData("if (IsJson(other)) JsonDocument.Parse(data);", false)]
    [InlineData("if (IsAgain(data)) return; JsonDocument.Parse(data);", true)]
    [InlineData("if (data[0] != '{') return; JsonDocument.Parse(data);", true)]
    [InlineData("if (data.StartsWith(\"{\")) JsonDocument.Parse(data);", true)]
    [InlineData("if (data.StartsWith('{')) JsonDocument.Parse(data);", true)]
    [InlineData("if (data.StartsWith(\"data:\")) JsonDocument.Parse(data);", false)]
    [InlineData("if (data.StartsWith(\"data: \")) JsonDocument.Parse(data);", false)]
    [InlineData("if (data.StartsWith(\"event:\")) JsonDocument.Parse(data);", false)]
    [InlineData("if (data.StartsWith(\"id:\")) JsonDocument.Parse(data);", false)]
    [InlineData("if (data.StartsWith(\"retry:\")) JsonDocument.Parse(data);", false)]
    [InlineData("if (data.StartsWith(\":\")) JsonDocument.Parse(data);", false)]
    [InlineData("if (data.Contains(\":\")) JsonDocument.Parse(data);", true)]
    [InlineData("switch (data) { case \"\": return; } JsonDocument.Parse(data);", true)]
    [InlineData("switch (other) { case \"\": return; } JsonDocument.Parse(data);", false)]
    [InlineData("_ = data switch { \"\" => 1, _ => 2 }; JsonDocument.Parse(data);", true)]
    [InlineData("_ = other switch { \"\" => 1, _ => 2 }; JsonDocument.Parse(data);", false)]
    [InlineData("if (System.Text.Json.Nodes.JsonNode.Parse(data) == null) return;", false)]
    [InlineData("if (System.Text.Json.Nodes.JsonNode.Parse(data) is null) return;", false)]
    [InlineData("if (line.Length > 5) JsonDocument.Parse(data);", true)]
    [InlineData("if (line.Length == 0) return; JsonDocument.Parse(data);", false)]
    [InlineData("if (0 == line.Length) return; JsonDocument.Parse(data);", false)]
    [InlineData("if (line.Length is 0) return; JsonDocument.Parse(data);", false)]
    [InlineData("if (line.Length is not 0) JsonDocument.Parse(data);", false)]
    [InlineData("if (line.Length is > 5) JsonDocument.Parse(data);", true)]
    [InlineData("switch (line.Length) { case 0: return; } JsonDocument.Parse(data);", false)]
    [InlineData("switch (line.Length) { case 0 when flag: return; default: break; } JsonDocument.Parse(data);", false)]
    [InlineData("switch (line.Length) { case 0: return; case 5: return; } JsonDocument.Parse(data);", true)]
    [InlineData("switch (line.Length) { case 0: return; case <= 5: return; } JsonDocument.Parse(data);", true)]
    [InlineData("if (5 < line.Length) JsonDocument.Parse(data);", true)]
    [InlineData("var length = line.Length; if (length > 5) JsonDocument.Parse(data);", true)]
    [InlineData("if (IsLong(line)) JsonDocument.Parse(data);", true)]
    [InlineData("if (IsLong(other)) JsonDocument.Parse(data);", false)]
    [InlineData("if (IsLongBelow(line)) JsonDocument.Parse(data);", true)]
    [InlineData("if (IsLonger(line, 5)) JsonDocument.Parse(data);", true)]
    [InlineData("if (IsThere(line)) JsonDocument.Parse(data);", false)]
    [InlineData("Measure(line); JsonDocument.Parse(data);", false)]
    [InlineData("Use(data);", true)]
    public async Task IsTested_AsksWhatCodeAsksOfTheData(string statements, bool expected)
    {
        var facts = await OfClient($"if (line.StartsWith(\"data:\")) {{ var data = line[5..]; {statements} }}", """
            private static bool IsLong(string text) => text.Length > 5;
            private static bool IsLongBelow(string text) => IsLong(text);
            private static bool IsLonger(string text, int length) => text.Length > length;
            private static bool IsThere(string text) => text.Length != 0;
            private static bool IsDone(string text) => text == "[DONE]";
            private static bool IsDoneBelow(string text) => IsDone(text);
            private static bool IsDoneOrEmpty(string text) => text is "" || text == "[DONE]";
            private static bool IsBlankBelow(int n, string text) => n > 0 && string.IsNullOrEmpty(text);
            private static bool IsJson(string text) { foreach (var c in text) { return c == '{'; } return false; }
            private static bool IsAgain(string text) => IsAgain(text);
            private static int Measure(string text) => text.Length;
            """ + (statements.StartsWith("Use", StringComparison.Ordinal) ? "private static void Use(string text) { if (text.Length > 0) JsonDocument.Parse(text); }" : ""));

        Assert.Equal(expected, EventData.IsTested(facts, EventData.Parsed(facts).Single()));
    }

    [Theory]
    [InlineData("JsonDocument.Parse(item.Data);", false)]
    [InlineData("if (item.Data.Length > 0) JsonDocument.Parse(item.Data);", true)]
    [InlineData("if (item.EventType.Length > 0) JsonDocument.Parse(item.Data);", false)]
    [InlineData("if (item.EventType == \"message\") JsonDocument.Parse(item.Data);", false)]
    [InlineData("if (item is { Data: { Length: > 0 } }) JsonDocument.Parse(item.Data);", true)]
    [InlineData("if (item is { Data.Length: > 0 }) JsonDocument.Parse(item.Data);", true)]
    [InlineData("if (item is { EventType: \"message\" }) JsonDocument.Parse(item.Data);", false)]
    [InlineData("if (HasData(item)) JsonDocument.Parse(item.Data);", true)]
    [InlineData("if (HasType(item)) JsonDocument.Parse(item.Data);", false)]
    [InlineData("Apply(item);", true)]
    public async Task IsTested_KnowsTheEventsOfReaders(string statements, bool expected)
    {
        var facts = await OfClient(statements, """
            private static bool HasData(SseItem<string> item) => item.Data.Length > 0;
            private static bool HasType(SseItem<string> item) => item.EventType.Length > 0;
            """ + (statements.StartsWith("Apply", StringComparison.Ordinal) ? "private static void Apply(SseItem<string> item) { if (item.Data == \"\") return; JsonDocument.Parse(item.Data); }" : ""));

        Assert.Equal(expected, EventData.IsTested(facts, EventData.Parsed(facts).Single()));
    }

    private static Task<TransportFacts> OfClient(string statements, string members) => FactsOf.Type("Client", ClientCode.File($$"""
        public readonly record struct SseItem<T>(T Data, string EventType);
        public sealed class ServerSentEvent { public string Data { get; set; } = ""; }
        public sealed class Message { public string Data { get; set; } = ""; }
        public class JObject { public static object Parse(string json) => json; public static object DeserializeObject(string json) => json; }
        public class JToken { public static object Parse(string json) => json; }
        public class JsonConvert { public static object DeserializeObject(string json) => json; public static object Parse(string json) => json; }

        public sealed class Client
        {
            private string _line = "";

            public void Read(string line, string other, bool flag, SseItem<string> item, ServerSentEvent sent, Message message)
            {
                _line = line;
                {{statements}}
            }

            {{members}}
        }
        """));
}
