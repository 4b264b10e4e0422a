using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpAnalyzers.Tests.Facts;

public class AnswersTests
{
    private const string Exchange = """
        private readonly IExchange _exchange = null!;
        private readonly bool _flag = DateTime.Now.Hour > 3;
        private readonly int _number = DateTime.Now.Hour;

        public interface IExchange
        {
            HttpReply NotFound();
            void Accepted(IResultExtensions results);
            void Accepted(HttpResponse response);
            Task WriteAsync(HttpResponse response);
            Task<HttpReply> Gone();
            RpcReply Conflict();
            HttpListenerResponse Forbidden();
            HttpFault BadRequest();
            void RespondAsync(HttpStatusCode code, string text = "");
            void Reject(int status, string text = "");
            void Fail(int code);
            void Wait(HttpStatusCode code);
        }

        public class HttpReply { public HttpReply(int status = 200) { Status = status; } public int Status { get; set; } public int StatusCode { get; set; } public string? Text { get; set; } }
        public class HttpResult { public HttpStatusCode? Status { get; set; } }
        public class RpcReply { public RpcReply(int status = 200) { Status = status; } public int Status { get; set; } }
        public class HttpFault { public HttpFault(int status = 200) { Status = status; } public int Status { get; set; } }
        public class HttpFailedResult : Exception { public HttpFailedResult(int status) { Status = status; } public int Status { get; } }
        public class BadRequestResult : IResult { public Task ExecuteAsync(HttpContext context) => Task.CompletedTask; }
        public class GoneResult : IResult { public int Status { get; set; } public Task ExecuteAsync(HttpContext context) => Task.CompletedTask; }
        public class HttpServerResponse { public int StatusCode { get; set; } public HttpStatusCode HttpStatusCode { get; set; } public string? Status { get; set; } public int Code { get; set; } public void WriteString(string text) { } }
        public class Answering : HttpServerResponse { public int Status { get; set; } }
        public class WebContext { public int Status { get; set; } }
        public class Message { public int StatusCode { get; set; } }
        public abstract class StatusClient : System.Net.Http.HttpClient { public abstract void Respond(HttpStatusCode code); }

        """;

    private static Task<TransportFacts> Middleware(string body, string members = "") =>
        FactsOf.Server("McpMiddleware", ServerCode.Middleware(body, Exchange + members) + ServerCode.Functions + """

            public static class Extensions
            {
                public static IResult NotFound(this IResultExtensions results) => null!;
                public static IResult Teapot(this IResultExtensions results, int statusCode) => null!;
                public static IResult Conflict(this string text) => null!;
            }

            namespace System.Net.Http
            {
                using System.Runtime.InteropServices;

                public static class Requests
                {
                    [DllImport("http")] public static extern object CreateResponse(HttpStatusCode code);
                    [DllImport("http")] public static extern object CreateErrorResponse(HttpStatusCode code);
                    [DllImport("http")] public static extern object CreateOtherResponse(HttpStatusCode code);
                }
            }
            """);

    private static string Told(IEnumerable<Answer> answers) =>
        string.Join("; ", answers.Select(a => $"{a.Status} {a.Form} {a.Operation.Syntax}" + (a.Number is null || a.Number == a.Operation ? "" : $" by {a.Number.Syntax}")));

    private static async Task<string> AnswersOf(string body, string members = "")
    {
        var facts = await Middleware(body, members);
        return Told(facts.Answers.All.Where(a => a.Body.Symbol.Name == "InvokeAsync"));
    }

    [Theory]
    [InlineData("_ = Results.NotFound();", "404 Named Results.NotFound()")]
    [InlineData("_ = TypedResults.Conflict();", "409 Named TypedResults.Conflict()")]
    [InlineData("_ = Results.StatusCode(410);", "410 Number Results.StatusCode(410) by 410")]
    [InlineData("_ = Results.StatusCode((int)HttpStatusCode.Gone);", "410 Number Results.StatusCode((int)HttpStatusCode.Gone) by HttpStatusCode.Gone")]
    [InlineData("_ = Results.Json(1);", "200 Number Results.Json(1)")]
    [InlineData("_ = Results.Text(\"\");", "200 Number Results.Text(\"\")")]
    [InlineData("_ = Results.Problem();", "500 Number Results.Problem()")]
    [InlineData("_ = Results.Problem(statusCode: 400);", "400 Number Results.Problem(statusCode: 400) by 400")]
    [InlineData("_ = Results.Empty;", "")]
    [InlineData("_ = Results.Stream(Stream.Null);", "")]
    [InlineData("_ = Results.StatusCode(_number);", "")]
    [InlineData("_ = Results.StatusCode(99);", "")]
    [InlineData("_ = Results.StatusCode(100);", "100 Number Results.StatusCode(100) by 100")]
    [InlineData("_ = Results.StatusCode(599);", "599 Number Results.StatusCode(599) by 599")]
    [InlineData("_ = Results.StatusCode(600);", "")]
    [InlineData("_ = Results.StatusCode(_flag ? 404 : 400);", "404 Number 404; 400 Number 400")]
    [InlineData("_ = Results.StatusCode((int)(_flag ? HttpStatusCode.Gone : HttpStatusCode.OK));", "410 Number HttpStatusCode.Gone; 200 Number HttpStatusCode.OK")]
    [InlineData("_ = Results.StatusCode(_number switch { 1 => 400, 2 => _number, _ => 404 });", "400 Number 400; 404 Number 404")]
    [InlineData("_ = Results.Extensions.NotFound();", "404 Named Results.Extensions.NotFound()")]
    [InlineData("_ = Results.Extensions.Teapot(418);", "418 Number Results.Extensions.Teapot(418) by 418")]
    [InlineData("_ = \"\".Conflict();", "")]
    [InlineData("_exchange.Accepted(Results.Extensions);", "")]
    [InlineData("_exchange.Accepted(context.Response);", "")]
    [InlineData("_ = Results.Equals(1, 2);", "")]
    public async Task Factory_GivesAnAnswer(string statement, string answers) => Assert.Equal(answers, await AnswersOf(statement));

    [Theory]
    [InlineData("context.Response.StatusCode = 404;", "404 Number context.Response.StatusCode = 404 by 404")]
    [InlineData("context.Response.StatusCode = (int)HttpStatusCode.NotFound;", "404 Number context.Response.StatusCode = (int)HttpStatusCode.NotFound by HttpStatusCode.NotFound")]
    [InlineData("context.Response.StatusCode = _flag ? 404 : _number;", "404 Number 404")]
    [InlineData("context.Response.StatusCode = _number;", "")]
    [InlineData("context.Response.StatusCode += 404;", "")]
    [InlineData("context.Response.ContentLength = 404;", "")]
    [InlineData("void Answer(HttpListenerResponse response) => response.StatusCode = 404;", "")]
    [InlineData("new Message().StatusCode = 404;", "")]
    [InlineData("_ = new Message { StatusCode = 404 };", "")]
    [InlineData("new HttpServerResponse().StatusCode = 404;", "404 Number new HttpServerResponse().StatusCode = 404 by 404")]
    [InlineData("new HttpServerResponse().HttpStatusCode = HttpStatusCode.Gone;", "410 Number new HttpServerResponse().HttpStatusCode = HttpStatusCode.Gone by HttpStatusCode.Gone")]
    [InlineData("new HttpServerResponse().Status = \"404\";", "")]
    [InlineData("new HttpServerResponse().Code = 404;", "")]
    [InlineData("new WebContext().Status = 404;", "404 Number new WebContext().Status = 404 by 404")]
    [InlineData("new Answering().StatusCode = 404;", "404 Number new Answering().StatusCode = 404 by 404")]
    [InlineData("new Answering().Status = 404;", "")]
    [InlineData("new HttpListener().GetContext().Response.StatusCode = 404;", "404 Number new HttpListener().GetContext().Response.StatusCode = 404 by 404")]
    public async Task StatusThatIsSet_IsAnAnswer(string statement, string answers) => Assert.Equal(answers, await AnswersOf(statement));

    [Theory]
    [InlineData("await context.Response.WriteAsync(\"x\");", "200 Body context.Response.WriteAsync(\"x\")")]
    [InlineData("await context.Response.WriteAsJsonAsync(1);", "200 Body context.Response.WriteAsJsonAsync(1)")]
    [InlineData("await HttpResponseWritingExtensions.WriteAsync(context.Response, \"x\");", "200 Body HttpResponseWritingExtensions.WriteAsync(context.Response, \"x\")")]
    [InlineData("new HttpServerResponse().WriteString(\"x\");", "200 Body new HttpServerResponse().WriteString(\"x\")")]
    [InlineData("await default(Microsoft.Azure.Functions.Worker.Http.HttpResponseData)!.WriteStringAsync(\"x\");", "200 Body default(Microsoft.Azure.Functions.Worker.Http.HttpResponseData)!.WriteStringAsync(\"x\")")]
    [InlineData("await context.Response.StartAsync();", "")]
    [InlineData("await TextWriter.Null.WriteAsync(\"x\");", "")]
    [InlineData("await _exchange.WriteAsync(context.Response);", "")]
    public async Task BodyThatIsWritten_IsAnAnswer(string statement, string answers) => Assert.Equal(answers, await AnswersOf(statement));

    [Theory]
    [InlineData("_ = default(Microsoft.Azure.Functions.Worker.Http.HttpRequestData)!.CreateResponse(HttpStatusCode.Gone);", "410 Number default(Microsoft.Azure.Functions.Worker.Http.HttpRequestData)!.CreateResponse(HttpStatusCode.Gone) by HttpStatusCode.Gone")]
    [InlineData("_ = default(Microsoft.Azure.Functions.Worker.Http.HttpRequestData)!.CreateResponse();", "")]
    [InlineData("_ = CreateErrorResponse(HttpStatusCode.Gone);", "410 Number CreateErrorResponse(HttpStatusCode.Gone) by HttpStatusCode.Gone")]
    [InlineData("_ = CreateErrorResponse((HttpStatusCode)_number);", "")]
    [InlineData("_ = CreateErrorResponse(_flag ? HttpStatusCode.Gone : HttpStatusCode.OK);", "410 Number HttpStatusCode.Gone; 200 Number HttpStatusCode.OK")]
    [InlineData("_ = System.Net.Http.Requests.CreateResponse(HttpStatusCode.Gone);", "410 Number System.Net.Http.Requests.CreateResponse(HttpStatusCode.Gone) by HttpStatusCode.Gone")]
    [InlineData("_ = System.Net.Http.Requests.CreateErrorResponse(HttpStatusCode.Gone);", "410 Number System.Net.Http.Requests.CreateErrorResponse(HttpStatusCode.Gone) by HttpStatusCode.Gone")]
    [InlineData("_ = System.Net.Http.Requests.CreateOtherResponse(HttpStatusCode.Gone);", "")]
    public async Task ResponseThatIsMadeWithAStatus_IsAnAnswer(string statement, string answers) =>
        Assert.Equal(answers, await AnswersOf(statement, "private static System.Net.Http.HttpResponseMessage CreateErrorResponse(HttpStatusCode code) => new();"));

    [Theory]
    [InlineData("_ = new BadHttpRequestException(\"x\");", "400 Number new BadHttpRequestException(\"x\")")]
    [InlineData("_ = new BadHttpRequestException(\"x\", 404);", "404 Number new BadHttpRequestException(\"x\", 404) by 404")]
    [InlineData("_ = new BadHttpRequestException(\"x\", _number);", "400 Number new BadHttpRequestException(\"x\", _number) by _number")]
    [InlineData("_ = new NotFoundResult();", "404 Created new NotFoundResult()")]
    [InlineData("_ = new BadRequestObjectResult(1);", "400 Created new BadRequestObjectResult(1)")]
    [InlineData("_ = new StatusCodeResult(410);", "410 Number new StatusCodeResult(410) by 410")]
    [InlineData("_ = new StatusCodeResult(_number);", "")]
    [InlineData("_ = new ObjectResult(1);", "200 Body new ObjectResult(1)")]
    [InlineData("_ = new JsonResult(1) { ContentType = \"x\" };", "200 Body new JsonResult(1) { ContentType = \"x\" }")]
    [InlineData("_ = new ContentResult();", "200 Body new ContentResult()")]
    [InlineData("_ = new EmptyResult();", "")]
    [InlineData("_ = new ObjectResult(1) { StatusCode = 404 };", "404 Number new ObjectResult(1) { StatusCode = 404 } by 404")]
    [InlineData("_ = new ObjectResult(1) { StatusCode = _flag ? 404 : 400 };", "404 Number 404; 400 Number 400")]
    [InlineData("_ = new ContentResult { Content = \"\", StatusCode = 404 };", "404 Number new ContentResult { Content = \"\", StatusCode = 404 } by 404")]
    [InlineData("_ = new ProblemDetails { Status = 404 };", "")]
    [InlineData("_ = new BadRequestResult();", "")]
    [InlineData("_ = new GoneResult { Status = 404 };", "404 Number new GoneResult { Status = 404 } by 404")]
    [InlineData("_ = new HttpReply(404);", "404 Number new HttpReply(404) by 404")]
    [InlineData("_ = new HttpReply { Text = \"\", StatusCode = 404 };", "404 Number new HttpReply { Text = \"\", StatusCode = 404 } by 404")]
    [InlineData("_ = new HttpReply(404) { Status = 400 };", "400 Number new HttpReply(404) { Status = 400 } by 400")]
    [InlineData("_ = new HttpReply();", "")]
    [InlineData("_ = new HttpResult { Status = HttpStatusCode.Gone };", "410 Number new HttpResult { Status = HttpStatusCode.Gone } by HttpStatusCode.Gone")]
    [InlineData("_ = new HttpServerResponse { StatusCode = 404 };", "404 Number new HttpServerResponse { StatusCode = 404 } by 404")]
    [InlineData("_ = new RpcReply(404);", "")]
    [InlineData("_ = new HttpFault(404);", "")]
    [InlineData("_ = new HttpFailedResult(404);", "")]
    public async Task ResultThatIsMade_IsAnAnswer(string statement, string answers) => Assert.Equal(answers, await AnswersOf(statement));

    [Theory]
    [InlineData("_exchange.NotFound();", "404 Named _exchange.NotFound()")]
    [InlineData("await _exchange.Gone();", "410 Named _exchange.Gone()")]
    [InlineData("_exchange.Conflict();", "")]
    [InlineData("_exchange.Forbidden();", "")]
    [InlineData("_exchange.BadRequest();", "")]
    [InlineData("_exchange.RespondAsync(HttpStatusCode.Gone);", "410 Number _exchange.RespondAsync(HttpStatusCode.Gone) by HttpStatusCode.Gone")]
    [InlineData("_exchange.RespondAsync(_flag ? HttpStatusCode.Gone : HttpStatusCode.OK);", "410 Number HttpStatusCode.Gone; 200 Number HttpStatusCode.OK")]
    [InlineData("_exchange.RespondAsync((HttpStatusCode)_number);", "")]
    [InlineData("_exchange.Reject(404);", "404 Number _exchange.Reject(404) by 404")]
    [InlineData("_exchange.Fail(404);", "")]
    [InlineData("_exchange.Fail((int)HttpStatusCode.Gone);", "410 Number _exchange.Fail((int)HttpStatusCode.Gone) by HttpStatusCode.Gone")]
    [InlineData("_exchange.Wait(HttpStatusCode.Gone);", "")]
    [InlineData("_ = Task.FromResult(HttpStatusCode.Gone);", "")]
    [InlineData("default(StatusClient)!.Respond(HttpStatusCode.Gone);", "")]
    [InlineData("_ = default(Microsoft.AspNetCore.Mvc.Infrastructure.ProblemDetailsFactory)!.CreateProblemDetails(context, statusCode: 404);", "")]
    public async Task CallOutOfSight_IsAnAnswerByItsShape(string statement, string answers) => Assert.Equal(answers, await AnswersOf(statement));

    [Theory]
    [InlineData("WriteErrorAsync", true)]
    [InlineData("SendAsync", true)]
    [InlineData("Respond", true)]
    [InlineData("Reply", true)]
    [InlineData("WithError", true)]
    [InlineData("Reject", true)]
    [InlineData("Fail", true)]
    [InlineData("SetResult", true)]
    [InlineData("MakeResponse", true)]
    [InlineData("Problem", true)]
    [InlineData("ReturnWith", true)]
    [InlineData("End", true)]
    [InlineData("CompleteAsync", true)]
    [InlineData("Refuse", true)]
    [InlineData("SetStatus", true)]
    [InlineData("Expect", false)]
    [InlineData("Log", false)]
    [InlineData("rewrite", false)]
    public async Task MethodOutOfSight_AnswersByItsName(string method, bool answers) =>
        Assert.Equal(answers, await AnswersOf($"default(IOther)!.{method}(404);", $$"""public interface IOther { void {{method}}(int status); }""") != "");

    [Theory]
    // A status that is handed on.
    [InlineData("Set(context, 404);", "404 Number Set(context, 404) by 404")]
    [InlineData("Set(context, _flag ? 404 : 400);", "404 Number 404; 400 Number 400")]
    [InlineData("Set(context);", "410 Number Set(context) by Set(context)")]
    [InlineData("Set(status: 404, context: context);", "404 Number Set(status: 404, context: context) by 404")]
    [InlineData("Set(context, _number);", "")]
    [InlineData("Pass(404, context);", "404 Number Pass(404, context) by 404")]
    [InlineData("PassOn(404, context);", "404 Number PassOn(404, context) by 404")]
    [InlineData("_ = Made(404);", "404 Number Made(404) by 404")]
    [InlineData("_ = Initialized(404);", "404 Number Initialized(404) by 404")]
    [InlineData("_ = ByFactory(404);", "404 Number ByFactory(404) by 404")]
    [InlineData("_ = Created(default!, HttpStatusCode.Gone);", "410 Number Created(default!, HttpStatusCode.Gone) by HttpStatusCode.Gone")]
    [InlineData("_ = CreatedOutOfSight(HttpStatusCode.Gone);", "410 Number CreatedOutOfSight(HttpStatusCode.Gone) by HttpStatusCode.Gone")]
    [InlineData("_ = Both(400, 404);", "404 Number Both(400, 404) by 404")]
    [InlineData("SetTwice(context, 404, 400);", "404 Number SetTwice(context, 404, 400) by 404")]
    [InlineData("Copy(context, 404);", "")]
    [InlineData("_ = Reply(404);", "404 Number Reply(404) by 404")]
    [InlineData("_ = Fault(404);", "")]
    [InlineData("_ = Rejected(404, context);", "")]
    // One answer and nothing else.
    [InlineData("Refuse(context);", "404 Helper Refuse(context)")]
    [InlineData("await RefuseAsync(context);", "404 Helper RefuseAsync(context)")]
    [InlineData("Chain1(context);", "404 Helper Chain1(context)")]
    [InlineData("Chain0(context);", "")]
    [InlineData("await Write(context);", "")]
    [InlineData("Two(context);", "")]
    [InlineData("None(context);", "")]
    [InlineData("Recursive(context);", "404 Helper Recursive(context)")]
    [InlineData("WithIf(context);", "")]
    [InlineData("WithConditional(context);", "")]
    [InlineData("WithSwitch(context);", "")]
    [InlineData("WithSwitchExpression(context);", "")]
    [InlineData("WithLoop(context);", "")]
    [InlineData("WithTry(context);", "404 Helper WithTry(context)")]
    [InlineData("WithCatch(context);", "")]
    [InlineData("Ping(context, 404);", "")]
    public async Task Helper_GivesTheAnswerOfItsCall(string statement, string answers) => Assert.Equal(answers, await AnswersOf(
        statement,
        """
        private static void Set(HttpContext context, int status = 410) { if (context.Response.HasStarted) { return; } context.Response.StatusCode = status; }
        private static void Pass(int code, HttpContext context) => Set(context, code);
        private static void PassOn(int code, HttpContext context) => Pass(code, context);
        private static IActionResult Made(int code) => new StatusCodeResult(code);
        private static IActionResult Initialized(int code) => new ObjectResult(1) { StatusCode = code };
        private static IResult ByFactory(int code) => Results.StatusCode(code);
        private static object Created(Microsoft.Azure.Functions.Worker.Http.HttpRequestData request, HttpStatusCode code) => request.CreateResponse(code);
        private static object CreatedOutOfSight(HttpStatusCode code) => System.Net.Http.Requests.CreateResponse(code);
        private static HttpReply Both(int code, int status) => new HttpReply(code) { Status = status };
        private static void SetTwice(HttpContext context, int status, int other) { context.Response.StatusCode = status; context.Response.StatusCode = other; }
        private static void Copy(HttpContext context, int code) { var copied = code + 1; context.Response.StatusCode = copied; }
        private static void Ping(HttpContext context, int code) => Pong(context, code);
        private static void Pong(HttpContext context, int code) => Ping(context, code);
        private static HttpReply Reply(int code) => new HttpReply(code);
        private static HttpFault Fault(int code) => new HttpFault(code);
        private static bool Rejected(int code, HttpContext context) => context.Response.StatusCode == code;

        private static void Refuse(HttpContext context) { Console.WriteLine(); context.Response.StatusCode = 404; }
        private static async Task RefuseAsync(HttpContext context) { context.Response.StatusCode = 404; await context.Response.WriteAsync("x"); }
        private static void Chain0(HttpContext context) => Chain1(context);
        private static void Chain1(HttpContext context) => Chain2(context);
        private static void Chain2(HttpContext context) => Refuse(context);
        private static Task Write(HttpContext context) => context.Response.WriteAsync("x");
        private static void Two(HttpContext context) { context.Response.StatusCode = 404; context.Response.StatusCode = 400; }
        private static void None(HttpContext context) { Console.WriteLine(context); }
        private static void Recursive(HttpContext context) { context.Response.StatusCode = 404; Recursive(context); }
        private static void WithIf(HttpContext context) { if (context.Response.HasStarted) { Console.WriteLine(); } context.Response.StatusCode = 404; }
        private static void WithConditional(HttpContext context) { Console.WriteLine(context.Response.HasStarted ? 1 : 2); context.Response.StatusCode = 404; }
        private static void WithSwitch(HttpContext context) { switch (context.Request.Method) { case "GET": break; } context.Response.StatusCode = 404; }
        private static void WithSwitchExpression(HttpContext context) { Console.WriteLine(context.Request.Method switch { "GET" => 1, _ => 2 }); context.Response.StatusCode = 404; }
        private static void WithLoop(HttpContext context) { while (context.Response.HasStarted) { } context.Response.StatusCode = 404; }
        private static void WithTry(HttpContext context) { try { Console.WriteLine(); } finally { } context.Response.StatusCode = 404; }
        private static void WithCatch(HttpContext context) { try { Console.WriteLine(); } catch (Exception) { } context.Response.StatusCode = 404; }
        """));

    [Fact]
    public async Task HelperThatCallsItself_AnswersOnce()
    {
        var facts = await Middleware("", "private static void Recursive(HttpContext context) { context.Response.StatusCode = 404; Recursive(context); }");

        Assert.Equal("404 Number context.Response.StatusCode = 404 by 404", Told(facts.Answers.In(facts.Body("Recursive"))));
    }

    [Fact]
    public async Task AnswersByBody_AreThoseOfEachBody()
    {
        var facts = await Middleware("context.Response.StatusCode = 404;", "private IResult One() => Results.Ok(); private IResult None() => Results.Empty;");

        Assert.Equal(["InvokeAsync: 404", "One: 200"], facts.Answers.ByBody.Select(b => $"{b.Key.Symbol.Name}: {b.Single().Status}").Order());
    }

    [Theory]
    [InlineData("_ = Results.Text(\"\", \"text/event-stream\");", true)]
    [InlineData("_ = Results.Text(\"\", \"Text/Event-Stream; charset=utf-8\");", true)]
    [InlineData("_ = Results.Text(\"text/event-stream\");", true)]
    [InlineData("_ = Results.Text(\"\", \"text/plain\");", false)]
    [InlineData("_ = Results.Text(\"\");", false)]
    public async Task IsEventStream_IsSaidByItsContentType(string statement, bool expected) =>
        Assert.Equal(expected, (await Middleware(statement)).Answers.All.Single().IsEventStream);

    [Theory]
    [InlineData("_ = Results.Ok();", false)]
    [InlineData("_ = Results.Ok(null);", false)]
    [InlineData("_ = Results.Ok(1);", true)]
    [InlineData("_ = Results.Ok((object?)null);", false)]
    [InlineData("_ = Results.StatusCode(202);", false)]
    [InlineData("_ = Results.StatusCode((int)HttpStatusCode.Accepted);", false)]
    [InlineData("_ = Results.Accepted(\"/mcp\");", false)]
    [InlineData("_ = Results.Accepted(\"/mcp\", 1);", true)]
    [InlineData("_ = Results.Accepted(value: 1);", true)]
    [InlineData("_ = Results.AcceptedAtRoute(\"route\");", false)]
    [InlineData("_ = Results.Json(1, statusCode: 202);", true)]
    [InlineData("_ = Results.Text(null, contentType: \"text/plain\", statusCode: 202);", false)]
    [InlineData("_ = Results.Text(\"x\", statusCode: 202);", true)]
    [InlineData("_ = new AcceptedResult();", false)]
    [InlineData("_ = new StatusCodeResult(202);", false)]
    [InlineData("_ = new ObjectResult(1) { StatusCode = 202 };", true)]
    [InlineData("context.Response.StatusCode = 202;", false)]
    [InlineData("await context.Response.WriteAsync(\"\");", true)]
    [InlineData("_exchange.RespondAsync(HttpStatusCode.Accepted);", false)]
    [InlineData("_exchange.RespondAsync(HttpStatusCode.Accepted, \"x\");", true)]
    [InlineData("_exchange.Reject(_flag ? 404 : _number, \"x\");", false)]
    [InlineData("default(IOther)!.Reply(context, 202);", false)]
    [InlineData("default(IOther)!.Reply(202, CancellationToken.None);", false)]
    [InlineData("default(IOther)!.Reply(202, new HttpServerResponse());", false)]
    [InlineData("default(IOther)!.Reply(202, new WebContext());", false)]
    [InlineData("default(IOther)!.Reply(HttpStatusCode.OK, 202);", false)]
    [InlineData("default(IOther)!.Reply(202, new Message());", true)]
    public async Task HasBody_IsSaidByTheArguments(string statement, bool expected)
    {
        var facts = await Middleware(statement, """
            public interface IOther
            {
                void Reply(HttpContext peer, int status);
                void Reply(int status, CancellationToken token);
                void Reply(int status, HttpServerResponse response);
                void Reply(int status, WebContext context);
                void Reply(HttpStatusCode code, int statusCode);
                void Reply(int status, Message message);
            }
            """);

        Assert.Equal(expected, facts.Answers.All.Single(a => a.Body.Symbol.Name == "InvokeAsync").HasBody);
    }

    [Theory]
    [InlineData("new { error = 1 }", true)]
    [InlineData("new { jsonrpc = \"2.0\", Error = 1 }", true)]
    [InlineData("new { errors = 1, result = 2 }", false)]
    [InlineData("new { error = 1, result = 2 }.result", true)]
    [InlineData("new JsonRpcError()", true)]
    [InlineData("new Error()", true)]
    [InlineData("new Fault()", false)]
    [InlineData("MakeError()", true)]
    [InlineData("ErrorOf(1)", true)]
    [InlineData("Make()", false)]
    [InlineData("\"{\\\"error\\\":1}\"", true)]
    [InlineData("\"error\"", true)]
    [InlineData("\"\\\"error\\\":1\"", true)]
    [InlineData("\"an error\"", false)]
    [InlineData("new Dictionary<string, object> { [\"error\"] = 1 }", true)]
    [InlineData("new Dictionary<string, object> { [\"result\"] = 1 }", false)]
    [InlineData("$\"{{\\\"error\\\":{_number}}}\"", true)]
    [InlineData("1", false)]
    public async Task SaysError_IsSaidByNamesAndTexts(string body, bool expected)
    {
        var facts = await Middleware($"_ = Results.Ok({body});", "private sealed class JsonRpcError; private sealed class Error; private sealed class Fault; private object MakeError() => 1; private object ErrorOf(int code) => code; private object Make() => 1;");

        Assert.Equal(expected, facts.Answers.All.Single().SaysError);
    }

    [Theory]
    [InlineData("[HttpPost] public object Post() => new { error = 1 };", "200 Body new { error = 1 }")]
    [InlineData("[HttpPost] public object Post() { return new { error = 1 }; }", "200 Body new { error = 1 }")]
    [InlineData("[HttpPost] public async Task<object> Post() { await Task.Yield(); return new { error = 1 }; }", "200 Body new { error = 1 }")]
    [InlineData("[HttpPost] public object Post() { object kept = new { error = 1 }; return kept; }", "200 Body kept")]
    [InlineData("[HttpPost] public object Post() { var made = new { error = 1 }; object kept = made; return kept; }", "200 Body kept")]
    [InlineData("[HttpPost] public object Post() { object kept = new { result = 1 }; return kept; }", "")]
    [InlineData("[HttpPost] public object Post() { object kept = new { error = 1 }; kept = new { result = 1 }; return kept; }", "")]
    [InlineData("[HttpPost] public object Post() { object kept = Request.Query.Count > 1 ? new { error = 1 } : new { error = 2 }; return kept; }", "")]
    [InlineData("[HttpPost] public object Post() { object kept = ErrorAnswer(); return kept; }", "")]
    [InlineData("[HttpPost] public object Post() => PostCore(); private object PostCore() { return new { error = 1 }; }", "200 Body new { error = 1 }")]
    [InlineData("[HttpPost] public Task<object> Post() => PostCore(); private async Task<object> PostCore() { await Task.Yield(); return new { error = 1 }; }", "200 Body new { error = 1 }")]
    [InlineData("[HttpPost] public object Post() { Request.Query.ToString(); return PostCore(); } private object PostCore() { return new { error = 1 }; }", "")]
    [InlineData("[HttpPost] public object Post() => Post();", "")]
    [InlineData("[HttpPost] public object Post() => new { result = 1 };", "")]
    [InlineData("[HttpPost] public object Post() => Request.Query.Count > 1 ? new { error = 1 } : new { error = 2 };", "")]
    [InlineData("[HttpPost] public object Post() => Request.Query.Count switch { 1 => new { error = 1 }, _ => new { error = 2 } };", "")]
    [InlineData("[HttpPost] public object Post() => Request.Form ?? (object)new { error = 1 };", "")]
    [InlineData("[HttpPost] public Task Post() => WriteErrorAsync();", "")]
    [InlineData("[HttpPost] public async Task Post() => await WriteErrorAsync();", "")]
    [InlineData("[HttpPost] public void Post() => SetError();", "")]
    [InlineData("[HttpPost] public IActionResult Post() => ErrorAnswer();", "")]
    [InlineData("[HttpPost] public object Post() => Make();", "200 Body new { error = 1 }")]
    [InlineData("[HttpPost] public object Post() => MakeError();", "200 Body MakeError()")]
    [InlineData("public object Post() => new { error = 1 };", "")]
    public async Task PlainErrorThatAHandlerReturns_IsAnAnswer(string action, string answers)
    {
        var facts = await FactsOf.Server("McpController", ServerCode.Controller(action + """
            private static Task WriteErrorAsync() => Task.CompletedTask;
            private static void SetError() { }
            private static IActionResult ErrorAnswer() => null!;
            private static object Make() => new { error = 1 };
            private static object MakeError() => 1;
            """));

        Assert.Equal(answers, Told(facts.Answers.All));
    }

    [Theory]
    [InlineData("public object Run(HttpContext context) => context;", true)]
    [InlineData("public object Run(HttpContext context) => 1;", false)]
    [InlineData("public object Run() { var context = default(HttpContext); return context!; }", true)]
    [InlineData("public object Run(IHttpContextAccessor accessor) => accessor.HttpContext!;", true)]
    [InlineData("public object Run() => new DefaultHttpContext();", true)]
    [InlineData("public object Run() => new NotFoundResult();", true)]
    [InlineData("private WebApplication _app = null!; public void Run() => _app.Run();", true)]
    [InlineData("public object Run() => Make();", true)]
    [InlineData("public void Run(WebApplicationBuilder builder) => builder.Build();", true)]
    [InlineData("public object Run(IEndpointRouteBuilder endpoints) => endpoints;", true)]
    [InlineData("public object Run(Microsoft.AspNetCore.Cors.Infrastructure.CorsPolicyBuilder policy) => policy;", true)]
    [InlineData("public object Run(HttpListenerRequest request) => request;", true)]
    [InlineData("public object Run(System.Net.Http.HttpRequestMessage request) => request;", false)]
    [InlineData("public object Run(string text) { var local = text + text.Length; return local.Trim(); }", false)]
    [InlineData("public object Run() => new List<int>();", false)]
    public async Task IsOfServer_IsSaidByTheTypesInUse(string member, bool expected)
    {
        var facts = await FactsOf.Server("Some", ServerCode.File($$"""public class Some { {{member}} private static IResult Make() => default!; }"""));

        Assert.Equal(expected, facts.Answers.IsOfServer);
    }

    [Fact]
    public async Task IsOfServer_HoldsForAController()
    {
        var facts = await FactsOf.Server("Some", ServerCode.File("public class Some : ControllerBase { public int Run() => 1; }"));

        Assert.True(facts.Answers.IsOfServer);
    }

    [Fact]
    public async Task Client_GivesNoAnswers()
    {
        var facts = await FactsOf.Server("Some", ServerCode.File("public class Some(Some.IReplies replies) { public interface IReplies { void Reply(HttpStatusCode code); } public void Run() => replies.Reply(HttpStatusCode.Gone); }"));

        Assert.Empty(facts.Answers.All);
    }

    [Theory]
    [InlineData("if (_flag) { Console.WriteLine(); }", true)]
    [InlineData("if (!_flag && _number > 1) Console.WriteLine();", true)]
    [InlineData("if (_flag) { } else { Console.WriteLine(); }", true)]
    [InlineData("if (_flag) { Console.WriteLine(); } else if (_number > 1) { Console.WriteLine(); } else { }", true)]
    [InlineData("if (_number > 1) { return; } else if (_flag) { Console.WriteLine(); }", true)]
    [InlineData("if (_flag) { Console.WriteLine(); } else { return; }", false)]
    [InlineData("if (_flag) { Console.WriteLine(); } else if (_number > 1) { return; }", false)]
    [InlineData("if (_flag) { Console.WriteLine(); } else if (_number > 1) { } else { Refuse(context); }", false)]
    [InlineData("switch (_flag) { case true: Console.WriteLine(); break; default: break; }", true)]
    [InlineData("switch (_number) { case 1 when _flag: Console.WriteLine(); break; }", true)]
    [InlineData("switch (_flag) { case true: Console.WriteLine(); break; default: return; }", false)]
    [InlineData("switch (_flag) { case true: Refuse(context); break; }", false)]
    [InlineData("switch (_flag) { case true: goto default; default: break; }", false)]
    [InlineData("switch (_number) { case 1: if (_flag) { break; } Refuse(context); break; }", false)]
    [InlineData("if (_flag) { switch (_number) { case 1: break; } }", true)]
    [InlineData("var kept = _flag && _number > 1; if (kept) { Console.WriteLine(); }", true)]
    [InlineData("var kept = _flag && _number > 1; if (!kept) { } else { Console.WriteLine(); } switch (kept) { case true: break; }", true)]
    [InlineData("var kept = _flag && _number > 1; if (kept) { return; }", false)]
    [InlineData("var kept = _flag && _number > 1; if (kept) { Console.WriteLine(); } if (kept) { return; }", false)]
    [InlineData("var kept = _flag && _number > 1; if (_number > 2) { Console.WriteLine(kept); }", false)]
    [InlineData("var kept = _flag && _number > 1;", false)]
    [InlineData("bool kept = _flag && _number > 1, other = kept; if (kept) { Console.WriteLine(other); }", false)]
    [InlineData("if (_flag) { return; }", false)]
    [InlineData("if (_flag) throw new InvalidOperationException();", false)]
    [InlineData("if (_flag) { Console.WriteLine(context.Request.ContentType ?? throw new InvalidOperationException()); }", false)]
    [InlineData("while (_number > 2) { if (_flag) { break; } }", false)]
    [InlineData("while (_number > 2) { if (_flag) { continue; } }", false)]
    [InlineData("if (_flag) { goto end; } end: ;", false)]
    [InlineData("IEnumerable<int> Each() { if (_flag) { yield return 1; } }", false)]
    [InlineData("if (_flag) { context.Request.ContentType = null; }", false)]
    [InlineData("if (_flag) { Refuse(context); }", false)]
    [InlineData("Console.WriteLine(_flag);", false)]
    [InlineData("while (_flag) { }", false)]
    public async Task IsBarren_SaysWhatOnlyLogs(string statement, bool expected)
    {
        var facts = await Middleware(statement, "private static void Refuse(HttpContext context) => context.Response.StatusCode = 404;");
        var condition = facts.Code.All.Select(b => b.Root.Syntax).SelectMany(s => s.DescendantNodes()).OfType<IdentifierNameSyntax>().First(n => n.Identifier.Text == "_flag");

        Assert.Equal((expected, expected), (facts.Answers.IsBarren(condition), facts.Answers.IsBarren(condition)));
    }

    [Fact]
    public async Task IsBarren_IsNothingThatNoStatementAsks()
    {
        var facts = await Middleware("", "private bool IsBusy() => _number > 2;");
        var condition = facts.Body("IsBusy").At("_number > 2").Syntax;

        Assert.False(facts.Answers.IsBarren(condition));
    }

    [Theory]
    [InlineData("_flag", "_number > 1")]
    [InlineData("_number > 1", "_flag")]
    public async Task IsBarren_IsTheSameInWhateverOrderAChainIsAsked(string first, string second)
    {
        var facts = await Middleware("string? kept; if (_number > 1) { Console.WriteLine(); } else if ((kept = context.Request.ContentType) is null || _flag) { Console.WriteLine(kept); }");
        var body = facts.Body("InvokeAsync");

        Assert.Equal((true, true), (facts.Answers.IsBarren(body.At(first).Syntax), facts.Answers.IsBarren(body.At(second).Syntax)));
    }
}
