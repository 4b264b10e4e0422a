using McpAnalyzers.Facts;

namespace McpAnalyzers.Tests.Facts;

public class GetAnswersTests
{
    private static string Told(TransportFacts facts) => string.Join("; ", facts.GetAnswers.Wrong.Select(g => $"{g.Answer?.Status.ToString() ?? "?"} {g.Operation.Syntax} ({g.Allowed})"));

    private static async Task<string> WrongOf(string mapping) => Told(await FactsOf.Server(
        "McpEndpoints",
        ServerCode.Endpoints("app.MapPost(\"/mcp\", (HttpContext context) => context.Request.Headers[SessionHeader].Count == 0 ? Results.BadRequest() : Results.Ok()); " + mapping, """
            private const string EventStream = "Text/Event-Stream";
            private static readonly string Other = "text/plain";
            private static readonly IService Service = null!;
            private static IResult Refuse(bool isGone) => isGone ? Results.StatusCode(410) : Results.NotFound();
            private static IResult NotHere() => Results.NotFound();
            private static void Nothing(HttpContext context) { }
            private static Task HandOnAsync(HttpContext context) => Service.HandleAsync(context);
            private static void Stream(HttpContext context) => Console.WriteLine(EventStream);
            private static void Set(HttpContext context) => context.Response.ContentType = "text/event-stream";
            """) + """

            public interface IService { IResult Get(); Task HandleAsync(HttpContext context); Task AnswerAsync(HttpResponse response); Task RunAsync(string text); Task WriteSseAsync(); Task WriteServerSentEventAsync(); Task OpenEventStream(); Task CopyStreamAsync(); Task StreamAsyncOf(); IResult PushStream(); }
            public interface ISseWriter { void Write(); }
            public sealed class SseWriter { }
            public sealed class ServerSentEventWriter { }
            public sealed class EventStreamWriter { }
            public sealed class Writer { }
            public static class Handlers { public static IResult Get() => Results.NotFound(); public static string Text() => "alive"; public static IResult Allowed() => Results.StatusCode(405); }
            namespace Other.Space { public interface IHandler { void Handle(HttpContext context); } }
            namespace Microsoft.AspNetCore.Own { public interface IHandler { void Handle(HttpContext context); } }
            namespace System.Own { public interface IHandler { void Handle(HttpContext context); } }
            """));

    [Theory]
    [InlineData("() => Results.NotFound()", "404 Results.NotFound() (POST)")]
    [InlineData("IResult () => TypedResults.NotFound()", "404 TypedResults.NotFound() (POST)")]
    [InlineData("Results<NotFound, BadRequest> () => TypedResults.NotFound()", "404 TypedResults.NotFound() (POST)")]
    [InlineData("async () => { await Task.Yield(); return Results.NotFound(); }", "404 Results.NotFound() (POST)")]
    [InlineData("() => Results.StatusCode(405)", "")]
    [InlineData("(bool any) => any ? Results.StatusCode(405) : Results.NotFound()", "")]
    [InlineData("() => Results.Unauthorized()", "")]
    [InlineData("() => Results.Forbid()", "")]
    [InlineData("(bool any) => any ? Results.Unauthorized() : Results.NotFound()", "404 Results.NotFound() (POST)")]
    [InlineData("(bool any) => any ? Results.NotFound() : Results.Unauthorized()", "404 Results.NotFound() (POST)")]
    [InlineData("(bool any) => any ? Results.NotFound() : Results.BadRequest()", "400 Results.BadRequest() (POST)")]
    [InlineData("(bool any) => any ? Results.Ok() : Results.BadRequest()", "200 Results.Ok() (POST)")]
    [InlineData("(bool any) => any ? Results.BadRequest() : Results.Ok()", "200 Results.Ok() (POST)")]
    [InlineData("(HttpContext context) => context.Request.Method == \"POST\" ? Results.Ok() : Results.NotFound()", "404 Results.NotFound() (POST)")]
    [InlineData("(HttpContext context) => context.Request.Method == \"POST\" ? Service.Get() : Results.NotFound()", "404 Results.NotFound() (POST)")]
    [InlineData("(bool any) => any ? Service.Get() : Results.NotFound()", "")]
    [InlineData("() => Service.Get()", "")]
    [InlineData("() => NotHere()", "404 NotHere() (POST)")]
    [InlineData("() => Refuse(true)", "? Refuse(true) (POST)")]
    [InlineData("() => { var result = Results.NotFound(); return result; }", "404 Results.NotFound() (POST)")]
    [InlineData("() => \"alive\"", "? \"alive\" (POST)")]
    [InlineData("() => new { alive = true }", "? new { alive = true } (POST)")]
    [InlineData("async () => { await Task.Yield(); return \"alive\"; }", "? \"alive\" (POST)")]
    [InlineData("() => 1", "")]
    [InlineData("() => new List<int>()", "")]
    [InlineData("Handlers.Get", "? app.MapGet(\"/mcp\", Handlers.Get) (POST)")]
    [InlineData("Handlers.Text", "? app.MapGet(\"/mcp\", Handlers.Text) (POST)")]
    [InlineData("Handlers.Allowed", "")]
    [InlineData("NotHere", "404 Results.NotFound() (POST)")]
    [InlineData("(Delegate)null!", "")]
    public async Task HandlerOfGets_AnswersByWhatItReturns(string handler, string wrong) => Assert.Equal(wrong, await WrongOf($"app.MapGet(\"/mcp\", {handler});"));

    [Theory]
    [InlineData("context.Response.StatusCode = 404;", "404 context.Response.StatusCode = 404 (POST)")]
    [InlineData("context.Response.StatusCode = 405;", "")]
    [InlineData("context.Response.StatusCode = 401;", "")]
    [InlineData("await context.Response.WriteAsync(\"x\");", "200 context.Response.WriteAsync(\"x\") (POST)")]
    [InlineData("context.Response.StatusCode = 404; await context.Response.WriteAsync(\"x\");", "404 context.Response.StatusCode = 404 (POST)")]
    [InlineData("await context.Response.WriteAsync(\"x\"); context.Response.StatusCode = 404;", "404 context.Response.StatusCode = 404 (POST)")]
    [InlineData("context.Response.StatusCode = 401; await context.Response.WriteAsync(\"x\");", "")]
    [InlineData("context.Response.StatusCode = 404; Nothing(context);", "404 context.Response.StatusCode = 404 (POST)")]
    [InlineData("context.Response.StatusCode = 404; await Service.HandleAsync(context);", "")]
    [InlineData("context.Response.StatusCode = 404; await Service.AnswerAsync(context.Response);", "")]
    [InlineData("context.Response.StatusCode = 404; await Service.RunAsync(\"x\");", "404 context.Response.StatusCode = 404 (POST)")]
    [InlineData("context.Response.StatusCode = 404; default(Other.Space.IHandler)!.Handle(context);", "")]
    [InlineData("context.Response.StatusCode = 404; default(Microsoft.AspNetCore.Own.IHandler)!.Handle(context);", "404 context.Response.StatusCode = 404 (POST)")]
    [InlineData("context.Response.StatusCode = 404; default(System.Own.IHandler)!.Handle(context);", "404 context.Response.StatusCode = 404 (POST)")]
    [InlineData("", "")]
    [InlineData("context.Response.StatusCode = 404; await HandOnAsync(context);", "")]
    public async Task HandlerOfGets_AnswersByWhatItSets(string statements, string wrong) => Assert.Equal(
        (wrong, wrong),
        (await WrongOf($"app.MapGet(\"/mcp\", async (HttpContext context) => {{ {statements} await Task.Yield(); }});"), await WrongOf($"app.MapGet(\"/mcp\", async void (HttpContext context) => {{ {statements} await Task.Yield(); }});")));

    [Theory]
    [InlineData("Console.WriteLine(\"text/event-stream\");", true)]
    [InlineData("Console.WriteLine(\"TEXT/EVENT-STREAM; charset=utf-8\");", true)]
    [InlineData("Console.WriteLine(EventStream);", true)]
    [InlineData("Console.WriteLine(\"text/plain\");", false)]
    [InlineData("Console.WriteLine(Other);", false)]
    [InlineData("Stream(context);", true)]
    [InlineData("_ = Results.Stream(System.IO.Stream.Null);", true)]
    [InlineData("_ = Results.File(new byte[1]);", true)]
    [InlineData("_ = Service.PushStream();", true)]
    [InlineData("await Service.WriteSseAsync();", true)]
    [InlineData("await Service.WriteServerSentEventAsync();", true)]
    [InlineData("await Service.OpenEventStream();", true)]
    [InlineData("await Service.CopyStreamAsync();", true)]
    [InlineData("await Service.StreamAsyncOf();", false)]
    [InlineData("default(ISseWriter)!.Write();", true)]
    [InlineData("_ = new SseWriter();", true)]
    [InlineData("_ = new Writer();", false)]
    [InlineData("Set(context);", true)]
    [InlineData("_ = new ServerSentEventWriter();", true)]
    [InlineData("_ = new EventStreamWriter();", true)]
    public async Task HandlerOfGets_IsNotWrong_WhereItMayStream(string statement, bool mayStream) => Assert.Equal(
        mayStream ? "" : "404 context.Response.StatusCode = 404 (POST)",
        await WrongOf($"app.MapGet(\"/mcp\", async (HttpContext context) => {{ {statement} context.Response.StatusCode = 404; await Task.Yield(); }});"));

    [Theory]
    [InlineData("app.MapGet(\"/mcp\", () => Results.NotFound()); app.MapDelete(\"/mcp\", () => Results.Ok());", "404 Results.NotFound() (POST, DELETE)")]
    [InlineData("app.MapGet(\"/other\", () => Results.NotFound());", "")]
    [InlineData("app.MapDelete(\"/mcp\", () => Results.NotFound());", "")]
    [InlineData("app.MapMethods(\"/mcp\", [\"GET\", \"DELETE\"], () => Results.NotFound());", "")]
    [InlineData("app.MapMethods(\"/mcp\", [\"GET\", \"DELETE\"], (HttpContext context) => { _ = SessionHeader; return HttpMethods.IsGet(context.Request.Method) ? Results.NotFound() : Results.Ok(); });", "404 Results.NotFound() (POST)")]
    [InlineData("app.Map(\"/mcp\", (HttpContext context) => { _ = SessionHeader; return HttpMethods.IsGet(context.Request.Method) ? Results.NotFound() : Results.Ok(); });", "404 Results.NotFound() (POST)")]
    [InlineData("app.Map(\"/mcp\", (HttpContext context) => HttpMethods.IsGet(context.Request.Method) ? Results.NotFound() : Results.Ok());", "")]
    [InlineData("app.MapMethods(\"/mcp\", [\"PUT\", \"DELETE\"], (HttpContext context) => { _ = SessionHeader; return HttpMethods.IsGet(context.Request.Method) ? Results.NotFound() : Results.Ok(); });", "")]
    public async Task Endpoint_IsThatOfTheRouteAndTheMethods(string mapping, string wrong) => Assert.Equal(wrong, await WrongOf(mapping));

    private static async Task<string> WrongInBranch(string body) => Told(await FactsOf.Server("McpMiddleware", ServerCode.Middleware("_ = context.Request.Headers[\"Mcp-Session-Id\"]; " + body)));

    [Theory]
    [InlineData("if (HttpMethods.IsGet(context.Request.Method)) { context.Response.StatusCode = 404; return; }", "404 context.Response.StatusCode = 404 (POST)")]
    [InlineData("if (HttpMethods.IsGet(context.Request.Method)) { context.Response.StatusCode = 405; return; }", "")]
    [InlineData("if (HttpMethods.IsGet(context.Request.Method)) { context.Response.StatusCode = 401; return; }", "")]
    [InlineData("if (HttpMethods.IsGet(context.Request.Method)) { context.Response.StatusCode = 403; return; }", "")]
    [InlineData("if (HttpMethods.IsGet(context.Request.Method)) { context.Response.StatusCode = 429; return; }", "")]
    [InlineData("if (HttpMethods.IsGet(context.Request.Method)) { context.Response.StatusCode = 200; return; }", "200 context.Response.StatusCode = 200 (POST)")]
    [InlineData("if (HttpMethods.IsGet(context.Request.Method)) { await context.Response.WriteAsync(\"x\"); return; }", "")]
    [InlineData("if (HttpMethods.IsGet(context.Request.Method)) { context.Response.StatusCode = 404; return; } if (HttpMethods.IsDelete(context.Request.Method)) { return; }", "404 context.Response.StatusCode = 404 (POST, DELETE)")]
    [InlineData("if (HttpMethods.IsGet(context.Request.Method)) { context.Response.StatusCode = 404; return; } if (context.Request.Method == \"delete\") { return; }", "404 context.Response.StatusCode = 404 (POST, DELETE)")]
    [InlineData("if (HttpMethods.IsGet(context.Request.Method)) { context.Response.StatusCode = 404; return; } if (context.Request.Method == \"PUT\") { return; }", "404 context.Response.StatusCode = 404 (POST)")]
    [InlineData("if (HttpMethods.IsGet(context.Request.Method)) { context.Response.StatusCode = 200; return; } context.Response.ContentType = \"text/event-stream\";", "")]
    [InlineData("if (HttpMethods.IsGet(context.Request.Method)) { context.Response.StatusCode = 400; return; } context.Response.ContentType = \"text/event-stream\";", "400 context.Response.StatusCode = 400 (POST)")]
    [InlineData("if (HttpMethods.IsGet(context.Request.Method)) { context.Response.StatusCode = 404; context.Response.StatusCode = 410; return; }", "404 context.Response.StatusCode = 404 (POST)")]
    [InlineData("if (HttpMethods.IsPost(context.Request.Method)) { context.Response.StatusCode = 404; return; }", "")]
    [InlineData("context.Response.StatusCode = 404;", "")]
    [InlineData("if (HttpMethods.IsGet(context.Request.Method)) { context.Response.StatusCode = 404; return; } if (HttpMethods.IsDelete(context.Request.Method)) { End(); return; } void End() => Console.WriteLine();", "404 context.Response.StatusCode = 404 (POST, DELETE)")]
    [InlineData("if (HttpMethods.IsGet(context.Request.Method)) { if (!context.Request.Headers.Accept.ToString().Contains(\"text/event-stream\")) { context.Response.StatusCode = 406; return; } }", "")]
    public async Task BranchForGets_AnswersWrongly(string body, string wrong) => Assert.Equal(wrong, await WrongInBranch(body));
}
