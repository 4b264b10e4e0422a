/// <summary>The date of the revision is a slip.</summary>
public static class VersionHeader
{
    public static void AddTo(HttpRequestMessage request)
    {
        request.Headers.Add("MCP-Protocol-Version", "2025-06-08"); // MCPT3004
    }
}
