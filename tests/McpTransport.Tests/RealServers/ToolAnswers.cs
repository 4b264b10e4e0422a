using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace McpTransport.Tests.RealServers;

/// <summary>Calls of tools that answer with one text.</summary>
internal static class ToolAnswers
{
    public static async Task<string> CallForTextAsync(
        this McpClient client, string tool, CancellationToken cancellationToken, params (string Name, object? Value)[] arguments)
    {
        var result = await client.CallToolAsync(tool, arguments.ToDictionary(a => a.Name, a => a.Value), cancellationToken: cancellationToken);
        return result.Text();
    }

    public static string Text(this CallToolResult result) => Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text;
}
