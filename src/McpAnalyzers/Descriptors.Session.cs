using Microsoft.CodeAnalysis;

namespace McpAnalyzers;

/// <content>Group 1: the session, client side.</content>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor MCPT1001_SessionExpiryIgnoresRequest = new(
        "MCPT1001",
        "404 means session expiry only for a POST that carried the session id",
        "404 is taken for the loss of the session ('{0}'), but nothing here establishes that the request {1}",
        Categories.Session,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A server that offers no listening stream may answer the optional GET with 404, and initialize carries no session id. "
            + "Only a 404 to a POST that carried Mcp-Session-Id says that the session is gone. Whoever takes another 404 for it tears down a healthy connection.",
        HelpBase + "MCPT1001.md");

    public static readonly DiagnosticDescriptor MCPT1002_CachedSessionIdNeverReset = new(
        "MCPT1002",
        "The cached session id is never reset",
        "'{0}' keeps the Mcp-Session-Id of a response and nothing ever resets it: once the server has dropped the session, every request fails until the process restarts",
        Categories.Session,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "When a request that carried Mcp-Session-Id is answered 404, the client must start a new session with an initialize request that carries no session id. "
            + "A store that is filled and never emptied sends the dead id for ever.",
        HelpBase + "MCPT1002.md");

    public static readonly DiagnosticDescriptor MCPT1003_SessionIdSentOnInitialize = new(
        "MCPT1003",
        "initialize is sent with a session id",
        "A new session starts with an initialize request that carries no session id: with a dead one, the server answers it with 404 for ever",
        Categories.Session,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The client must start a new session by sending a new InitializeRequest without a session id attached.",
        HelpBase + "MCPT1003.md");

    public static readonly DiagnosticDescriptor MCPT1004_SessionIdInDefaultRequestHeaders = new(
        "MCPT1004",
        "The session id is in the default headers of the client",
        "The default headers of '{0}' go out with every request, the next initialize too: write the session id on each request",
        Categories.Session,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A new session starts with an initialize request that carries no session id. A session id in HttpClient.DefaultRequestHeaders is added to that request as to every other.",
        HelpBase + "MCPT1004.md");

    public static readonly DiagnosticDescriptor MCPT1005_SessionRecoveryUnbounded = new(
        "MCPT1005",
        "The recovery of a lost session has no end",
        "{0} after a 404 with nothing that ends it: a server that answers 404 every time is asked for ever",
        Categories.Session,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A 404 to a request with a session id asks for a new session and one more try. A server that answers 404 to that as well is not going to change its mind.",
        HelpBase + "MCPT1005.md");

    public static readonly DiagnosticDescriptor MCPT1006_SessionIdReadUnguarded = new(
        "MCPT1006",
        "The session id of a response is read as if it were always there",
        "{0}",
        Categories.Session,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A server may assign a session id, in the Mcp-Session-Id header of its response. A server without sessions sends none, and HttpHeaders.GetValues throws an InvalidOperationException.",
        HelpBase + "MCPT1006.md");

    public static readonly DiagnosticDescriptor MCPT1007_SessionExpiryBySideSignal = new(
        "MCPT1007",
        "The loss of the session is recognised by something other than 404",
        "This takes {0} for the loss of the session, and nothing here ever looks at 404, with which servers say it",
        Categories.Session,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "A server answers a request with the id of a session that has ended with 404. 400 is for an id that is missing, 401 for a token; 410, error codes and the texts of messages are each server's own.",
        HelpBase + "MCPT1007.md");

    public static readonly DiagnosticDescriptor MCPT1008_SessionIdCapturedFromAnyResponse = new(
        "MCPT1008",
        "The session id is taken from responses other than the one to initialize",
        "'{0}' takes the session id of any response: a late answer of the old session brings its dead id back after it was dropped",
        Categories.Session,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "A server assigns a session id in its response to initialize. A client that stores the id of every response stores that of a session that it has given up meanwhile.",
        HelpBase + "MCPT1008.md");

    public static readonly DiagnosticDescriptor MCPT1009_SessionNotTerminated = new(
        "MCPT1009",
        "The session is not ended when its owner is disposed of",
        "'{0}' owns a session and is disposable, but nothing in it sends the DELETE that ends the session: the server keeps it until a time limit",
        Categories.Session,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "Clients that no longer need a session should send an HTTP DELETE with the Mcp-Session-Id header.",
        HelpBase + "MCPT1009.md");

    public static readonly DiagnosticDescriptor MCPT1010_SessionTerminationMustSucceed = new(
        "MCPT1010",
        "The DELETE that ends the session must succeed",
        "A server that does not let clients end sessions answers this DELETE with 405, and '{0}' turns that into a failure",
        Categories.Session,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The DELETE is a courtesy. 405 says that the server does not let clients end sessions, 404 that the session is gone already. Neither is an error.",
        HelpBase + "MCPT1010.md");
}
