/// <summary>Over HTTP/2 the header is not found.</summary>
public static class SessionIdReader
{
    public static string? Read(HttpResponseMessage response) =>
        response.Headers.FirstOrDefault(h => h.Key == "Mcp-Session-Id").Value?.FirstOrDefault(); // MCPT3005
}
