using Microsoft.CodeAnalysis;

namespace McpAnalyzers;

/// <content>Group 4: servers.</content>
internal static partial class Descriptors
{
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
}
