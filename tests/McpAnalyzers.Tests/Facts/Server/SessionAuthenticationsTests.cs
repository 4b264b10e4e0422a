namespace McpAnalyzers.Tests.Facts;

public class SessionAuthenticationsTests
{
    private static async Task<string> FoundIn(string source, string type = "Server")
    {
        var facts = await FactsOf.Server(type, source);
        return string.Join("; ", facts.SessionAuthentications.All.Select(a => $"{a.Operation.Syntax}: {a.Reason}"));
    }

    private static string Handler(string body, string members = "", string implemented = "IAuthorizationHandler") => ServerMembers.File($$"""
        public interface IOther { }

        public sealed class Server(IHttpContextAccessor accessor, ILogger<string> logger, IChecks checks) : {{implemented}}
        {
            private const string Header = "Mcp-Session-Id";
            private HttpRequest Request => accessor.HttpContext!.Request;
            {{members}}

            public Task HandleAsync(AuthorizationHandlerContext context)
            {
                {{body}}
                return Task.CompletedTask;
            }

            private void Log(string text) => Console.WriteLine(text + logger + checks);
        }

        public interface IChecks { Task<bool> AuthenticateAsync(); bool ValidateToken(string text); bool VerifyToken(string text); bool Check(string text); string? FindFirst(string type); string? FindFirstValue(string type); bool HasClaim(string type); string? Find(string type); object? Identity { get; } bool IsAuthenticated { get; } object? Claims { get; } object? Cookie { get; } object? Cookies { get; } object? ClientCertificate { get; } object? Other { get; } ClaimsPrincipal User { get; set; } string Token { get; set; } object? Principal { get; set; } }
        """);

    private const string Read = "Request.Headers[\"Mcp-Session-Id\"]";

    [Theory]
    [InlineData("IAuthorizationHandler", "the authorization handler 'Server' reads it")]
    [InlineData("IDisposable, IAuthorizationHandler", "the authorization handler 'Server' reads it")]
    [InlineData("IAuthenticationHandler", "the authentication handler 'Server' reads it")]
    [InlineData("IClaimsTransformation", "the claims transformation 'Server' reads it")]
    [InlineData("IOther", null)]
    public async Task Reading_AuthenticatesInAHandler(string implemented, string? reason) => Assert.Equal(
        reason is null ? "" : $"{Read}: {reason}",
        await FoundIn(Handler($"Console.WriteLine({Read});", """
            public void Dispose() { }
            public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context) => Task.CompletedTask;
            public Task<AuthenticateResult> AuthenticateAsync() => Task.FromResult(AuthenticateResult.NoResult());
            public Task ChallengeAsync(AuthenticationProperties? properties) => Task.CompletedTask;
            public Task ForbidAsync(AuthenticationProperties? properties) => Task.CompletedTask;
            public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal) => Task.FromResult(principal);
            """, implemented)));

    [Fact]
    public async Task Reading_AuthenticatesInATypeWithinAHandler() => Assert.Equal(
        $"{Read}: the authorization handler 'Server' reads it",
        await FoundIn(Handler("", "private sealed class Inner(HttpRequest request) { private HttpRequest Request => request; public void Run() => Console.WriteLine(" + Read + "); }")));

    [Theory]
    [InlineData("Console.WriteLine(" + Read + ");", true)]
    [InlineData("Log(" + Read + "!);", false)]
    [InlineData("logger.LogInformation(\"session {Id}\", " + Read + ".ToString());", false)]
    [InlineData("Console.WriteLine(Request.Headers[\"X-Other\"]);", false)]
    public async Task Reading_IsMoreThanLogging(string body, bool isFound) => Assert.Equal(isFound ? $"{Read}: the authorization handler 'Server' reads it" : "", await FoundIn(Handler(body)));

    [Fact]
    public async Task Reading_IsToldOnce() => Assert.Equal(
        "Request.Headers.ContainsKey(Header): the authorization handler 'Server' reads it",
        await FoundIn(Handler("if (Request.Headers.ContainsKey(Header)) { Console.WriteLine(Request.Headers[Header]); }")));

    [Theory]
    [InlineData("_ = Request.Headers.Authorization;", true)]
    [InlineData("_ = Request.Cookies;", true)]
    [InlineData("_ = checks.Cookie;", true)]
    [InlineData("_ = checks.ClientCertificate;", true)]
    [InlineData("_ = checks.Other;", false)]
    [InlineData("_ = checks.User;", true)]
    [InlineData("checks.User = new ClaimsPrincipal();", false)]
    [InlineData("_ = checks.Identity;", true)]
    [InlineData("_ = checks.IsAuthenticated;", true)]
    [InlineData("_ = checks.Claims;", true)]
    [InlineData("_ = checks.AuthenticateAsync();", true)]
    [InlineData("_ = checks.FindFirst(\"a\");", true)]
    [InlineData("_ = checks.FindFirstValue(\"a\");", true)]
    [InlineData("_ = checks.HasClaim(\"a\");", true)]
    [InlineData("_ = checks.Find(\"a\");", false)]
    [InlineData("_ = checks.ValidateToken(\"a\");", true)]
    [InlineData("_ = checks.VerifyToken(\"a\");", true)]
    [InlineData("_ = checks.Check(\"a\");", false)]
    [InlineData("_ = Request.Headers[\"authorization\"];", true)]
    [InlineData("_ = Request.Headers[\"cookie\"];", true)]
    [InlineData("_ = Request.Headers[\"x-api-key\"];", true)]
    [InlineData("_ = Request.Headers[\"X-Other\"];", false)]
    [InlineData("_ = Request.Headers[\"Authorization-Info\"];", false)]
    [InlineData("Inner(); void Inner() => Console.WriteLine(checks.Claims);", true)]
    [InlineData("Verified();", true)]
    public async Task Reading_IsNoProof_WhereSomethingElseVerifies(string statement, bool verifies) => Assert.Equal(
        verifies ? "" : $"{Read}: the authorization handler 'Server' reads it",
        await FoundIn(Handler($"{statement} Console.WriteLine({Read});", "private void Verified() => Console.WriteLine(checks.IsAuthenticated);")));

    [Theory]
    [InlineData("public void Run([FromHeader(Name = \"Mcp-Session-Id\")] string id) => Console.WriteLine(id);", "id: the authorization handler 'Server' reads it")]
    [InlineData("public void Run([FromHeader(Name = \"X-Other\")] string id) => Console.WriteLine(id);", "")]
    [InlineData("public void Run(string sessionId) => Console.WriteLine(sessionId);", "")]
    public async Task Reading_IsThatOfAFilledParameter(string member, string found) => Assert.Equal(found, await FoundIn(Handler("", member)));

    private static string Middleware(string statements) => ServerMembers.File($$"""
        public sealed class MessageReceivedContext { public string? Token { get; set; } public string? Other { get; set; } }
        public sealed class Own { public static extern ClaimsPrincipal Sign(ClaimsPrincipal user); public string? Token { get; set; } public ClaimsPrincipal? User { get; set; } public ClaimsPrincipal? Principal { get; set; } public IPrincipal? CurrentPrincipal { get; set; } public ClaimsPrincipal? Other { get; set; } }
        public sealed class Named { public string? User { get; set; } }

        public sealed class Server
        {
            private readonly ConcurrentDictionary<string, ClaimsPrincipal> _users = new();
            private readonly Own _own = new();
            private readonly Named _named = new();
            private readonly MessageReceivedContext _message = new();

            public Task InvokeAsync(HttpContext context, RequestDelegate next)
            {
                var id = context.Request.Headers["Mcp-Session-Id"].ToString();
                var other = context.Request.Headers["X-Other"].ToString();
                {{statements}}
                return next(context);
            }
        }
        """);

    [Theory]
    [InlineData("_ = new ClaimsIdentity([new Claim(\"a\", id)], \"b\");", "new ClaimsIdentity([new Claim(\"a\", id)], \"b\"): here it becomes a ClaimsIdentity")]
    [InlineData("_ = new ClaimsIdentity([new Claim(\"a\", other)], \"b\");", "")]
    [InlineData("_ = new GenericIdentity(id);", "new GenericIdentity(id): here it becomes a GenericIdentity")]
    [InlineData("_ = new GenericIdentity(other, id);", "new GenericIdentity(other, id): here it becomes a GenericIdentity")]
    [InlineData("_ = new Claim(\"a\", id);", "")]
    [InlineData("context.User = _users[id];", "context.User = _users[id]: here it decides on User")]
    [InlineData("context.User = _users[other];", "")]
    [InlineData("_own.Principal = _users[id];", "_own.Principal = _users[id]: here it decides on Principal")]
    [InlineData("_own.CurrentPrincipal = _users[id];", "_own.CurrentPrincipal = _users[id]: here it decides on CurrentPrincipal")]
    [InlineData("_own.Other = _users[id];", "")]
    [InlineData("_named.User = id;", "")]
    [InlineData("context.User = new ClaimsPrincipal(_users[id]);", "")]
    [InlineData("var user = new ClaimsPrincipal(_users[id]); context.User = user;", "")]
    [InlineData("_message.Token = id;", "_message.Token = id: here it becomes the token")]
    [InlineData("_message.Token = other;", "")]
    [InlineData("_message.Other = id;", "")]
    [InlineData("_own.Token = id;", "")]
    [InlineData("_ = context.User; context.User = _users[id];", "")]
    [InlineData("context.User = Own.Sign(new ClaimsPrincipal(new ClaimsIdentity([new Claim(\"a\", id)], \"b\")));", "new ClaimsIdentity([new Claim(\"a\", id)], \"b\"): here it becomes a ClaimsIdentity")]
    [InlineData("var user = other == \"\" ? _users[other] : new ClaimsPrincipal(new ClaimsIdentity([new Claim(\"a\", id)], \"b\")); context.User = user;", "new ClaimsIdentity([new Claim(\"a\", id)], \"b\"): here it becomes a ClaimsIdentity")]
    public async Task Id_IsMadeIntoAUser(string statements, string found) => Assert.Equal(found, await FoundIn(Middleware(statements)));
}
