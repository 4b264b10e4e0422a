namespace McpAnalyzers.Tests;

/// <summary>Wraps the members of a client class in the file that a user would have.</summary>
internal static class ClientCode
{
    /// <summary>Methods that end what they are called on, as transports name them.</summary>
    public const string Endings = """
        private void Dispose() { }
        private void DisposeAsync() { }
        private void Close() { }
        private void CloseAsync() { }
        private void Stop() { }
        private void StopAsync() { }
        private void Shutdown() { }
        private void ShutdownAsync() { }
        private void Disconnect() { }
        private void DisconnectAsync() { }
        private void TearDown() { }
        private void TearDownAsync() { }
        private void SetDisconnected() { }
        """;

    private const string Usings = """
        #nullable enable
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Net;
        using System.Net.Http;
        using System.Net.Http.Headers;
        using System.Net.Http.Json;
        using System.Text;
        using System.Text.Json;
        using System.Threading;
        using System.Threading.Channels;
        using System.Threading.Tasks;

        """;

    /// <summary>A file with usings around whole types.</summary>
    public static string File(string types) => Usings + types;

    /// <summary>A client class with an HttpClient, an endpoint and a session id, around the members.</summary>
    public static string WithSession(string members) => File($$"""
        internal sealed class SessionExpiredException : Exception { }

        public sealed class Client
        {
            private readonly HttpClient _http = new();
            private readonly Uri _endpoint = new("http://localhost/mcp");
            private string? _sessionId;

        {{Indent(members)}}
        }
        """);

    /// <summary>The same as a page of docs/rules means it: what the page is not about, such as the defaults of the HttpClient, is right somewhere else.</summary>
    public static string OfPage(string members) => File($$"""
        internal sealed class SessionExpiredException : Exception { }

        public sealed class Client(HttpClient http)
        {
            private const string ProtocolVersionHeader = "MCP-Protocol-Version";

            private readonly HttpClient _http = http;
            private readonly Uri _endpoint = new("http://localhost/mcp");
            private string? _sessionId;

        {{Indent(members)}}
        }
        """);

    private static string Indent(string text) => string.Join("\n", text.Split('\n').Select(l => l.Length == 0 ? l : "    " + l));
}
