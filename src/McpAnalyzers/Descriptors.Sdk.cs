using Microsoft.CodeAnalysis;

namespace McpAnalyzers;

/// <content>Group 5: code on the official SDK.</content>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor MCPT5001_McpHeaderInAdditionalHeaders = new(
        "MCPT5001",
        "A header of the transport's own is among the additional ones",
        "The transport writes '{0}' itself: from AdditionalHeaders it goes out on every request, whatever was negotiated",
        Categories.Sdk,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "AdditionalHeaders are sent with every request. The headers of the protocol differ from request to request: initialize must carry no session id, and the protocol version is known only after it.",
        HelpBase + "MCPT5001.md");

    public static readonly DiagnosticDescriptor MCPT5002_SessionLossNotObserved = new(
        "MCPT5002",
        "Nothing notices when a client that is kept loses its session",
        "The client of this transport is kept, and nothing here notices that the server has dropped its session: from then on every call fails until the process restarts",
        Categories.Sdk,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "When a server has dropped a session, the SDK's client completes and every later call on it fails. The SDK does not connect again by itself.",
        HelpBase + "MCPT5002.md");
}
