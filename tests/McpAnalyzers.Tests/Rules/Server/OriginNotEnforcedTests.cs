using Microsoft.CodeAnalysis.Testing;
using Verify = McpAnalyzers.Tests.VerifyServer<McpAnalyzers.Rules.Server.OriginNotEnforced>;

namespace McpAnalyzers.Tests.Rules.Server;

public class OriginNotEnforcedTests
{
    private const string Read = """var id = context.Request.Headers["Mcp-Session-Id"]; var origin = context.Request.Headers.Origin.ToString(); """;

    [Theory]
    [InlineData("if (!Allowed.Contains(origin)) { return {|MCPT4007:Results.BadRequest()|}; }")]
    [InlineData("if (!string.IsNullOrEmpty(origin) && !Allowed.Contains(origin)) { return {|MCPT4007:Results.Unauthorized()|}; }")]
    [InlineData("if (origin != \"\" && origin != \"https://a.example\") { return {|MCPT4007:Results.StatusCode(401)|}; }")]
    [InlineData("if (context.Request.Headers.TryGetValue(\"Origin\", out var given) && !IsAllowed(given!)) { return {|MCPT4007:Results.NotFound()|}; }")]
    [InlineData("if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri) || !uri.IsLoopback) { return {|MCPT4007:Results.BadRequest()|}; }")]
    [InlineData("if (origin.Length > 0 && !origin.StartsWith(\"http://localhost\")) { {|MCPT4007:context.Response.StatusCode = 400|}; return Results.Empty; }")]
    public Task OtherRefusal_IsReported(string body) => Verify.Analyzer(ServerCode.Endpoints(Handler(body), Members));

    [Theory]
    [InlineData("if (!Allowed.Contains(origin)) { return Results.StatusCode(403); }")]
    [InlineData("if (!Allowed.Contains(origin)) { return Results.Forbid(); }")]
    [InlineData("if (Allowed.Contains(origin)) { return Results.Ok(); } return Results.StatusCode(StatusCodes.Status403Forbidden);")]
    [InlineData("if (context.User.Identity is null) { return Results.Unauthorized(); }")]
    [InlineData("if (!Allowed.Contains(origin)) { if (id.Count == 0) { return Results.BadRequest(); } return Results.StatusCode(403); }")]
    [InlineData("if (id.Count == 0) { return Results.BadRequest(); }")]
    public Task RightRefusal_IsSilent(string body) => Verify.Analyzer(ServerCode.Endpoints(Handler(body), Members));

    private const string Members = """
        private static readonly HashSet<string> Allowed = ["https://a.example"];
        private static bool IsAllowed(string origin) => Allowed.Contains(origin);
        """;

    private static string Handler(string body) => $$"""
        app.MapPost("/mcp", async Task<IResult> (HttpContext context) => { {{Read}}{{body}} await Task.Yield(); return Results.Ok(); });
        """;

    private const string Post = "app.MapPost(\"/mcp\", (HttpContext context) => context.Request.Headers[SessionHeader].Count == 0 ? Results.BadRequest() : Results.Ok())";

    [Theory]
    [InlineData("app.UseCors(policy => policy.{|MCPT4007:AllowAnyOrigin|}().AllowAnyHeader()); " + Post + ";")]
    [InlineData("app.UseCors(policy => policy.{|MCPT4007:SetIsOriginAllowed|}(_ => true).AllowCredentials()); " + Post + ";")]
    [InlineData(Post + ".RequireCors(policy => policy.{|MCPT4007:AllowAnyOrigin|}());")]
    [InlineData("new ServiceCollection().AddCors(o => o.AddDefaultPolicy(p => p.{|MCPT4007:AllowAnyOrigin|}())); " + Post + ";")]
    [InlineData("new ServiceCollection().AddCors(o => o.AddPolicy(\"mcp\", p => p.{|MCPT4007:AllowAnyOrigin|}())); " + Post + ".RequireCors(\"mcp\");")]
    [InlineData("new ServiceCollection().AddCors(o => o.AddPolicy(\"all\", p => p.{|MCPT4007:AllowAnyOrigin|}())); app.UseCors(\"all\"); " + Post + ";")]
    public Task PolicyForEveryOrigin_IsReported(string statements) => Verify.Analyzer(ServerCode.Endpoints(statements));

    [Theory]
    [InlineData("app.UseCors(policy => policy.{|MCPT4007:AllowAnyOrigin|}()); app.MapMcp();")]
    [InlineData("app.MapMcp().RequireCors(policy => policy.{|MCPT4007:AllowAnyOrigin|}());")]
    [InlineData("app.MapMcp(); app.MapGet(\"/open\", () => 1).RequireCors(policy => policy.AllowAnyOrigin());")]
    public Task EndpointOfTheSdk_IsOneOfMcp(string statements) => VerifyRule<McpAnalyzers.Rules.Server.OriginNotEnforced>.Analyzer(
        [$$"""
        using Microsoft.AspNetCore.Builder;

        public static class Server
        {
            public static void Map(WebApplication app)
            {
                {{statements}}
            }
        }
        """],
        test =>
        {
            test.ReferenceAssemblies = ServerCode.References;
            test.TestState.AdditionalProjects.Add(
                "ModelContextProtocol.AspNetCore",
                new ProjectState("ModelContextProtocol.AspNetCore", Microsoft.CodeAnalysis.LanguageNames.CSharp, "/sdk/Test", "cs")
                {
                    ReferenceAssemblies = ServerCode.References,
                    Sources =
                    {
                        """
                        namespace Microsoft.AspNetCore.Builder;

                        public static class McpEndpointRouteBuilderExtensions
                        {
                            public static IEndpointConventionBuilder MapMcp(this Microsoft.AspNetCore.Routing.IEndpointRouteBuilder endpoints, string pattern = "") => endpoints.MapGet(pattern, () => 1);
                        }
                        """,
                    },
                });
            test.TestState.AdditionalProjectReferences.Add("ModelContextProtocol.AspNetCore");
        });

    [Theory]
    [InlineData("app.UseCors(policy => policy.WithOrigins(\"https://a.example\")); " + Post + ";")]
    [InlineData("app.UseCors(policy => policy.SetIsOriginAllowed(origin => origin.EndsWith(\".example\"))); " + Post + ";")]
    [InlineData("app.UseCors(policy => policy.AllowAnyOrigin()); app.Use((context, next) => { if (context.Request.Headers.Origin.Count > 0) { context.Response.StatusCode = 403; return Task.CompletedTask; } return next(context); }); " + Post + ";")]
    [InlineData("app.MapGet(\"/open\", () => 1).RequireCors(policy => policy.AllowAnyOrigin()); " + Post + ";")]
    [InlineData("new ServiceCollection().AddCors(o => o.AddPolicy(\"open\", p => p.AllowAnyOrigin())); app.MapGet(\"/open\", () => 1).RequireCors(\"open\"); " + Post + ";")]
    public Task OtherPolicies_AreSilent(string statements) => Verify.Analyzer(ServerCode.Endpoints(statements));

    [Fact]
    public Task Message_SaysHowAnOriginIsRefused() => Verify.Analyzer(
        ServerCode.Endpoints(Handler("if (!Allowed.Contains(origin)) { return {|#0:Results.BadRequest()|}; }"), Members),
        Verify.Diagnostic().WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations).WithArguments("An invalid Origin is answered with 400"));

    [Fact]
    public Task Message_SaysWhatLetsEveryOriginIn() => Verify.Analyzer(
        ServerCode.Endpoints("app.UseCors(policy => policy.{|#0:SetIsOriginAllowed|}(_ => true)); " + Post + ";"),
        Verify.Diagnostic().WithLocation(0).WithArguments("SetIsOriginAllowed() lets every web page call this endpoint"));
}
