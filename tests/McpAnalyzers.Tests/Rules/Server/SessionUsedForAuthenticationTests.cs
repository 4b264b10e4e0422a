using System.Diagnostics.CodeAnalysis;
using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Server.SessionUsedForAuthentication>;

namespace McpAnalyzers.Tests.Rules.Server;

public class SessionUsedForAuthenticationTests
{
    private static Task Analyze([StringSyntax("C#-test")] string source) => Verify.Analyzer([source], test => test.UseWeb());

    private static string Handler(string body, string members = "") => ServerMembers.File($$"""
        using System.Text.Encodings.Web;

        public sealed class Handler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IDictionary<string, string> users)
            : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
        {
            private const string Header = "Mcp-Session-Id";

            {{members}}

            protected override Task<AuthenticateResult> HandleAuthenticateAsync()
            {
                {{body}}
            }

            private Task<AuthenticateResult> Ok(string name) => Task.FromResult(AuthenticateResult.Success(
                new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, users[name])], Scheme.Name)), Scheme.Name)));
        }
        """);

    [Theory]
    [InlineData("var id = {|MCPT4005:Request.Headers[\"Mcp-Session-Id\"]|}.ToString(); return Ok(id);", "")]
    [InlineData("return {|MCPT4005:Request.Headers.TryGetValue(Header, out var id)|} ? Ok(id.ToString()) : Task.FromResult(AuthenticateResult.NoResult());", "")]
    [InlineData("if (!{|MCPT4005:Context.Request.Headers.ContainsKey(Header)|}) return Task.FromResult(AuthenticateResult.NoResult()); return Ok(Request.Headers[Header]!);", "")]
    [InlineData("return Ok(Id());", "private string Id() => {|MCPT4005:Request.Headers[Header]|}.ToString();")]
    public Task ReadInAnAuthenticationHandler_IsReported(string body, string members) => Analyze(Handler(body, members));

    [Theory]
    [InlineData("var token = Request.Headers.Authorization.ToString(); var id = Request.Headers[Header].ToString(); return Ok(token + id);")]
    [InlineData("var token = Request.Headers[\"Authorization\"].ToString(); Logger.LogDebug(\"session {Id}\", Request.Headers[Header].ToString()); return Ok(token);")]
    [InlineData("Logger.LogDebug(\"session {Id}\", Request.Headers[Header].ToString()); return Task.FromResult(AuthenticateResult.NoResult());")]
    [InlineData("return Ok(Request.Headers[\"X-Api-Key\"]!);")]
    public Task HandlerThatVerifiesCredentials_IsSilent(string body) => Analyze(Handler(body));

    [Fact]
    public Task ClaimsTransformation_IsReported() => Analyze(ServerMembers.File("""
        public sealed class SessionClaims(IHttpContextAccessor accessor) : IClaimsTransformation
        {
            public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
            {
                var id = {|MCPT4005:accessor.HttpContext!.Request.Headers["Mcp-Session-Id"]|}.ToString();
                ((ClaimsIdentity)principal.Identities.First()).AddClaim(new Claim(ClaimTypes.NameIdentifier, id));
                return Task.FromResult(principal);
            }
        }
        """));

    [Fact]
    public Task AuthorizationHandler_IsReported_UnlessItAsksForTheUser() => Analyze(ServerMembers.File("""
        public sealed class HasSession : IAuthorizationRequirement { }

        public sealed class ByIdAlone(IHttpContextAccessor accessor, HashSet<string> sessions) : AuthorizationHandler<HasSession>
        {
            protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, HasSession requirement)
            {
                if (sessions.Contains({|MCPT4005:accessor.HttpContext!.Request.Headers["Mcp-Session-Id"]|}.ToString()))
                {
                    context.Succeed(requirement);
                }

                return Task.CompletedTask;
            }
        }

        public sealed class ByOwner(IHttpContextAccessor accessor, IDictionary<string, string> owners) : AuthorizationHandler<HasSession>
        {
            protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, HasSession requirement)
            {
                if (owners[accessor.HttpContext!.Request.Headers["Mcp-Session-Id"].ToString()] == context.User.FindFirst("sub")?.Value)
                {
                    context.Succeed(requirement);
                }

                return Task.CompletedTask;
            }
        }
        """));

    private static string Middleware(string statements) => ServerMembers.Class($$"""
        private readonly ConcurrentDictionary<string, ClaimsPrincipal> _users = new();

        public Task InvokeAsync(HttpContext context, RequestDelegate next)
        {
            {{statements}}
            return next(context);
        }
        """);

    [Theory]
    [InlineData("var id = context.Request.Headers[\"Mcp-Session-Id\"].ToString(); context.User = new ClaimsPrincipal({|MCPT4005:new ClaimsIdentity([new Claim(ClaimTypes.Name, id)], \"Session\")|});")]
    [InlineData("var id = context.Request.Headers[\"Mcp-Session-Id\"].FirstOrDefault(); var claims = new[] { new Claim(ClaimTypes.Name, id!) }; var identity = {|MCPT4005:new ClaimsIdentity(claims, \"Session\")|}; context.User = new ClaimsPrincipal(identity);")]
    [InlineData("if (context.Request.Headers.TryGetValue(\"Mcp-Session-Id\", out var id)) context.User = new GenericPrincipal({|MCPT4005:new GenericIdentity(id!)|}, null);")]
    [InlineData("{|MCPT4005:context.User = _users[context.Request.Headers[\"Mcp-Session-Id\"].ToString()]|};")]
    public Task MadeIntoAUser_IsReported(string statements) => Analyze(Middleware(statements));

    [Theory]
    [InlineData("var id = context.Request.Headers[\"Mcp-Session-Id\"].ToString(); context.Items[\"session\"] = id;")]
    [InlineData("var id = context.Request.Headers[\"Mcp-Session-Id\"].ToString(); var name = context.Request.Query[\"name\"].ToString(); context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], \"Session\"));")]
    [InlineData("var id = context.Request.Headers[\"Mcp-Session-Id\"].ToString(); if (_users[id] != context.User) context.Response.StatusCode = 403;")]
    [InlineData("context.User = _users[context.Response.Headers[\"Mcp-Session-Id\"].ToString()];")]
    public Task OtherUses_AreSilent(string statements) => Analyze(Middleware(statements));

    [Fact]
    public Task MadeIntoTheToken_IsReported() => Analyze(ServerMembers.File("""
        public sealed class MessageReceivedContext(HttpContext context)
        {
            public HttpRequest Request => context.Request;

            public string? Token { get; set; }
        }

        public static class Events
        {
            public static Task OnMessageReceived(MessageReceivedContext context)
            {
                {|MCPT4005:context.Token = context.Request.Headers["Mcp-Session-Id"]|};
                return Task.CompletedTask;
            }
        }
        """));

    [Fact]
    public Task SessionsOfSomethingElseBesideTheSdk_AreSilent() => Verify.Analyzer(
        [ServerMembers.File("""
            using ModelContextProtocol.Client;

            public sealed class Chat(Uri endpoint)
            {
                public HttpClientTransport Transport { get; } = new(new HttpClientTransportOptions { Endpoint = endpoint });

                public ClaimsPrincipal UserOf(string sessionId) => new(new ClaimsIdentity([new Claim(ClaimTypes.Name, sessionId)], "Chat"));
            }
            """)],
        test => test.UseSdk());
}
