using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Gate;

/// <summary>The framework types that the facts are about.</summary>
internal sealed class KnownTypes(Compilation compilation)
{
    private static readonly (TypeName Type, Role Role)[] Roles =
    [
        (new("System.Net.Http", "HttpRequestMessage"), Role.RequestMessage),
        (new("System.Net", "WebRequest"), Role.WebRequest),
        (new("System.Net.Http", "HttpResponseMessage"), Role.ResponseMessage),
        (new("System.Net", "WebResponse"), Role.WebResponse),
        (new("System.Net.Http.Headers", "HttpHeaders"), Role.HttpHeaders),
        (new("System.Net", "WebHeaderCollection"), Role.WebHeaders),
        (new("System.Net.Http", "HttpContent"), Role.Content),
        (new("System.Net.Http", "HttpMethod"), Role.Method),
        (new("System.Net.Http", "HttpMessageInvoker"), Role.Client),
        (new("System.Net.Http", "HttpMessageHandler"), Role.Handler),
        (new("System", "Exception"), Role.Exception),
        (new("System.Net", "HttpStatusCode"), Role.StatusCode),
    ];

    private readonly ConcurrentDictionary<ITypeSymbol, Role> _known = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _aboutExchanges = new(SymbolEqualityComparer.Default);
    private readonly Lazy<INamedTypeSymbol?> _httpRequestException = new(() => compilation.GetTypeByMetadataName("System.Net.Http.HttpRequestException"));
    private readonly Lazy<INamedTypeSymbol?> _resilientTransportOptions = new(() => compilation.GetTypeByMetadataName("McpTransport.ResilientHttpClientTransportOptions"));

    /// <summary>The types of the other side: what servers read requests from and answer through.</summary>
    public ServerTypes Server { get; } = new();

    public INamedTypeSymbol? HttpRequestException => _httpRequestException.Value;

    /// <summary>Null where McpTransport is not referenced.</summary>
    public INamedTypeSymbol? ResilientTransportOptions => _resilientTransportOptions.Value;

    public bool IsRequestMessage(ITypeSymbol? type) => Has(type, Role.RequestMessage);

    public bool IsRequest(ITypeSymbol? type) => Has(type, Role.RequestMessage | Role.WebRequest);

    /// <summary>An answer that knows its request, as HttpClient's do.</summary>
    public bool IsResponseMessage(ITypeSymbol? type) => Has(type, Role.ResponseMessage);

    public bool IsResponse(ITypeSymbol? type) => Has(type, Role.ResponseMessage | Role.WebResponse);

    public bool IsResponseOrTaskOfIt(ITypeSymbol? type) => IsResponse(type) || IsResponse(TaskResult(type));

    public bool IsRequestOrTaskOfIt(ITypeSymbol? type) => IsRequest(type) || IsRequest(TaskResult(type));

    public bool IsHeaders(ITypeSymbol? type) => Has(type, Role.HttpHeaders | Role.WebHeaders);

    /// <summary>Headers as HttpClient has them, where asking for an absent one throws.</summary>
    public bool IsHttpHeaders(ITypeSymbol? type) => Has(type, Role.HttpHeaders);

    public bool IsContent(ITypeSymbol? type) => Has(type, Role.Content);

    public bool IsHttpMethod(ITypeSymbol? type) => Has(type, Role.Method);

    public bool IsStatusCode(ITypeSymbol? type) => Has(WithoutNullable(type), Role.StatusCode);

    public bool IsException(ITypeSymbol? type) => Has(type, Role.Exception);

    public bool IsClient(ITypeSymbol? type) => Has(type, Role.Client);

    public bool IsHandler(ITypeSymbol? type) => Has(type, Role.Handler);

    /// <summary>Is it a type whose values tell of one exchange: a request, an answer, what they are made of, a failure of one, or who sends or serves them?</summary>
    public bool IsAboutExchanges(ITypeSymbol type) => _aboutExchanges.GetOrAdd(type, static t =>
    {
        for (var current = WithoutNullable(t); current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            if (IsNamedAfterExchanges(current))
            {
                return true;
            }
        }

        return t is INamedTypeSymbol { TypeKind: TypeKind.Interface } && t.AllInterfaces.Any(IsNamedAfterExchanges);
    });

    private bool Has(ITypeSymbol? type, Role role) =>
        type is { SpecialType: SpecialType.None } && ((_known.TryGetValue(type, out var known) ? known : _known.GetOrAdd(type, RoleOf)) & role) != Role.None;

    /// <summary>What the type, or one that it derives from, is to HTTP.</summary>
    private static Role RoleOf(ITypeSymbol type)
    {
        for (ITypeSymbol? current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            foreach (var (known, role) in Roles)
            {
                if (known.Is(current))
                {
                    return role;
                }
            }
        }

        return Role.None;
    }

    private static bool IsNamedAfterExchanges(ITypeSymbol type) =>
        type.Name is "HttpRequestMessage" or "HttpResponseMessage" or "HttpMethod" or "HttpStatusCode" or "HttpHeaders" or "HttpMessageInvoker" or "HttpMessageHandler"
            or "HttpClientJsonExtensions" or "HttpRequestException" or "WebRequest" or "WebResponse" or "WebHeaderCollection" or "WebException" or "WebClient"
            or "ClientCompletionDetails" or "ClientTransportClosedException" or "HttpListenerContext" or "HttpListenerRequest" or "HttpListenerResponse"
        || (type.ContainingNamespace is { IsGlobalNamespace: false } space && IsOfServer(space));

    private static bool IsOfServer(INamespaceSymbol space)
    {
        while (space.ContainingNamespace is { IsGlobalNamespace: false } outer)
        {
            if (space.Name is "AspNetCore" or "Functions")
            {
                return true;
            }

            space = outer;
        }

        return false;
    }

    public static bool Derives(ITypeSymbol? type, INamedTypeSymbol? from)
    {
        if (from is null)
        {
            return false;
        }

        for (var current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, from))
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsDictionary(ITypeSymbol? type) =>
        type is not null && (IsDictionaryInterface(type) || type.AllInterfaces.Any(IsDictionaryInterface));

    /// <summary>The T of Task&lt;T&gt; and ValueTask&lt;T&gt;; null for everything else.</summary>
    public static ITypeSymbol? TaskResult(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments.Length: 1 } task ? task.TypeArguments[0] : null;

    public static bool IsTask(ITypeSymbol? type) => type is INamedTypeSymbol { Name: "Task" or "ValueTask" };

    public static ITypeSymbol? WithoutNullable(ITypeSymbol? type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;

    private static bool IsDictionaryInterface(ITypeSymbol type) => type.Name is "IDictionary" or "IReadOnlyDictionary";

    /// <summary>What a type is to HTTP. A type is one of these at most: none derives from another.</summary>
    [Flags]
    private enum Role
    {
        None = 0,
        RequestMessage = 1,
        WebRequest = 2,
        ResponseMessage = 4,
        HttpHeaders = 8,
        WebHeaders = 16,
        Content = 32,
        Method = 64,
        Client = 128,
        Handler = 256,
        Exception = 512,
        WebResponse = 1024,
        StatusCode = 2048,
    }
}
