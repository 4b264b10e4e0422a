using Verify = McpAnalyzers.Tests.VerifyServer<McpAnalyzers.Rules.Server.UnknownSessionStatus>;

namespace McpAnalyzers.Tests.Rules.Server;

/// <summary>Code that compiles and that nobody expects: the analyzer comes through.</summary>
public class OddServerTests
{
    [Fact]
    public Task ParserWithoutArguments_IsRead() => Verify.Analyzer(ServerCode.Middleware(
        """var id = context.Request.Headers["Mcp-Session-Id"].ToString(); if (!TryParse()) { context.Response.StatusCode = 400; return; }""",
        "private static bool TryParse() => Environment.MachineName.Length > 3; private static readonly Func<bool> TryCreate = TryParse;"));

    [Fact]
    public Task AttributesWithOtherArguments_AreRead() => Verify.Analyzer(ServerCode.File("""
        [AttributeUsage(AttributeTargets.Parameter)] public sealed class HttpTriggerAttribute(string[]? methods) : Attribute { public string[]? Route { get; set; } public string[]? Methods => methods; }
        [AttributeUsage(AttributeTargets.Parameter)] public sealed class FromHeaderAttribute : Attribute { public string[]? Name { get; set; } }

        public sealed class Functions
        {
            public IResult Run([HttpTrigger(null, Route = new[] { "mcp" })] HttpRequest request, [FromHeader(Name = new[] { "Mcp-Session-Id" })] string id) =>
                request.Headers["Mcp-Session-Id"] == id ? Results.Ok() : Results.BadRequest();
        }
        """));

    [Fact]
    public Task IndexerOfTwoArguments_IsRead() => Verify.Analyzer(ServerCode.Middleware(
        """var id = context.Request.Headers["Mcp-Session-Id"].ToString(); if (_table[id, 1] is null) { context.Response.StatusCode = 400; return; }""",
        """
        private readonly Table _table = new();
        private sealed class Table { public Session? this[string id, int number] => number > 0 ? new Session(id) : null; }
        """));

    [Fact]
    public Task HelpersThatCallEachOther_AreRead() => Verify.Analyzer(ServerCode.Middleware(
        """var id = context.Request.Headers["Mcp-Session-Id"].ToString(); if (First(context, id)) { context.Response.StatusCode = 400; return; }""",
        """
        private bool First(HttpContext context, string id) => Second(context, Find(id)?.Id ?? id);
        private bool Second(HttpContext context, string id) => id.Length > 9 || First(context, id);
        private Session? Find(string id) => Find(id) ?? _sessions.GetValueOrDefault(id);
        private static Task Fail(HttpContext context, int status) => status > 400 ? Fail(context, status - 1) : context.Response.WriteAsync("");
        """));
}
