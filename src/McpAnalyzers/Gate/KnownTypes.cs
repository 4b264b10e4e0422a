using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Gate;

/// <summary>The framework types that the facts are about, looked up once a compilation.</summary>
internal sealed class KnownTypes
{
    private readonly INamedTypeSymbol? _httpHeaders;
    private readonly INamedTypeSymbol? _webHeaders;
    private readonly INamedTypeSymbol? _messageInvoker;
    private readonly INamedTypeSymbol? _messageHandler;
    private readonly INamedTypeSymbol? _requestMessage;
    private readonly INamedTypeSymbol? _webRequest;
    private readonly INamedTypeSymbol? _responseMessage;
    private readonly INamedTypeSymbol? _webResponse;
    private readonly INamedTypeSymbol? _statusCode;
    private readonly INamedTypeSymbol? _method;
    private readonly INamedTypeSymbol? _content;
    private readonly INamedTypeSymbol? _exception;
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _aboutExchanges = new(SymbolEqualityComparer.Default);

    public KnownTypes(Compilation compilation)
    {
        _requestMessage = compilation.GetTypeByMetadataName("System.Net.Http.HttpRequestMessage");
        _responseMessage = compilation.GetTypeByMetadataName("System.Net.Http.HttpResponseMessage");
        _messageInvoker = compilation.GetTypeByMetadataName("System.Net.Http.HttpMessageInvoker");
        _messageHandler = compilation.GetTypeByMetadataName("System.Net.Http.HttpMessageHandler");
        _httpHeaders = compilation.GetTypeByMetadataName("System.Net.Http.Headers.HttpHeaders");
        _content = compilation.GetTypeByMetadataName("System.Net.Http.HttpContent");
        _method = compilation.GetTypeByMetadataName("System.Net.Http.HttpMethod");
        _statusCode = compilation.GetTypeByMetadataName("System.Net.HttpStatusCode");
        _webRequest = compilation.GetTypeByMetadataName("System.Net.WebRequest");
        _webResponse = compilation.GetTypeByMetadataName("System.Net.WebResponse");
        _webHeaders = compilation.GetTypeByMetadataName("System.Net.WebHeaderCollection");
        _exception = compilation.GetTypeByMetadataName("System.Exception");
        ResilientTransportOptions = compilation.GetTypeByMetadataName("McpTransport.ResilientHttpClientTransportOptions");
        HttpRequestException = compilation.GetTypeByMetadataName("System.Net.Http.HttpRequestException");
        Server = new ServerTypes(compilation);
    }

    /// <summary>The types of the other side: what servers read requests from and answer through.</summary>
    public ServerTypes Server { get; }

    public INamedTypeSymbol? HttpRequestException { get; }

    /// <summary>Null where McpTransport is not referenced.</summary>
    public INamedTypeSymbol? ResilientTransportOptions { get; }

    public bool IsRequestMessage(ITypeSymbol? type) => Derives(type, _requestMessage);

    public bool IsRequest(ITypeSymbol? type) => Derives(type, _requestMessage) || Derives(type, _webRequest);

    public bool IsResponse(ITypeSymbol? type) => Derives(type, _responseMessage) || Derives(type, _webResponse);

    public bool IsResponseOrTaskOfIt(ITypeSymbol? type) => IsResponse(type) || IsResponse(TaskResult(type));

    public bool IsRequestOrTaskOfIt(ITypeSymbol? type) => IsRequest(type) || IsRequest(TaskResult(type));

    public bool IsHeaders(ITypeSymbol? type) => Derives(type, _httpHeaders) || Derives(type, _webHeaders);

    /// <summary>Headers as HttpClient has them, where asking for an absent one throws.</summary>
    public bool IsHttpHeaders(ITypeSymbol? type) => Derives(type, _httpHeaders);

    public bool IsContent(ITypeSymbol? type) => Derives(type, _content);

    public bool IsHttpMethod(ITypeSymbol? type) => Derives(type, _method);

    public bool IsStatusCode(ITypeSymbol? type) => _statusCode is not null && SymbolEqualityComparer.Default.Equals(WithoutNullable(type), _statusCode);

    public bool IsException(ITypeSymbol? type) => Derives(type, _exception);

    public bool IsClient(ITypeSymbol? type) => Derives(type, _messageInvoker);

    public bool IsHandler(ITypeSymbol? type) => Derives(type, _messageHandler);

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
}
