using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Gate;

/// <summary>The types that a server reads requests from and answers through, of every framework, and own ones by their shape.</summary>
internal sealed class ServerTypes(Compilation compilation)
{
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _ofServers = new(SymbolEqualityComparer.Default);

    private readonly INamedTypeSymbol?[] _requests = Find(
        compilation, "Microsoft.AspNetCore.Http.HttpRequest", "System.Net.HttpListenerRequest", "Microsoft.Azure.Functions.Worker.Http.HttpRequestData", "System.Web.HttpRequest", "System.Web.HttpRequestBase");

    private readonly INamedTypeSymbol?[] _responses = Find(
        compilation, "Microsoft.AspNetCore.Http.HttpResponse", "System.Net.HttpListenerResponse", "Microsoft.Azure.Functions.Worker.Http.HttpResponseData", "System.Web.HttpResponse", "System.Web.HttpResponseBase");

    private readonly INamedTypeSymbol?[] _contexts = Find(
        compilation, "Microsoft.AspNetCore.Http.HttpContext", "System.Net.HttpListenerContext", "System.Web.HttpContext", "System.Web.HttpContextBase");

    private readonly INamedTypeSymbol?[] _factories = Find(
        compilation, "Microsoft.AspNetCore.Http.Results", "Microsoft.AspNetCore.Http.TypedResults", "Microsoft.AspNetCore.Mvc.ControllerBase", "System.Web.Mvc.Controller", "System.Web.Http.ApiController");

    public bool IsRequest(ITypeSymbol? type) => IsOneOf(type, _requests) || IsOwn(type, "Request");

    public bool IsResponse(ITypeSymbol? type) => IsOneOf(type, _responses) || IsOwn(type, "Response");

    public bool IsContext(ITypeSymbol? type) => IsOneOf(type, _contexts) || IsOwn(type, "Context");

    /// <summary>Does the type hand out results by name, NotFound() and the like: Results, TypedResults, a controller?</summary>
    public bool IsFactory(ITypeSymbol? type) => IsOneOf(type, _factories);

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

    private static bool IsOneOf(ITypeSymbol? type, INamedTypeSymbol?[] known)
    {
        foreach (var candidate in known)
        {
            if (KnownTypes.Derives(type, candidate))
            {
                return true;
            }
        }

        return false;
    }

    private static INamedTypeSymbol?[] Find(Compilation compilation, params string[] names) => [.. names.Select(compilation.GetTypeByMetadataName)];
}
