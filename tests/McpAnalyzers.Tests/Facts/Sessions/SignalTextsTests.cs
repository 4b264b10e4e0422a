using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Tests.Facts;

public class SignalTextsTests
{
    [Theory]
    [InlineData("code == -32600", "error code -32600")]
    [InlineData("code == -32001", "error code -32001")]
    [InlineData("code == -32000", "error code -32000")]
    [InlineData("-32000 == code", "error code -32000")]
    [InlineData("code != -32001", "not error code -32001")]
    [InlineData("code == -32602", null)]
    [InlineData("code > -32001", null)]
    [InlineData("code >= -32001", null)]
    [InlineData("code < -32001", null)]
    [InlineData("code <= -32001", null)]
    [InlineData("number == -32001L", "error code -32001")]
    [InlineData("number == 5L", null)]
    [InlineData("code is -32001", "error code -32001")]
    [InlineData("code is not -32001", "not error code -32001")]
    [InlineData("code is not 5", null)]
    [InlineData("code is -32600 or 5", "error code -32600")]
    [InlineData("code is 5 or -32000", "error code -32000")]
    [InlineData("code is > -32001 and < 5", null)]
    [InlineData("code is > 1", null)]
    [InlineData("failure is { Code: -32001 }", "error code -32001")]
    [InlineData("failure is { Name: \"x\", Code: -32001 }", "error code -32001")]
    [InlineData("failure is { Name: \"x\" }", null)]
    public Task Codes_AreTakenForTheLossOfTheSession(string condition, string? expected) => Condition(condition, expected);

    [Theory]
    [InlineData("body == \"session expired\"", "'session expired'")]
    [InlineData("\"session expired\" == body", "'session expired'")]
    [InlineData("body != \"session expired\"", "not 'session expired'")]
    [InlineData("body is \"session expired\"", "'session expired'")]
    [InlineData("body is not \"session expired\"", "not 'session expired'")]
    [InlineData("body.Contains(\"session expired\")", "'session expired'")]
    [InlineData("body.StartsWith(\"session expired\")", "'session expired'")]
    [InlineData("body.EndsWith(\"session expired\")", "'session expired'")]
    [InlineData("body.Equals(\"session expired\")", "'session expired'")]
    [InlineData("string.Equals(body, \"session expired\")", "'session expired'")]
    [InlineData("string.Equals(\"session expired\", body)", "'session expired'")]
    [InlineData("System.Text.RegularExpressions.Regex.IsMatch(body, \"session expired\")", "'session expired'")]
    [InlineData("body.Contains(given)", null)]
    [InlineData("\"session expired\".Contains(\"session\")", null)]
    [InlineData("Ask(body, \"session expired\")", null)]
    [InlineData("body.IndexOf(\"session expired\") >= 0", "'session expired'")]
    [InlineData("body.IndexOf(\"session expired\") > -1", "'session expired'")]
    [InlineData("body.IndexOf(\"session expired\") != -1", "'session expired'")]
    [InlineData("body.IndexOf(\"session expired\") == -1", "not 'session expired'")]
    [InlineData("body.IndexOf(\"session expired\") < 0", "not 'session expired'")]
    [InlineData("body.IndexOf(\"welcome\") >= 0", null)]
    [InlineData("body.Contains(\"welcome\")", null)]
    [InlineData("body.Contains(\"no valid session\")", "'no valid session'")]
    [InlineData("body.Contains(\"No valid session id\")", "'No valid session id'")]
    [InlineData("body.Contains(\"not initialized\")", "'not initialized'")]
    [InlineData("body.Contains(\"Server not initialized\")", "'Server not initialized'")]
    [InlineData("body.Contains(\"Mcp-Session-Id\")", null)]
    [InlineData("body.Contains(\"-32001\")", "'-32001'")]
    [InlineData("given.Contains(\"code: -32600\")", "'code: -32600'")]
    [InlineData("given.Contains(\"-32602\")", null)]
    [InlineData("flag && body == \"session expired\"", null)]
    [InlineData("flag == true", null)]
    public Task Texts_AreTakenForTheLossOfTheSession(string condition, string? expected) => Condition(condition, expected);

    [Theory]
    [InlineData("body", true)]
    [InlineData("error", true)]
    [InlineData("errorMessage", true)]
    [InlineData("errorText", true)]
    [InlineData("response", true)]
    [InlineData("responseText", true)]
    [InlineData("reason", true)]
    [InlineData("detail", true)]
    [InlineData("lastError", true)]
    [InlineData("given", false)]
    [InlineData("Console.ReadLine()!", false)]
    [InlineData("local", true)]
    [InlineData("typed", false)]
    [InlineData("exception.Message", true)]
    [InlineData("exception.ToString()", true)]
    [InlineData("failure.Message", true)]
    [InlineData("failure.Error", true)]
    [InlineData("failure.ErrorMessage", true)]
    [InlineData("failure.Detail", true)]
    [InlineData("failure.ReasonPhrase", true)]
    [InlineData("failure.Name", false)]
    [InlineData("answer.ReasonPhrase!", true)]
    [InlineData("answer.Content.ReadAsStringAsync().Result", true)]
    [InlineData("content.ReadAsStringAsync().Result", true)]
    [InlineData("element.GetString()!", true)]
    [InlineData("document.RootElement.ToString()", true)]
    [InlineData("node.ToString()", true)]
    public Task Texts_AreThoseOfAnswersAndExceptions(string asked, bool isOfAnswer) => Condition($"{asked}.Contains(\"session expired\")", isOfAnswer ? "'session expired'" : null);

    [Theory]
    [InlineData("body.Contains(\"x\")", true)]
    [InlineData("body.StartsWith(\"x\")", true)]
    [InlineData("body.EndsWith(\"x\")", true)]
    [InlineData("body.Equals(\"x\")", true)]
    [InlineData("body.IndexOf(\"x\")", true)]
    [InlineData("System.Text.RegularExpressions.Regex.IsMatch(body, \"x\")", true)]
    [InlineData("body.Trim()", false)]
    [InlineData("body.Length", false)]
    public async Task IsTextTest_AsksForComparisonsOfText(string expression, bool expected)
    {
        var facts = await Asked($"_ = {expression};");

        Assert.Equal(expected, SignalTexts.IsTextTest(facts.Body("Run").At(expression)));
    }

    private static async Task Condition(string condition, string? expected)
    {
        var facts = await Asked($"if ({condition}) {{ }}");
        var body = facts.Body("Run");
        var test = body.Operations.OfType<IConditionalOperation>().Single().Condition;

        Assert.Equal(expected, SignalTexts.Of(test, body, facts) is { } signal ? $"{(signal.IsTrueForLoss ? "" : "not ")}{signal.Sign}" : null);
    }

    private static Task<TransportFacts> Asked(string statement) => FactsOf.Type("Client", ClientCode.File($$"""
        public sealed class Failure
        {
            public int Code { get; set; }
            public string Name { get; set; } = "";
            public string Message { get; set; } = "";
            public string Error { get; set; } = "";
            public string ErrorMessage { get; set; } = "";
            public string Detail { get; set; } = "";
            public string ReasonPhrase { get; set; } = "";
        }

        public sealed class Client
        {
            public void Run(
                int code, long number, bool flag, string given, string body, string error, string errorMessage, string errorText, string response, string responseText,
                string reason, string detail, string lastError, Failure failure, Exception exception, HttpResponseMessage answer, HttpContent content,
                JsonElement element, JsonDocument document, System.Text.Json.Nodes.JsonNode node)
            {
                var local = answer.Content.ReadAsStringAsync().Result;
                var typed = Console.ReadLine()!;
                {{statement}}
            }

            private static bool Ask(string text, string part) => true;
        }
        """));
}
