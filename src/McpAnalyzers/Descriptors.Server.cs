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
}
