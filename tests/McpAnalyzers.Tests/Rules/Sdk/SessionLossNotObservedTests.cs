using System.Diagnostics.CodeAnalysis;
using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Sdk.SessionLossNotObserved>;

namespace McpAnalyzers.Tests.Rules.Sdk;

public class SessionLossNotObservedTests
{
    private static Task Analyze([StringSyntax("C#-test")] params string[] sources) => Verify.Analyzer(sources, test => test.UseSdk());

    private static string Tools(string members, string more = "") => ClientCode.File($$"""
        using System.Collections.Concurrent;
        using McpTransport;
        using Microsoft.Extensions.DependencyInjection;
        using ModelContextProtocol.Client;

        public sealed class Tools
        {
            {{members}}
        }
        {{more}}
        """);

    private const string New = "{|MCPT5002:new HttpClientTransport(new HttpClientTransportOptions { Endpoint = new Uri(\"http://localhost/mcp\") })|}";
    private const string Silent = "new HttpClientTransport(new HttpClientTransportOptions { Endpoint = new Uri(\"http://localhost/mcp\") })";

    [Theory]
    [InlineData($"private McpClient? _client; public async Task Connect() => _client = await McpClient.CreateAsync({New});")]
    [InlineData($"private McpClient? _client; public async Task Connect() {{ var transport = {New}; var client = await McpClient.CreateAsync(transport).ConfigureAwait(false); _client = client; }}")]
    [InlineData($"private static McpClient? s_client; public static async Task<McpClient> Get() => s_client ??= await McpClient.CreateAsync({New});")]
    [InlineData($"public McpClient? Client {{ get; private set; }} public async Task Connect() => Client = await McpClient.CreateAsync({New});")]
    [InlineData($"private static readonly Task<McpClient> Client = McpClient.CreateAsync({New});")]
    [InlineData($"public static Task<McpClient> Client {{ get; }} = McpClient.CreateAsync({New});")]
    [InlineData($"private readonly Lazy<Task<McpClient>> _client = new(() => McpClient.CreateAsync({New}));")]
    [InlineData($"private readonly Lazy<Task<McpClient>> _client = new(ConnectAsync); private static Task<McpClient> ConnectAsync() => McpClient.CreateAsync({New});")]
    [InlineData($"private McpClient? _client; public async Task Connect() => _client = await Open(); private static async Task<McpClient> Open() {{ var t = {New}; return await McpClient.CreateAsync(t); }}")]
    [InlineData($"private McpClient? _client; public void Connect() => _client = McpClient.CreateAsync({New}).GetAwaiter().GetResult();")]
    [InlineData($"private readonly Dictionary<string, McpClient> _clients = new(); public async Task Connect(string name) => _clients[name] = await McpClient.CreateAsync({New});")]
    [InlineData($"private McpClient? _client; public async Task Connect() {{ _client = await McpClient.CreateAsync({New}, new McpClientOptions {{ ProtocolVersion = \"2025-11-25\" }}); }}")]
    [InlineData($"public static void Register(IServiceCollection services) => services.AddSingleton(_ => McpClient.CreateAsync({New}).GetAwaiter().GetResult());")]
    [InlineData($"public static async Task Register(IServiceCollection services) {{ var client = await McpClient.CreateAsync({New}); services.AddSingleton(client); }}")]
    [InlineData($"private McpClient? _client; public async Task Connect() => _client = await McpClient.CreateAsync({New}); public void Dispose() => _client = null;")]
    [InlineData($"private McpClient? _client; public async ValueTask DisposeAsync() {{ if (_client is not null) await _client.DisposeAsync(); }} public async Task Connect() => _client = await McpClient.CreateAsync({New});")]
    [InlineData($"private McpClient? _client; public async ValueTask DisposeAsync() {{ if (_client is not null) {{ await _client.DisposeAsync(); _client = null; }} }} public async Task Connect() => _client = await McpClient.CreateAsync({New});")]
    [InlineData($"private McpClient? _client; public async ValueTask DisposeAsync() {{ await CloseAsync(); }} private async Task CloseAsync() {{ if (_client is {{ }} old) {{ _client = default; await old.DisposeAsync(); }} }} public async Task Connect() => _client = await McpClient.CreateAsync({New});")]
    [InlineData($"private McpClient? _client; public async ValueTask DisposeAsync() {{ try {{ await _client!.DisposeAsync(); }} catch (Exception) {{ _client = null; }} }} public async Task Connect() => _client = await McpClient.CreateAsync({New});")]
    [InlineData($"private McpClient? _client; public void Dispose() {{ _client?.DisposeAsync().AsTask().Wait(); _client = null!; }} public async Task Connect() => _client = await McpClient.CreateAsync({New});")]
    [InlineData($"private McpClient? _client; public async ValueTask DisposeAsync() {{ if (Interlocked.Exchange(ref _client, null) is {{ }} old) await old.DisposeAsync(); }} public async Task Connect() => _client = await McpClient.CreateAsync({New});")]
    [InlineData($"private readonly Lazy<Task<McpClient>> _client = new(async () => {{ var transport = {New}; return await McpClient.CreateAsync(transport); }});")]
    [InlineData($"private readonly ConcurrentDictionary<string, Task<McpClient>> _clients = new(); public Task<McpClient> Get(string name) => _clients.GetOrAdd(name, _ => McpClient.CreateAsync({New}));")]
    [InlineData($"private Task<McpClient>? _client; public Task<McpClient> Get() {{ lock (this) {{ return _client ??= McpClient.CreateAsync({New}); }} }}")]
    [InlineData("private McpClient? _client; public async Task Connect(HttpClientTransportOptions options) => _client = await McpClient.CreateAsync({|MCPT5002:new HttpClientTransport(options)|});")]
    public Task KeptClient_IsReported(string members) => Analyze(Tools(members));

    [Theory]
    [InlineData($"public async Task Run() {{ await using var client = await McpClient.CreateAsync({Silent}); }}")]
    [InlineData($"public Task<McpClient> Open() => McpClient.CreateAsync({Silent});")]
    [InlineData($"public static void Register(IServiceCollection services) => services.AddScoped(_ => McpClient.CreateAsync({Silent}).GetAwaiter().GetResult());")]
    [InlineData("private McpClient? _client; public async Task Connect() => _client = await McpClient.CreateAsync(new ResilientHttpClientTransport(new ResilientHttpClientTransportOptions { Endpoint = new Uri(\"http://localhost/mcp\") }));")]
    [InlineData("private McpClient? _client; public async Task Connect() => _client = await McpClient.CreateAsync(new StdioClientTransport(new StdioClientTransportOptions { Command = \"server\" }));")]
    [InlineData("private McpClient? _client; public async Task Connect(IClientTransport transport) => _client = await McpClient.CreateAsync(transport);")]
    [InlineData($"private McpClient? _client; public async Task Connect() => _client = await McpClient.CreateAsync({Silent}, new McpClientOptions {{ ProtocolVersion = \"2026-07-28\" }});")]
    [InlineData($"private McpClient? _client; public async Task Connect() {{ var options = new McpClientOptions(); options.ProtocolVersion = \"2026-07-28\"; _client = await McpClient.CreateAsync({Silent}, options); }}")]
    [InlineData($"private McpClient? _client; public async Task Connect(McpClientOptions options) => _client = await McpClient.CreateAsync({Silent}, options);")]
    [InlineData("private McpClient? _client; public async Task Connect() => _client = await McpClient.CreateAsync(new HttpClientTransport(new HttpClientTransportOptions { Endpoint = new Uri(\"http://localhost/sse\"), TransportMode = HttpTransportMode.Sse }));")]
    [InlineData($"private McpClient? _client; public async Task Connect() => _client = await McpClient.CreateAsync({Silent}); public void Forget() => _client = null;")]
    [InlineData($"private McpClient? _client; public async Task Connect() => _client = await McpClient.CreateAsync({Silent}); public async Task Call() {{ try {{ await _client!.PingAsync(); }} catch (Exception) {{ await Connect(); }} }}")]
    [InlineData($"private McpClient? _client; public async Task Connect() {{ if (_client is not null) await _client.DisposeAsync(); _client = await McpClient.CreateAsync({Silent}); }}")]
    [InlineData($"private McpClient? _client; public async Task Connect() => _client = await McpClient.CreateAsync({Silent}); public async Task Disconnect() {{ await _client!.DisposeAsync(); _client = null; }} public async ValueTask DisposeAsync() {{ await Disconnect(); }}")]
    [InlineData($"private McpClient? _client; public async Task ReconnectAsync() => _client = await McpClient.CreateAsync({Silent});")]
    [InlineData($"private readonly Dictionary<string, McpClient> _clients = new(); public async Task Connect(string name) => _clients[name] = await McpClient.CreateAsync({Silent}); public void Forget(string name) => _clients.Remove(name);")]
    public Task ShortLivedOtherOrReplacedClient_IsSilent(string members) => Analyze(Tools(members));

    [Theory]
    [InlineData("internal static class Watch { public static Task Of(McpClient client) => client.Completion; }")]
    [InlineData("internal static class Watch { public static bool Lost(Exception e) => e is ClientTransportClosedException; }")]
    [InlineData("internal static class Watch { public static bool Lost(HttpRequestException e) => e.StatusCode == HttpStatusCode.NotFound; }")]
    [InlineData("internal static class Watch { public static bool Lost(HttpRequestException e) => (int?)e.StatusCode == 404; }")]
    public async Task LossNoticedAnywhere_IsSilent(string watch)
    {
        const string kept = $"private McpClient? _client; public async Task Connect() => _client = await McpClient.CreateAsync({Silent});";
        await Analyze(Tools(kept, watch));
        await Analyze(Tools(kept), ClientCode.File("using ModelContextProtocol.Client;\n" + watch));
    }

    [Theory]
    [InlineData("internal static class Pages { public static Microsoft.AspNetCore.Http.IResult None() => Microsoft.AspNetCore.Http.Results.NotFound(); }")]
    [InlineData("internal static class Pages { public const int Port = 404; }")]
    public Task OtherUsesOfTheWords_DoNotCount(string other) => Analyze(
        Tools($"private McpClient? _client; public async Task Connect() => _client = await McpClient.CreateAsync({New});"), other);
}
