using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Gate;

/// <summary>The types that a server reads requests from and answers through, of every framework, and own ones by their shape.</summary>
internal sealed class ServerTypes
{
    private static readonly TypeName[] Requests =
    [
        new("Microsoft.AspNetCore.Http", "HttpRequest"), new("System.Net", "HttpListenerRequest"), new("Microsoft.Azure.Functions.Worker.Http", "HttpRequestData"),
        new("System.Web", "HttpRequest"), new("System.Web", "HttpRequestBase"),
    ];

    private static readonly TypeName[] Responses =
    [
        new("Microsoft.AspNetCore.Http", "HttpResponse"), new("System.Net", "HttpListenerResponse"), new("Microsoft.Azure.Functions.Worker.Http", "HttpResponseData"),
        new("System.Web", "HttpResponse"), new("System.Web", "HttpResponseBase"),
    ];

    private static readonly TypeName[] Contexts =
    [
        new("Microsoft.AspNetCore.Http", "HttpContext"), new("System.Net", "HttpListenerContext"), new("System.Web", "HttpContext"), new("System.Web", "HttpContextBase"),
    ];

    private static readonly TypeName[] Factories =
    [
        new("Microsoft.AspNetCore.Http", "Results"), new("Microsoft.AspNetCore.Http", "TypedResults"), new("Microsoft.AspNetCore.Mvc", "ControllerBase"),
        new("System.Web.Mvc", "Controller"), new("System.Web.Http", "ApiController"),
    ];

    private readonly ConcurrentDictionary<ITypeSymbol, bool> _ofServers = new(SymbolEqualityComparer.Default);

    public static bool IsRequest(ITypeSymbol? type) => IsOneOf(type, Requests) || IsOwn(type, "Request");

    public static bool IsResponse(ITypeSymbol? type) => IsOneOf(type, Responses) || IsOwn(type, "Response");

    public static bool IsContext(ITypeSymbol? type) => IsOneOf(type, Contexts) || IsOwn(type, "Context");

    /// <summary>Does the type hand out results by name, NotFound() and the like: Results, TypedResults, a controller?</summary>
    public static bool IsFactory(ITypeSymbol? type) => IsOneOf(type, Factories);

    /// <summary>Does only code of a server have to do with the type?</summary>
    public bool IsOfServer(ITypeSymbol? type) =>
        type is not null && _ofServers.GetOrAdd(type, t => IsRequest(t) || IsResponse(t) || IsContext(t) || IsFactory(t) || IsResult(t) || t.Name is "IEndpointRouteBuilder" or "WebApplication" or "CorsPolicyBuilder");

    /// <summary>A result that a handler may return: IResult, IActionResult, and what implements them.</summary>
    public static bool IsResult(ITypeSymbol? type) =>
        type is not null && (IsResultInterface(type) || type.AllInterfaces.Any(IsResultInterface) || (type.Name == "ActionResult" && IsAspNet(type)));

    /// <summary>Is it a type of ASP.NET Core's, not of the code that is looked at?</summary>
    public static bool IsAspNet(ITypeSymbol type) =>
        type.ContainingNamespace?.ToDisplayString() is { } space && space.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal);

    /// <summary>A type in source whose name says that it is an HTTP request, response or context: IHttpContext, ServerRequest.</summary>
    private static bool IsOwn(ITypeSymbol? type, string role) =>
        type is { TypeKind: TypeKind.Class or TypeKind.Interface or TypeKind.Struct, DeclaringSyntaxReferences.Length: > 0 }
        && type.Name.EndsWith(role, StringComparison.Ordinal)
        && type.Name.IndexOf("Rpc", StringComparison.OrdinalIgnoreCase) < 0
        && (type.Name.IndexOf("Http", StringComparison.OrdinalIgnoreCase) >= 0 || type.Name.IndexOf("Server", StringComparison.OrdinalIgnoreCase) >= 0 || type.Name.IndexOf("Web", StringComparison.OrdinalIgnoreCase) >= 0);

    private static bool IsResultInterface(ITypeSymbol type) => type.Name is "IResult" or "IActionResult" && IsAspNet(type);

    private static bool IsOneOf(ITypeSymbol? type, TypeName[] known)
    {
        for (var current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            foreach (var candidate in known)
            {
                if (candidate.Is(current))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
