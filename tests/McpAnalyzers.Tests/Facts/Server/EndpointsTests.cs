using McpAnalyzers.Facts;

namespace McpAnalyzers.Tests.Facts;

public class EndpointsTests
{
    private static string Told(IEnumerable<Endpoint> endpoints) =>
        string.Join("; ", endpoints.Select(e => $"{e.Verbs} '{e.Route}' {(e.Handler is null ? "out of sight" : e.Handler.IsLambda ? "lambda" : e.Handler.Symbol.Name)}"));

    private static Task<TransportFacts> Mapped(string statements, string members = "") => FactsOf.Server(
        "McpEndpoints",
        ServerCode.Endpoints(statements, members + """
            private const string Route = "/constant";
            private static string s_route = Console.ReadLine()!;
            private static IResult Get(HttpContext context) => Results.Ok();
            private static Func<IResult> Found() => Console.ReadLine() == "" ? () => Results.Ok() : () => Results.NotFound();
            """) + """

            public static class Elsewhere { public static readonly Func<IResult> Kept = () => Results.Ok(); public static IResult Get() => Results.Ok(); public static IEndpointRouteBuilder Own(this IEndpointRouteBuilder endpoints) => endpoints; }
            public sealed class Pages { public void MapGet(string path, string text) { } public void MapPost(string name, Func<string> handler) { } public void MapDelete(string path, Func<string> page) { } public void MapPut(string route, Func<string> page) { } public void MapMethods(string path, Func<string> page) { } public void Add(string path, Func<string> page) { } }
            """);

    [Theory]
    [InlineData("app.MapGet(\"/mcp\", () => 1);", "Get '/mcp' lambda")]
    [InlineData("app.MapPost(\"/mcp\", () => 1);", "Post '/mcp' lambda")]
    [InlineData("app.MapDelete(\"/mcp\", () => 1);", "Delete '/mcp' lambda")]
    [InlineData("app.MapPut(\"/mcp\", () => 1);", "Other '/mcp' lambda")]
    [InlineData("app.MapPatch(\"/mcp\", () => 1);", "Other '/mcp' lambda")]
    [InlineData("app.Map(\"/mcp\", () => 1);", "Unknown '/mcp' lambda")]
    [InlineData("app.MapMethods(\"/mcp\", [\"GET\"], () => 1);", "Get '/mcp' lambda")]
    [InlineData("app.MapMethods(\"/mcp\", [\"get\", \"POST\"], () => 1);", "Get, Post '/mcp' lambda")]
    [InlineData("app.MapMethods(\"/mcp\", new[] { HttpMethods.Delete, HttpMethods.Put }, () => 1);", "Delete, Other '/mcp' lambda")]
    [InlineData("app.MapMethods(\"/mcp\", new[] { Other.Delete }, () => 1);", "Unknown '/mcp' lambda")]
    [InlineData("app.MapMethods(\"/mcp\", new List<string>(Console.ReadLine()!.Split()), () => 1);", "Unknown '/mcp' lambda")]
    [InlineData("app.MapMethods(\"/mcp\", new string[0], () => 1);", "Unknown '/mcp' lambda")]
    [InlineData("app.MapFallback(\"/mcp\", () => 1);", "")]
    [InlineData("app.MapGroup(\"/mcp\");", "")]
    [InlineData("new Pages().MapGet(\"/mcp\", \"text\");", "")]
    [InlineData("new Pages().MapPost(\"/mcp\", () => \"\");", "")]
    [InlineData("new Pages().MapDelete(\"/mcp\", () => \"\");", "Delete '/mcp' lambda")]
    [InlineData("new Pages().MapPut(\"/mcp\", () => \"\");", "Other '/mcp' lambda")]
    [InlineData("new Pages().Add(\"/mcp\", () => \"\");", "")]
    [InlineData("new Pages().MapMethods(\"/mcp\", () => \"\");", "Unknown '/mcp' lambda")]
    public async Task Mapping_SaysTheMethods(string statement, string endpoints) =>
        Assert.Equal(endpoints, Told((await Mapped(statement, "private static class Other { public static readonly string Delete = Console.ReadLine()!; }")).Endpoints.All));

    [Theory]
    [InlineData("app.MapGet(\"/mcp\", Get);", "Get '/mcp' Get")]
    [InlineData("app.MapGet(\"/mcp\", (RequestDelegate)(context => Task.CompletedTask));", "Get '/mcp' lambda")]
    [InlineData("var handler = () => 1; app.MapGet(\"/mcp\", handler);", "Get '/mcp' lambda")]
    [InlineData("app.MapGet(\"/mcp\", Local); IResult Local() => Results.Ok();", "Get '/mcp' Local")]
    [InlineData("app.MapGet(\"/mcp\", Generic<int>); IResult Generic<T>() => Results.Ok();", "Get '/mcp' Generic")]
    [InlineData("app.MapGet(\"/mcp\", Found());", "Get '/mcp' out of sight")]
    [InlineData("app.MapGet(\"/mcp\", (Action)Console.Beep);", "Get '/mcp' out of sight")]
    [InlineData("app.MapGet(\"/mcp\", (Delegate)null!);", "Get '/mcp' out of sight")]
    [InlineData("app.MapGet(\"/mcp\", Elsewhere.Get);", "Get '/mcp' Get")]
    [InlineData("app.MapGet(\"/mcp\", Elsewhere.Kept);", "Get '/mcp' out of sight")]
    public async Task Mapping_LeadsToTheHandler(string statement, string endpoints) => Assert.Equal(endpoints, Told((await Mapped(statement)).Endpoints.All));

    [Theory]
    [InlineData("app.MapGet(\"mcp/\", Get);", "/mcp")]
    [InlineData("app.MapGet(\"/\", Get);", "")]
    [InlineData("app.MapGet(\"\", Get);", "")]
    [InlineData("app.MapGet(\"/a/b/\", Get);", "/a/b")]
    [InlineData("app.MapGet(Route, Get);", "/constant")]
    [InlineData("app.MapGet(s_route, Get);", "/s_route")]
    [InlineData("app.MapGroup(\"api\").MapGet(\"mcp\", Get);", "/api/mcp")]
    [InlineData("app.MapGroup(\"api\").MapGroup(\"/v1/\").MapGet(\"\", Get);", "/api/v1")]
    [InlineData("var group = app.MapGroup(\"api\"); group.MapGet(\"mcp\", Get);", "/api/mcp")]
    [InlineData("app.MapGroup(\"api\").WithTags(\"a\").MapGet(\"mcp\", Get);", "/api/mcp")]
    [InlineData("app.Own().MapGet(\"mcp\", Get);", "/mcp")]
    [InlineData("RouteGroupBuilder group = null!; group.MapGet(\"mcp\", Get);", "/mcp")]
    [InlineData("app.MapGroup(\"a\").MapGroup(\"b\").MapGroup(\"c\").MapGroup(\"d\").MapGet(\"mcp\", Get);", "/a/b/c/d/mcp")]
    [InlineData("app.MapGroup(\"a\").MapGroup(\"b\").MapGroup(\"c\").MapGroup(\"d\").MapGroup(\"e\").MapGet(\"mcp\", Get);", "/b/c/d/e/mcp")]
    public async Task Route_IsThatOfTheGroupsAndItsOwn(string statement, string route) => Assert.Equal(route, (await Mapped(statement)).Endpoints.All.Single().Route);

    [Theory]
    [InlineData("[HttpGet] public int Run() => 1;", "Get '/base' Run")]
    [InlineData("[HttpPost(\"/sub/\")] public int Run() => 1;", "Post '/base/sub' Run")]
    [InlineData("[HttpDelete] public int Run() => 1;", "Delete '/base' Run")]
    [InlineData("[HttpPut] public int Run() => 1;", "Other '/base' Run")]
    [InlineData("[HttpPatch] public int Run() => 1;", "Other '/base' Run")]
    [InlineData("[HttpHead] public int Run() => 1;", "Other '/base' Run")]
    [InlineData("[HttpOptions] public int Run() => 1;", "Other '/base' Run")]
    [InlineData("[HttpGet, HttpPost] public int Run() => 1;", "Get, Post '/base' Run")]
    [InlineData("[HttpGet, Route(\"sub\")] public int Run() => 1;", "Get '/base/sub' Run")]
    [InlineData("[HttpGet(\"sub\"), HttpPost] public int Run() => 1;", "Get, Post '/base/sub' Run")]
    [InlineData("[AcceptVerbs(\"GET\")] public int Run() => 1;", "Get '/base' Run")]
    [InlineData("[AcceptVerbs(\"post\", \"DELETE\")] public int Run() => 1;", "Post, Delete '/base' Run")]
    [InlineData("[HttpGet(\"sub\"), AcceptVerbs(\"POST\")] public int Run() => 1;", "Get, Post '/base/sub' Run")]
    [InlineData("[Route(\"sub\")] public int Run() => 1;", "")]
    [InlineData("[HttpGet, Produces(\"text/plain\")] public int Run() => 1;", "Get '/base' Run")]
    [InlineData("public int Run() => 1;", "")]
    [InlineData("public int Run { [HttpGet] get; }", "")]
    [InlineData("public int Run() { return Local(); [HttpGet] int Local() => 1; }", "")]
    [InlineData("[HttpGet] public Func<int> Run() => () => 1;", "Get '/base' Run")]
    [InlineData("[HttpGet(\"one\"), HttpGet(\"two\")] public int Run() => 1;", "Get '/base/two' Run")]
    [InlineData("[HttpGet(\"one\"), HttpPost(\"two\")] public int Run() => 1;", "Get, Post '/base/two' Run")]
    public async Task Action_SaysMethodsAndRoute(string action, string endpoints)
    {
        var facts = await FactsOf.Server("Controller", ServerCode.File($$"""[Route("/base")] public class Controller : ControllerBase { {{action}} }"""));

        Assert.Equal(endpoints, Told(facts.Endpoints.All));
    }

    [Theory]
    [InlineData("[Route(\"\")]", "''")]
    [InlineData("[ApiController]", "''")]
    [InlineData("[ApiController, Route(\"api/\")]", "'/api'")]
    [InlineData("[Area(\"area\"), Route(\"api\")]", "'/api'")]
    [InlineData("[Own.Route]", "''")]
    public async Task Controller_SaysTheFirstPartOfTheRoute(string attribute, string route)
    {
        var facts = await FactsOf.Server("Controller", ServerCode.File($$"""{{attribute}} public class Controller : ControllerBase { [HttpGet] public int Run() => 1; }""") + " namespace Own { public sealed class RouteAttribute : System.Attribute; }");

        Assert.Equal($"Get {route} Run", Told(facts.Endpoints.All));
    }

    [Theory]
    [InlineData("\"get\"", "Get '' Run")]
    [InlineData("\"get\", \"POST\"", "Get, Post '' Run")]
    [InlineData("\"post\", Route = \"/mcp\"", "Post '/mcp' Run")]
    [InlineData("Route = \"mcp\"", "Unknown '/mcp' Run")]
    [InlineData("\"put\"", "Other '' Run")]
    public async Task Function_SaysMethodsAndRoute(string trigger, string endpoints)
    {
        var facts = await FactsOf.Server("Functions", ServerCode.File($$"""
            public class Functions
            {
                public void Run(string text, [Microsoft.Azure.Functions.Worker.HttpTrigger(Microsoft.Azure.Functions.Worker.AuthorizationLevel.Anonymous, {{trigger}})] Microsoft.Azure.Functions.Worker.Http.HttpRequestData request) { }
                public void Other([FromRoute] string text) { }
            }
            """) + ServerCode.Functions);

        Assert.Equal(endpoints, Told(facts.Endpoints.All));
    }

    private const string Speaking = "(HttpContext context) => context.Request.Headers[SessionHeader].ToString()";

    [Theory]
    [InlineData("app.MapGet(\"/mcp\", () => 1);", true)]
    [InlineData("app.MapGet(\"/MCP/\", () => 1);", true)]
    [InlineData("app.MapGet(\"/api/mcp\", () => 1);", true)]
    [InlineData("app.MapGet(\"/mcp/info\", () => 1);", false)]
    [InlineData("app.MapGet(\"/notmcp\", () => 1);", false)]
    [InlineData("app.MapGet(\"/agent\", () => 1);", false)]
    [InlineData("app.MapGet(\"/agent\", " + Speaking + ");", true)]
    [InlineData("app.MapGet(\"/agent\", () => 1); app.MapPost(\"/agent\", " + Speaking + ");", true)]
    [InlineData("app.MapGet(\"/agent\", () => 1); app.MapPost(\"/Agent\", " + Speaking + ");", true)]
    [InlineData("app.MapGet(\"/agent\", () => 1); app.MapPost(\"/other\", " + Speaking + ");", false)]
    [InlineData("app.MapGet(\"/agent\", " + Speaking + "); app.MapPost(\"/other\", " + Speaking + ");", false)]
    [InlineData("app.MapGet(\"/agent\", " + Speaking + "); app.MapDelete(\"/other\", " + Speaking + ");", true)]
    [InlineData("app.MapGet(\"/agent\", " + Speaking + "); app.MapPost(\"/agent\", " + Speaking + ");", true)]
    [InlineData("app.MapGet(\"/agent\", " + Speaking + "); app.MapPost(\"/other\", () => 1);", true)]
    [InlineData("app.MapGet(s_route, () => 1); app.MapPost(s_route, " + Speaking + ");", true)]
    [InlineData("const string name = \"Mcp-Session-Id\"; app.MapGet(\"/agent\", (HttpContext context) => context.Request.Headers[name].ToString());", true)]
    [InlineData("var name = \"Mcp-Session-Id\"; app.MapGet(\"/agent\", (HttpContext context) => context.Request.Headers[name].ToString());", true)]
    [InlineData("var name = \"X-Other\"; app.MapGet(\"/agent\", (HttpContext context) => context.Request.Headers[name].ToString());", false)]
    public async Task IsMcp_OfTheRouteThatSpeaksIt(string statements, bool expected)
    {
        var endpoints = (await Mapped(statements)).Endpoints;

        Assert.Equal(expected, endpoints.IsMcp(endpoints.All[0]));
    }

    [Theory]
    [InlineData("app.MapGet(\"/a\", Get);", "None")]
    [InlineData("app.MapGet(\"/a\", Get); app.MapPost(\"/a\", Get);", "Post")]
    [InlineData("app.MapGet(\"/a\", Get); app.MapPost(\"/A\", Get); app.MapDelete(\"/a\", Get);", "Post, Delete")]
    [InlineData("app.MapGet(\"/a\", Get); app.MapPost(\"/b\", Get);", "None")]
    public async Task OtherVerbs_AreThoseOfTheSameRoute(string statements, string verbs)
    {
        var endpoints = (await Mapped(statements)).Endpoints;

        Assert.Equal(Enum.Parse<Verbs>(verbs), endpoints.OtherVerbs(endpoints.All[0]));
    }

    [Theory]
    [InlineData("IResult Target(HttpContext context) { _ = context.Request.Headers[\"mcp-session-id\"]; return Results.Ok(); }", true)]
    [InlineData("IResult Target(HttpContext context) { _ = context.Request.Headers[SessionHeader]; return Results.Ok(); }", true)]
    [InlineData("IResult Target(HttpContext context) { _ = context.Request.Headers[\"Mcp-Protocol-Version\"]; return Results.Ok(); }", true)]
    [InlineData("IResult Target(HttpContext context) { _ = context.Request.Headers[\"Mcp-\" + \"Session-Id\"]; return Results.Ok(); }", true)]
    [InlineData("IResult Target(HttpContext context) { _ = Header; return Results.Ok(); }", true)]
    [InlineData("IResult Target(HttpContext context) { _ = Number; return Results.Ok(); }", false)]
    [InlineData("IResult Target(HttpContext context) { _ = context.Request.Headers[\"X-Other\"]; return Results.Ok(); }", false)]
    [InlineData("IResult Target(HttpContext context) { return Inner(); IResult Inner() { _ = SessionHeader; return Results.Ok(); } }", true)]
    [InlineData("IResult Target(HttpContext context) => Other();", true)]
    [InlineData("IResult Target([FromHeader(Name = \"Mcp-Session-Id\")] string id) => Results.Ok();", true)]
    [InlineData("IResult Target([FromHeader(Name = \"X-Other\")] string id) => Results.Ok();", false)]
    [InlineData("IResult Target([FromHeader] string id, [FromHeader(Name = \"Mcp-Session-Id\")] string other) => Results.Ok();", true)]
    [InlineData("IResult Target() => Results.Ok();", false)]
    [InlineData("IResult Target([FromHeader] string id) => Results.Ok();", false)]
    [InlineData("IResult Target(HttpContext context) { _ = context.Request.Headers[Written]; return Results.Ok(); }", true)]
    public async Task SpeaksMcp_OfCodeThatNamesAHeader(string member, bool expected)
    {
        var facts = await Mapped("", $"private static {member} private static readonly string Header = \"MCP-Session-Id\"; private static readonly int Number = 1; private static string Written => \"Mcp-Session-Id\"; private static IResult Other() {{ _ = SessionHeader; return Results.Ok(); }}");

        Assert.Equal((expected, expected), (facts.Endpoints.SpeaksMcp(facts.Body("Target")), facts.Endpoints.SpeaksMcp(facts.Body("Target"))));
    }

    [Fact]
    public async Task IsHandler_OfWhatIsMapped()
    {
        var facts = await Mapped("app.MapGet(\"/mcp\", Get);");

        Assert.Equal((true, false), (facts.Endpoints.IsHandler(facts.Body("Get")), facts.Endpoints.IsHandler(facts.Body("Found"))));
    }

    [Fact]
    public async Task SpeaksMcp_OfAnInitializerToo()
    {
        var facts = await Mapped("", "private static readonly string Header = \"MCP-Session-Id\"; private static readonly string Path = \"/mcp\";");

        Assert.Equal((true, false), (facts.Endpoints.SpeaksMcp(facts.Body("Header")), facts.Endpoints.SpeaksMcp(facts.Body("Path"))));
    }
}
