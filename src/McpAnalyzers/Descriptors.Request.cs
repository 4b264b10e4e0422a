using Microsoft.CodeAnalysis;

namespace McpAnalyzers;

/// <content>Group 3: requests, client side.</content>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor MCPT3004_UnknownProtocolVersion = new(
        "MCPT3004",
        "No revision of the protocol has this name",
        "'{0}' never became a revision of the protocol: a server answers requests that name it with 400",
        Categories.Request,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Revisions are named by the day of their release. A server that gets an invalid or unsupported MCP-Protocol-Version must answer 400 Bad Request.",
        HelpBase + "MCPT3004.md");

    public static readonly DiagnosticDescriptor MCPT3005_HeaderNameComparedCaseSensitively = new(
        "MCPT3005",
        "The name of a header is compared by case",
        "'{0}' is compared by case, and servers and proxies may spell the header's name in any case: ignore it",
        Categories.Request,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "HTTP header names have no case. The specification itself spells Mcp-Session-Id in two ways, HTTP/2 sends every name in lower case, and gateways rewrite them.",
        HelpBase + "MCPT3005.md");

    public static readonly DiagnosticDescriptor MCPT3001_AcceptHeaderIncomplete = new(
        "MCPT3001",
        "A message is posted without accepting both kinds of answer",
        "This request does not accept {0}: the server may answer with 406, or in the form that is not accepted",
        Categories.Request,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A server answers a posted message with one JSON document or with a stream of events, as it likes. The client must say in its Accept header that it takes both.",
        HelpBase + "MCPT3001.md");

    public static readonly DiagnosticDescriptor MCPT3002_ResponseContentTypeUnhandled = new(
        "MCPT3002",
        "The answer is read in one of its two forms only",
        "The answer to this request is read as {0}, and nothing here looks at its Content-Type: the server may answer with {1} as well",
        Categories.Request,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A server answers a posted request with one JSON document or with a stream of events, as it likes, and says in Content-Type which it is. The client must support both.",
        HelpBase + "MCPT3002.md");

    public static readonly DiagnosticDescriptor MCPT3003_ProtocolVersionHeaderMissing = new(
        "MCPT3003",
        "The protocol version is never sent",
        "This sends Mcp-Session-Id, and nothing here ever sends MCP-Protocol-Version: servers assume 2025-03-26, or answer with 400",
        Categories.Request,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "From revision 2025-06-18 on, every request after initialize carries the negotiated version in MCP-Protocol-Version.",
        HelpBase + "MCPT3003.md");

    public static readonly DiagnosticDescriptor MCPT3006_LegacyFallbackOnAnyFailure = new(
        "MCPT3006",
        "Any failure makes the client fall back to HTTP+SSE",
        "This falls back to HTTP+SSE for {0} as well: only 400, 404 and 405 speak of a server that knows nothing else",
        Categories.Request,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "A server that is down, or that asks for a token, is not an old server. A client that falls back to HTTP+SSE hides the real failure behind that of a stream that was never there.",
        HelpBase + "MCPT3006.md");

    public static readonly DiagnosticDescriptor MCPT3007_AccessTokenInUri = new(
        "MCPT3007",
        "An access token stands in the address of the endpoint",
        "'{0}' puts a token into the query string of the endpoint, where logs and proxies keep it: send it in the Authorization header",
        Categories.Request,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Addresses end up in the logs of servers, proxies and clients. An access token belongs into the Authorization header of every request.",
        HelpBase + "MCPT3007.md");

    public static readonly DiagnosticDescriptor MCPT3008_SessionInStatelessRevision = new(
        "MCPT3008",
        "A request of a revision without sessions is written as one of a session",
        "This request declares revision {0}, which {1}",
        Categories.Request,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "From revision 2026-07-28 on there are no sessions, no initialize, no GET and no DELETE, and every request names its method in the Mcp-Method header.",
        HelpBase + "MCPT3008.md");
}
