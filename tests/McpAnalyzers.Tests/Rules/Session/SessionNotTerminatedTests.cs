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

        public interface IWire : IDisposable { }

        public interface IOrderedWire : IWire { }

        public interface IAsyncWire : IAsyncDisposable { }

        public abstract class Owner : IDisposable { public void Dispose() { } }

        /// <summary>Sends out of sight.</summary>
        public abstract class Rest
        {
            public abstract Task CallAsync(HttpMethod method, string path);

            public abstract Task CallAsync(string method, string path);

            public abstract Task DeleteAsync(string path);
        }
        """);

    [Theory]
    [InlineData("{|MCPT1009:Client|} : IDisposable", "public void Dispose() => _http.Dispose();")]
    [InlineData("{|MCPT1009:Client|} : IAsyncDisposable", "public ValueTask DisposeAsync() { _sessionId = null; return default; }")]
    [InlineData("{|MCPT1009:Client|} : IWire", "public void Dispose() => _http.Dispose();")]
    [InlineData("{|MCPT1009:Client|} : IOrderedWire", "void IDisposable.Dispose() => _http.Dispose();")]
    [InlineData("{|MCPT1009:Client|} : IAsyncWire", "public ValueTask DisposeAsync() => default;")]
    [InlineData("{|MCPT1009:Client|} : List<int>, IWire", "public void Dispose() => _http.Dispose();")]
    [InlineData("{|MCPT1009:Client|} : Owner, IAsyncWire", "public ValueTask DisposeAsync() => default;")]
    public Task DisposableOwnerWithoutDelete_IsReported(string declaration, string members) => Verify.Analyzer(Client(declaration, members));

    [Fact]
    public Task OtherCallsOfTheHelper_AreNoDelete() => Verify.Analyzer(Client(
        "{|MCPT1009:Client|}(Rest rest) : IDisposable",
        "public void Dispose() => _http.Dispose(); public Task PingAsync() => rest.CallAsync(HttpMethod.Head, \"GET\");"));

    [Fact]
    public Task IdThatIsOnlyGiven_IsSomebodyElses() => Verify.Analyzer(ClientCode.File("""
        public sealed class Client : IDisposable
        {
            private readonly HttpClient _http = new();
            private readonly string _sessionId;

            public Client(string sessionId) => _sessionId = sessionId;

            public async Task PostAsync(string json)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/mcp") { Content = new StringContent(json) };
                request.Headers.Add("Mcp-Session-Id", _sessionId);
                using var response = await _http.SendAsync(request);
            }

            public void Dispose() => _http.Dispose();
        }
        """));

    [Theory]
    [InlineData("Client", "")]
    [InlineData("Client : Owner", "")]
    [InlineData("Client : Owner, IWire", "")]
    [InlineData("Client : DelegatingHandler, IWire", "")]
    [InlineData("Client : IWire", "public void Dispose() => _http.Dispose(); public Task EndAsync() => _http.DeleteAsync(\"http://localhost/mcp\");")]
    [InlineData("Client", "public void Dispose() => _http.Dispose();")]
    [InlineData("Client : IDisposable", "public void Dispose() => _http.Dispose(); public Task EndAsync() => _http.DeleteAsync(\"http://localhost/mcp\");")]
    [InlineData("Client : IAsyncDisposable", "public async ValueTask DisposeAsync() { using var r = new HttpRequestMessage(HttpMethod.Delete, \"http://localhost/mcp\"); await _http.SendAsync(r); }")]
    [InlineData("Client : IDisposable", "public void Dispose() => _http.Dispose(); public Task SendAsync(HttpMethod method) => _http.SendAsync(new HttpRequestMessage(method, \"http://localhost/mcp\"));")]
    [InlineData("Client : IDisposable", "public void Dispose() => _http.Dispose(); public void Use(Client other) => other._sessionId = null; public Task EndAsync() => _http.SendAsync(new HttpRequestMessage(new HttpMethod(\"DELETE\"), \"/mcp\"));")]
    [InlineData("Client(Rest rest) : IDisposable", "public void Dispose() => _http.Dispose(); public Task EndAsync() => rest.CallAsync(HttpMethod.Delete, \"/mcp\");")]
    [InlineData("Client(Rest rest) : IDisposable", "public void Dispose() => _http.Dispose(); public Task EndAsync() => rest.CallAsync(\"Delete\", \"/mcp\");")]
    [InlineData("Client(Rest rest) : IDisposable", "public void Dispose() => _http.Dispose(); public Task EndAsync() => rest.DeleteAsync(\"/mcp\");")]
    public Task OtherOwners_AreSilent(string declaration, string members) => Verify.Analyzer(Client(declaration, members));

    [Fact]
    public Task ClientOfTheSdkWhoseHelpersKnowTheHeader_IsSilent() => Verify.Analyzer(
        ["using ModelContextProtocol.Client;\n" + ClientCode.File("""
        public sealed class Client(HttpClientTransport transport) : IDisposable
        {
            private readonly HttpClient _http = new();
            private string? _session;

            public string Name => transport.Name;

            public async Task PostAsync(string json)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/mcp") { Content = new StringContent(json) };
                if (_session is not null) Requests.Complete(request, _session);
                using var response = await _http.SendAsync(request);
                _session = Responses.IdOf(response);
            }

            public void Dispose() => _http.Dispose();
        }

        internal static class Requests
        {
            public static void Complete(HttpRequestMessage request, string session) => Headers.Write(request, session);
        }

        internal static class Responses
        {
            public static string? IdOf(HttpResponseMessage response) => Headers.Read(response);
        }

        internal static class Headers
        {
            public static void Write(HttpRequestMessage request, string session) => request.Headers.Add("Mcp-Session-Id", session);

            public static string? Read(HttpResponseMessage response) => response.Headers.TryGetValues("Mcp-Session-Id", out var values) ? values.First() : null;
        }
        """)],
        test => test.UseSdk());
}
