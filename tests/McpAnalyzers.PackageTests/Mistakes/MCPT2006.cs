using System.Text.Json;

/// <summary>The event with which a server begins a stream has no data, and is parsed all the same.</summary>
public static class EventReader
{
    public const string SessionIdHeader = "Mcp-Session-Id";

    public static void Read(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal))
            {
                var data = line.Substring(5);
                using var message = JsonDocument.Parse(data); // MCPT2006
                Console.WriteLine(message.RootElement);
            }
        }
    }
}
