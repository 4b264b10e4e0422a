using Microsoft.CodeAnalysis;

namespace McpAnalyzers;

/// <content>Group 4: servers.</content>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor MCPT4001_UnknownSessionStatus = new(
        "MCPT4001",
        "An unknown session is not answered with 404",
        "{0} answered with {1}: a client starts a new session only after 404",
        Categories.Server,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "404 is the one answer that tells a client to initialize again. After any other it sends the dead session id for ever, and every call fails until the client is restarted.",
        HelpBase + "MCPT4001.md");

    public static readonly DiagnosticDescriptor MCPT4002_GetEndpointStatus = new(
        "MCPT4002",
        "A GET is answered with neither an event stream nor 405",
        "A GET of this endpoint is answered with {0}: clients expect an event stream, or 405 where there is none",
        Categories.Server,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Clients ask for the listening stream with a GET and carry on without it after 405. Any other answer looks like a broken server, and 404 like a lost session.",
        HelpBase + "MCPT4002.md");

    public static readonly DiagnosticDescriptor MCPT4003_NotificationReply = new(
        "MCPT4003",
        "A notification is not answered with 202 alone",
        "A notification is answered with {0}: the answer is 202 with no body",
        Categories.Server,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A notification has no result. A server that accepts one answers 202 Accepted with no body; clients that get anything else may wait for a message, or try to parse one.",
        HelpBase + "MCPT4003.md");

    public static readonly DiagnosticDescriptor MCPT4004_PredictableSessionId = new(
        "MCPT4004",
        "The id of a session can be guessed",
        "'{0}' goes out as Mcp-Session-Id, and {1}",
        Categories.Server,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Whoever knows the id of a session can send requests in it. Ids must come from a source that nobody can predict, and hold nothing but visible ASCII characters.",
        HelpBase + "MCPT4004.md");

    public static readonly DiagnosticDescriptor MCPT4005_SessionUsedForAuthentication = new(
        "MCPT4005",
        "The session id is taken for proof of who asks",
        "Mcp-Session-Id says which session a request belongs to, and not who sends it: {0}",
        Categories.Server,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A session id is in logs, proxies and the memory of every client that shares the session. A server must verify every request by its own credentials and must not use sessions for authentication.",
        HelpBase + "MCPT4005.md");

    public static readonly DiagnosticDescriptor MCPT4006_ClientSessionIdAdopted = new(
        "MCPT4006",
        "An unknown session id becomes a session",
        "A session id that the server does not know {0}: {1}",
        Categories.Server,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Only the server may make session ids. Whoever can choose one can hand it to somebody else and share that session; and a client whose session is gone goes on without having initialized.",
        HelpBase + "MCPT4006.md");

    public static readonly DiagnosticDescriptor MCPT4007_OriginNotEnforced = new(
        "MCPT4007",
        "An invalid Origin is not refused with 403",
        "{0}: requests with an Origin that is not known must be refused with 403",
        Categories.Server,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A web page can reach a local server by DNS rebinding. The Origin header is what gives it away: servers must check it and answer 403 when it is invalid. CORS does not do that; it only keeps the page from reading the answer.",
        HelpBase + "MCPT4007.md");

    public static readonly DiagnosticDescriptor MCPT4008_MissingSessionIdStatus = new(
        "MCPT4008",
        "A missing session id is not answered with 400",
        "A request without a session id is answered with {0}: the answer is 400",
        Categories.Server,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "400 tells the author of a client that the header is missing. 404 says that a session is gone, and 401 starts a search for tokens.",
        HelpBase + "MCPT4008.md");
}
