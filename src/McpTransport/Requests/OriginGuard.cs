namespace McpTransport;

/// <summary>Knows where secrets may go: to the endpoint's own origin (scheme, host, port).</summary>
internal static class OriginGuard
{
    public static bool SameOrigin(Uri left, Uri right) =>
        ReferenceEquals(left, right) ||
        Uri.Compare(left, right, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>The origin of an address, for messages: without path and query, which may hold secrets.</summary>
    public static string Describe(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
