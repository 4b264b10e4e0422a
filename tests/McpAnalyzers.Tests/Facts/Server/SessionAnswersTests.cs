namespace McpAnalyzers.Tests.Facts;

public class SessionAnswersTests
{
    private static async Task<string> AnswersIn(string body, string id = "var id = context.Request.Headers[\"Mcp-Session-Id\"].ToString();")
    {
        var facts = await FactsOf.Server("McpMiddleware", ServerCode.Middleware(id + body, """
            private readonly bool _isBusy = DateTime.Now.Hour > 3;
            private bool Knows(string id) => _sessions.ContainsKey(id);
            private bool Knows(Guid id) => Console.ReadLine() == id.ToString();
            """));
        return string.Join("; ", facts.SessionAnswers.All.Select(a =>
            $"{a.Answer.Status}{(a.WhenUnknown ? " unknown" : "")}{(a.WhenAbsent ? " absent" : "")}{(a.UnknownTest is { } test ? $" by {test.Syntax}" : "")}{(a.Id is { } name ? $" of {name}" : "")}"));
    }

    [Theory]
    [InlineData("if (!_sessions.ContainsKey(id)) { context.Response.StatusCode = 404; return; }", "404 unknown absent by !_sessions.ContainsKey(id) of id")]
    [InlineData("if (id == \"\") { return; } if (!_sessions.ContainsKey(id)) { context.Response.StatusCode = 404; return; }", "404 unknown")]
    [InlineData("if (id == \"\") { context.Response.StatusCode = 400; return; }", "400 absent")]
    [InlineData("if (id == \"\") { context.Response.StatusCode = 400; return; } if (!_sessions.ContainsKey(id)) { context.Response.StatusCode = 404; return; }", "400 absent; 404 unknown")]
    [InlineData("if (id == \"\" || !_sessions.ContainsKey(id)) { context.Response.StatusCode = 404; return; }", "404 unknown absent by !_sessions.ContainsKey(id) of id")]
    [InlineData("if (id == \"\" || !_sessions.TryGetValue(id, out var session) || session.Id == \"\") { context.Response.StatusCode = 404; return; }", "404 unknown absent by !_sessions.TryGetValue(id, out var session) of id")]
    [InlineData("if (_isBusy || (id == \"\" || !_sessions.ContainsKey(id))) { context.Response.StatusCode = 404; return; }", "404 unknown absent by !_sessions.ContainsKey(id) of id")]
    [InlineData("if (_sessions.ContainsKey(id)) { return; } else { context.Response.StatusCode = 404; return; }", "404 unknown absent")]
    [InlineData("if (_sessions.ContainsKey(id)) { return; } context.Response.StatusCode = 404; return;", "404 unknown absent")]
    [InlineData("if (!_sessions.ContainsKey(context.Request.Headers[\"Mcp-Session-Id\"].ToString())) { context.Response.StatusCode = 404; return; }", "404 unknown absent by !_sessions.ContainsKey(context.Request.Headers[\"Mcp-Session-Id\"].ToString())")]
    [InlineData("if (_sessions.ContainsKey(id)) { context.Response.StatusCode = 409; return; }", "")]
    [InlineData("context.Response.StatusCode = 404;", "")]
    [InlineData("if (id != \"\") { context.Response.StatusCode = 404; return; } context.Response.StatusCode = 200;", "")]
    [InlineData("if (id != \"\") { context.Response.StatusCode = 404; return; } context.Response.StatusCode = 300;", "300 absent")]
    [InlineData("if (id == \"\") { context.Response.StatusCode = 200; return; } if (!_sessions.ContainsKey(id)) { context.Response.StatusCode = 404; }", "404 unknown")]
    [InlineData("if (id == \"\") { context.Response.StatusCode = 300; return; } if (!_sessions.ContainsKey(id)) { context.Response.StatusCode = 404; }", "300 absent; 404 unknown")]
    [InlineData("if (_isBusy) { context.Response.StatusCode = 503; return; }", "")]
    [InlineData("if (!_sessions.ContainsKey(id)) { context.Response.StatusCode = 404; return; } else { Console.WriteLine(id); }", "404 unknown absent")]
    [InlineData("if (context.Request.ContentType == \"initialize\") { return; } if (!_sessions.ContainsKey(id)) { context.Response.StatusCode = 404; return; }", "404 unknown absent by !_sessions.ContainsKey(id) of id")]
    [InlineData("if (!context.Request.Headers.Accept.ToString().Contains(\"text/event-stream\")) { context.Response.StatusCode = 406; return; } if (!_sessions.ContainsKey(id)) { context.Response.StatusCode = 404; return; }", "404 unknown absent by !_sessions.ContainsKey(id) of id")]
    public async Task Answer_IsGivenBecauseOfTheId(string body, string answers) => Assert.Equal(answers, await AnswersIn(body));

    [Theory]
    [InlineData("if (!_sessions.ContainsKey(id)) { context.Response.StatusCode = 404; await context.Response.WriteAsync(\"x\"); return; }", "404 unknown absent by !_sessions.ContainsKey(id) of id")]
    [InlineData("if (!_sessions.ContainsKey(id)) { context.Response.StatusCode = 200; await context.Response.WriteAsync(\"x\"); return; }", "200 unknown absent by !_sessions.ContainsKey(id) of id; 200 unknown absent by !_sessions.ContainsKey(id) of id")]
    [InlineData("if (!_sessions.ContainsKey(id)) { await context.Response.WriteAsync(\"x\"); return; }", "200 unknown absent by !_sessions.ContainsKey(id) of id")]
    [InlineData("if (id == \"\") { context.Response.StatusCode = 400; return; } if (!_sessions.ContainsKey(id)) { await context.Response.WriteAsync(\"x\"); return; }", "400 absent; 200 unknown")]
    [InlineData("if (id == \"\") { context.Response.StatusCode = 400; await context.Response.WriteAsync(\"x\"); return; }", "400 absent")]
    public async Task Body_BelongsToTheStatusBesideIt(string body, string answers) => Assert.Equal(answers, await AnswersIn(body));

    [Theory]
    [InlineData("public void Run([Microsoft.AspNetCore.Mvc.FromHeader(Name = \"Mcp-Session-Id\")] string given, HttpContext context) { if (!_sessions.ContainsKey(given)) { context.Response.StatusCode = 404; return; } }", "given")]
    [InlineData("public void Run([Microsoft.AspNetCore.Mvc.FromHeader(Name = \"Mcp-Session-Id\")] string given, HttpContext context) { if (!Has(1, given)) { context.Response.StatusCode = 404; return; } }", "given")]
    [InlineData("public void Run([Microsoft.AspNetCore.Mvc.FromHeader(Name = \"Mcp-Session-Id\")] string given, HttpContext context) { var id = Guid.Parse(given); if (!HasSession(id)) { context.Response.StatusCode = 404; return; } }", null)]
    public async Task Id_IsTheTextThatIsLookedFor(string member, string? id)
    {
        var facts = await FactsOf.Server("McpMiddleware", ServerCode.Middleware("", member + " [System.Runtime.InteropServices.DllImport(\"ids\")] private static extern bool HasSession(Guid id); [System.Runtime.InteropServices.DllImport(\"ids\")] private static extern bool Has(int number, string id);"));

        Assert.Equal(id, facts.SessionAnswers.All.Single().Id);
    }
}
