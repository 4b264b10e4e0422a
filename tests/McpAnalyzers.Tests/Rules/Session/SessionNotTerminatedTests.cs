using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Session.SessionNotTerminated>;

namespace McpAnalyzers.Tests.Rules.Session;

public class SessionNotTerminatedTests
{
    private static string Client(string declaration, string members) => ClientCode.File($$"""
        public sealed class {{declaration}}
        {
            private readonly HttpClient _http = new();
            private string? _sessionId;

            public async Task PostAsync(string json)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/mcp") { Content = new StringContent(json) };
                if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
                using var response = await _http.SendAsync(request);
                if (response.Headers.TryGetValues("Mcp-Session-Id", out var values)) _sessionId = values.First();
            }

            {{members}}
        }
        """);

    [Theory]
    [InlineData("{|MCPT1009:Client|} : IDisposable", "public void Dispose() => _http.Dispose();")]
    [InlineData("{|MCPT1009:Client|} : IAsyncDisposable", "public ValueTask DisposeAsync() { _sessionId = null; return default; }")]
    public Task DisposableOwnerWithoutDelete_IsReported(string declaration, string members) => Verify.Analyzer(Client(declaration, members));

    [Theory]
    [InlineData("Client", "")]
    [InlineData("Client", "public void Dispose() => _http.Dispose();")]
    [InlineData("Client : IDisposable", "public void Dispose() => _http.Dispose(); public Task EndAsync() => _http.DeleteAsync(\"http://localhost/mcp\");")]
    [InlineData("Client : IAsyncDisposable", "public async ValueTask DisposeAsync() { using var r = new HttpRequestMessage(HttpMethod.Delete, \"http://localhost/mcp\"); await _http.SendAsync(r); }")]
    [InlineData("Client : IDisposable", "public void Dispose() => _http.Dispose(); public Task SendAsync(HttpMethod method) => _http.SendAsync(new HttpRequestMessage(method, \"http://localhost/mcp\"));")]
    [InlineData("Client : IDisposable", "public void Dispose() => _http.Dispose(); public void Use(Client other) => other._sessionId = null; public Task EndAsync() => _http.SendAsync(new HttpRequestMessage(new HttpMethod(\"DELETE\"), \"/mcp\"));")]
    public Task OtherOwners_AreSilent(string declaration, string members) => Verify.Analyzer(Client(declaration, members));
}
