namespace McpAnalyzers.Tests.Facts;

public class OriginChecksTests
{
    private const string Post = "app.MapPost(\"/mcp\", (HttpContext context) => context.Request.Headers[SessionHeader].Count == 0 ? Results.BadRequest() : Results.Ok())";

    private static async Task<string> OpenIn(string statements)
    {
        var facts = await FactsOf.Server("McpEndpoints", ServerCode.Endpoints(statements, "private static readonly IServiceCollection Services = null!; private static readonly Func<string, bool> Any = _ => true; private const string Name = \"mcp\"; private static IEndpointConventionBuilder Mapped() => null!;") + """

            public sealed class Own { public sealed class CorsPolicyBuilder { public CorsPolicyBuilder AllowAnyOrigin() => this; } public void UseCors(Action<CorsPolicyBuilder> configure) { } }
            public static class Sdk { public static IEndpointConventionBuilder MapMcp(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/", () => 1); public static void Configure(this IEndpointRouteBuilder endpoints, Action<Microsoft.AspNetCore.Cors.Infrastructure.CorsPolicyBuilder> configure) { } }
            """);
        return string.Join("; ", facts.OriginChecks.OpenPolicies.Select(p => p.Syntax));
    }

    [Theory]
    [InlineData("p => p.AllowAnyOrigin()", "p.AllowAnyOrigin()")]
    [InlineData("p => p.AllowAnyHeader()", "")]
    [InlineData("p => p.SetIsOriginAllowed(_ => true)", "p.SetIsOriginAllowed(_ => true)")]
    [InlineData("p => p.SetIsOriginAllowed(_ => { return true; })", "p.SetIsOriginAllowed(_ => { return true; })")]
    [InlineData("p => p.SetIsOriginAllowed(_ => false)", "")]
    [InlineData("p => p.SetIsOriginAllowed(o => o == \"\")", "")]
    [InlineData("p => p.SetIsOriginAllowed(Any)", "")]
    [InlineData("p => p.SetIsOriginAllowed(string.IsNullOrEmpty)", "")]
    [InlineData("p => p.SetIsOriginAllowed(o => { Console.WriteLine(o); return true; })", "")]
    [InlineData("p => p.WithOrigins(\"a\").AllowAnyMethod()", "")]
    public async Task Policy_LetsAnyIn(string policy, string open) => Assert.Equal(open, await OpenIn($"app.UseCors({policy}); {Post};"));

    [Theory]
    [InlineData("app.UseCors(p => p.AllowAnyOrigin()); " + Post + ";", true)]
    [InlineData("app.UseCors(p => p.AllowAnyOrigin()); app.MapMcp();", true)]
    [InlineData("app.UseCors(p => p.AllowAnyOrigin()); app.MapPost(\"/other\", () => 1);", false)]
    [InlineData("Services.AddCors(o => o.AddDefaultPolicy(p => p.AllowAnyOrigin())); " + Post + ";", true)]
    [InlineData("app.Configure(p => p.AllowAnyOrigin()); " + Post + ";", false)]
    [InlineData("new Microsoft.AspNetCore.Cors.Infrastructure.CorsPolicyBuilder().AllowAnyOrigin(); " + Post + ";", false)]
    [InlineData("new Own().UseCors(p => p.AllowAnyOrigin()); " + Post + ";", true)]
    [InlineData(Post + ".RequireCors(p => p.AllowAnyOrigin());", true)]
    [InlineData("app.MapGet(\"/open\", () => 1); " + Post + ".RequireCors(p => p.AllowAnyOrigin());", true)]
    [InlineData("app.MapMcp().RequireCors(p => p.AllowAnyOrigin());", true)]
    [InlineData("app.MapMcp().WithName(\"a\").RequireCors(p => p.AllowAnyOrigin());", true)]
    [InlineData("app.MapGet(\"/open\", () => 1).RequireCors(p => p.AllowAnyOrigin()); " + Post + ";", false)]
    [InlineData("app.MapGet(\"/open\", () => 1).RequireCors(p => p.AllowAnyOrigin()); app.MapMcp();", false)]
    [InlineData("Services.AddCors(o => o.AddPolicy(\"mcp\", p => p.AllowAnyOrigin())); " + Post + ".RequireCors(\"mcp\");", true)]
    [InlineData("Services.AddCors(o => o.AddPolicy(Name, p => p.AllowAnyOrigin())); " + Post + ".RequireCors(Name);", true)]
    [InlineData("Services.AddCors(o => o.AddPolicy(\"mcp\", p => p.AllowAnyOrigin())); " + Post + ".RequireCors(\"other\");", false)]
    [InlineData("Services.AddCors(o => o.AddPolicy(\"mcp\", p => p.AllowAnyOrigin())); " + Post + ";", false)]
    [InlineData("Services.AddCors(o => o.AddPolicy(\"mcp\", p => p.AllowAnyOrigin())); app.UseCors(\"mcp\"); " + Post + ";", true)]
    [InlineData("Services.AddCors(o => o.AddPolicy(\"mcp\", p => p.AllowAnyOrigin())); app.UseCors(\"other\"); " + Post + ";", false)]
    [InlineData("Services.AddCors(o => o.AddPolicy(\"mcp\", p => p.AllowAnyOrigin())); Console.WriteLine(\"mcp\"); " + Post + ";", false)]
    [InlineData("Services.AddCors(o => o.AddPolicy(\"mcp\", p => p.AllowAnyOrigin())); app.MapGet(\"/open\", () => 1).RequireCors(\"mcp\"); " + Post + ";", false)]
    [InlineData("Services.AddCors(o => o.AddPolicy(Console.ReadLine()!, p => p.AllowAnyOrigin())); app.UseCors(\"mcp\"); " + Post + ";", false)]
    [InlineData("Mapped().RequireCors(p => p.AllowAnyOrigin()); " + Post + ";", false)]
    public async Task Policy_AppliesToTheEndpointOfMcp(string statements, bool applies) => Assert.Equal(applies, (await OpenIn(statements)).EndsWith("AllowAnyOrigin()", StringComparison.Ordinal));

    [Theory]
    [InlineData("if (origin != \"https://a.example\") { context.Response.StatusCode = 400; return; }", "400")]
    [InlineData("if (origin != \"https://a.example\") { context.Response.StatusCode = 403; return; }", "")]
    [InlineData("if (origin != \"https://a.example\") { context.Response.StatusCode = 399; return; }", "")]
    [InlineData("if (origin == \"https://a.example\") { context.Response.StatusCode = 400; return; }", "")]
    [InlineData("if (origin != \"https://a.example\") { context.Response.StatusCode = 401; context.Response.StatusCode = 404; return; }", "401 404")]
    [InlineData("context.Response.StatusCode = 400;", "")]
    [InlineData("if (context.Request.ContentType is null) { context.Response.StatusCode = 415; return; }", "")]
    [InlineData("if (context.Request.ContentType != \"initialize\" && origin != \"https://a.example\") { context.Response.StatusCode = 400; return; }", "400")]
    [InlineData("if (context.Request.ContentType != \"initialize\") { context.Response.StatusCode = 400; return; }", "")]
    public async Task Refusal_IsOfAnInvalidOrigin(string statement, string statuses)
    {
        var facts = await FactsOf.Server("McpMiddleware", ServerCode.Middleware("var origin = context.Request.Headers.Origin.ToString(); " + statement));

        Assert.Equal(statuses, string.Join(" ", facts.OriginChecks.Refusals.Select(r => r.Status)));
    }
}
