using Microsoft.CodeAnalysis.Testing;

namespace McpAnalyzers.Tests;

/// <summary>Wraps the code of a server in the file that a user would have.</summary>
internal static class ServerCode
{
    private const string Usings = """
        #nullable enable
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Net;
        using System.Text.Json;
        using System.Text.Json.Nodes;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Http.HttpResults;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Routing;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Logging;
        using Microsoft.Extensions.Primitives;

        """;

    private const string Session = """

        public sealed record Session(string Id) { public Task<string> AnswerAsync(string message) => Task.FromResult(message); }

        """;

    /// <summary>The HTTP types of Azure Functions, isolated worker model, as far as servers use them.</summary>
    public const string Functions = """

        namespace Microsoft.Azure.Functions.Worker
        {
            public enum AuthorizationLevel { Anonymous, Function }
            [System.AttributeUsage(System.AttributeTargets.Method)] public sealed class FunctionAttribute(string name) : System.Attribute { public string Name => name; }
            [System.AttributeUsage(System.AttributeTargets.Parameter)] public sealed class HttpTriggerAttribute(AuthorizationLevel level, params string[] methods) : System.Attribute
            {
                public AuthorizationLevel Level => level;
                public string[] Methods => methods;
                public string? Route { get; set; }
            }
        }

        namespace Microsoft.Azure.Functions.Worker.Http
        {
            public sealed class HttpHeadersCollection : System.Net.Http.Headers.HttpHeaders;
            public abstract class HttpRequestData
            {
                public abstract string Method { get; }
                public abstract HttpHeadersCollection Headers { get; }
                public abstract HttpResponseData CreateResponse();
                public HttpResponseData CreateResponse(System.Net.HttpStatusCode statusCode) { var response = CreateResponse(); response.StatusCode = statusCode; return response; }
            }
            public abstract class HttpResponseData
            {
                public abstract System.Net.HttpStatusCode StatusCode { get; set; }
                public abstract HttpHeadersCollection Headers { get; set; }
                public System.Threading.Tasks.Task WriteStringAsync(string text) => System.Threading.Tasks.Task.CompletedTask;
            }
        }
        """;

    /// <summary>A file with usings and a session class around whole types.</summary>
    public static string File(string types) => Usings + types + Session;

    /// <summary>A POST endpoint of minimal APIs whose handler, with the context and the sessions in scope, is the body.</summary>
    public static string Post(string body) => Endpoints($$"""
        app.MapPost("/mcp", async Task<IResult> (HttpContext context) =>
        {
            {{body}}
            await Task.Yield();
            return Results.Ok();
        });
        """);

    /// <summary>A static class that maps endpoints on <c>app</c>, with the sessions in scope.</summary>
    public static string Endpoints(string statements, string members = "") => File($$"""
        public static class McpEndpoints
        {
            private const string SessionHeader = "Mcp-Session-Id";
            private static readonly ConcurrentDictionary<string, Session> Sessions = new();
            {{members}}
            public static void Map(WebApplication app)
            {
                {{statements}}
            }
        }
        """);

    /// <summary>A middleware whose InvokeAsync is the body.</summary>
    public static string Middleware(string body, string members = "") => File($$"""
        public sealed class McpMiddleware(RequestDelegate next)
        {
            private readonly ConcurrentDictionary<string, Session> _sessions = new();
            {{members}}
            public async Task InvokeAsync(HttpContext context)
            {
                {{body}}
                await next(context);
            }
        }
        """);

    /// <summary>A controller with the members.</summary>
    public static string Controller(string members) => File($$"""
        [ApiController, Route("mcp")]
        public sealed class McpController : ControllerBase
        {
            private static readonly ConcurrentDictionary<string, Session> Sessions = new();
            {{members}}
        }
        """);

    /// <summary>.NET 10 with ASP.NET Core, as the SDK on which the tests run brings it.</summary>
    public static ReferenceAssemblies References { get; } = WebReferences.Net100;
}
