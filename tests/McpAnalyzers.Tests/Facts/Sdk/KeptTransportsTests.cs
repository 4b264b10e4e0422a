namespace McpAnalyzers.Tests.Facts;

public class KeptTransportsTests
{
    private const string Transport = "new HttpClientTransport(new HttpClientTransportOptions { Endpoint = new Uri(\"http://localhost/mcp\") })";
    private const string Create = $"McpClient.CreateAsync({Transport})";

    private static async Task<int> Kept(string members) => (await FactsOf.SdkType("Tools", ClientCode.File($$"""
        using System.Collections.Concurrent;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.DependencyInjection.Extensions;
        using ModelContextProtocol.Client;

        public sealed class Tools
        {
            {{members}}
        }

        public sealed class AsyncLazy<T>(Func<Task<T>> make, int times = 0) { public Task<T> Value => times > 0 ? make() : make(); }

        public sealed class Holder { public McpClient? Client { get; set; } public Dictionary<string, McpClient> Clients { get; } = new(); }

        internal static class Transports { public static HttpClientTransport Make() => {{Transport}}; public static Task<McpClient> Open() => {{Create}}; }
        """))).KeptTransports.All.Count();

    [Theory]
    [InlineData($"private McpClient? _client; public async Task Connect() => _client = await {Create};")]
    [InlineData($"private McpClient? _client; public async Task Connect() => this._client = await {Create};")]
    [InlineData($"private McpClient? _client; public async Task Connect() => _client ??= await {Create};")]
    [InlineData($"private static McpClient? s_client; public static async Task Connect() => Tools.s_client = await {Create};")]
    [InlineData($"public McpClient? Client {{ get; set; }} public async Task Connect() => Client = await {Create};")]
    [InlineData($"public Task<McpClient> Client {{ get; }} = {Create};")]
    [InlineData($"private readonly Task<McpClient> _client = {Create};")]
    [InlineData($"private readonly Lazy<Task<McpClient>> _client = new(() => {Create});")]
    [InlineData($"private readonly AsyncLazy<McpClient> _client = new(() => {Create});")]
    [InlineData($"private readonly Func<int> _other = () => 1; private readonly Lazy<Task<McpClient>> _client = new(() => {Create});")]
    [InlineData($"private object? _any; public void Run() => _any = new Lazy<Task<McpClient>>(Open); private static Task<McpClient> Open() => {Create};")]
    [InlineData($"private readonly Dictionary<string, McpClient> _clients = new(); public async Task Run(string n) => _clients[n] = await {Create};")]
    [InlineData($"private readonly Dictionary<string, McpClient> _clients = new(); public async Task Run(string n) => _clients.Add(n, await {Create});")]
    [InlineData($"private readonly Dictionary<string, McpClient> _clients = new(); public async Task Run(string n) => _clients.TryAdd(n, await {Create});")]
    [InlineData($"private readonly ConcurrentDictionary<string, Task<McpClient>> _clients = new(); public void Run(string n) => _clients.GetOrAdd(n, _ => {Create});")]
    [InlineData($"private readonly ConcurrentDictionary<string, Task<McpClient>> _clients = new(); public void Run(string n) => _clients.AddOrUpdate(n, _ => {Create}, (_, old) => old);")]
    [InlineData($"private ConcurrentDictionary<string, Task<McpClient>> Clients {{ get; }} = new(); public void Run(string n) => Clients.GetOrAdd(n, Open); private static Task<McpClient> Open(string n) => {Create};")]
    [InlineData($"public async Task Run(Holder holder) => holder.Clients.Add(\"x\", await {Create});")]
    [InlineData($"public static void Run(IServiceCollection s) => s.AddSingleton(_ => {Create});")]
    [InlineData($"public static async Task Run(IServiceCollection s) => s.AddSingleton(await {Create});")]
    [InlineData($"public static void Run(IServiceCollection s) => s.TryAddSingleton(_ => {Create});")]
    [InlineData($"public static void Run(IServiceCollection s) => s.AddKeyedSingleton(\"x\", (_, _) => {Create});")]
    [InlineData($"public static void Run(IServiceCollection s) => s.TryAddKeyedSingleton(\"x\", (_, _) => {Create});")]
    [InlineData($"private McpClient? _client; public async Task Connect(string id) => _client = await McpClient.ResumeSessionAsync({Transport}, null!);")]
    [InlineData($"private McpClient? _client; public async Task Connect() => _client = await McpClient.CreateAsync({Transport}, new McpClientOptions());")]
    [InlineData($"private McpClient? _client; public async Task Connect() => _client = await McpClient.CreateAsync({Transport}, null);")]
    [InlineData($"private McpClient? _client; public async Task Connect() => _client = await McpClient.CreateAsync({Transport}, default(McpClientOptions));")]
    [InlineData("private McpClient? _client; public async Task Connect() => _client = await McpClient.CreateAsync(new HttpClientTransport(new HttpClientTransportOptions { Endpoint = new Uri(\"http://localhost/mcp\"), TransportMode = HttpTransportMode.AutoDetect }));")]
    [InlineData($"private McpClient? _client; public async Task Connect() {{ _client = await {Create}; Log(_client); }} private static void Log(McpClient own) {{ own.ToString(); }}")]
    [InlineData($"private McpClient? _client, _other; public async Task Connect() {{ await _other!.DisposeAsync(); _client = await {Create}; }}")]
    [InlineData($"private McpClient? _client, _other; public async Task Connect() => _client = await {Create}; public void Forget() => _other = null;")]
    [InlineData($"private McpClient? _client, _other; public async Task Connect() => _client = await {Create}; public void Forget() => Interlocked.Exchange(ref _other, null);")]
    [InlineData($"private McpClient? _client; public async Task Connect() => _client = await {Create}; public async Task Call() {{ try {{ await _client!.PingAsync(); }} catch (Exception e) {{ Console.WriteLine(e); }} }}")]
    [InlineData($"private McpClient? _client; public async Task Connect() => _client = await {Create}; public void Dispose() => _client = null;")]
    public async Task Client_IsKept(string members) => Assert.Equal(1, await Kept(members));

    [Theory]
    [InlineData($"public async Task Run() {{ var client = await {Create}; }}")]
    [InlineData("private readonly Lazy<Task<McpClient>> _client = new(Transports.Open);")]
    [InlineData($"private McpClient? _client; public async Task Connect(McpClientOptions given, bool any) => _client = await McpClient.CreateAsync({Transport}, any ? new McpClientOptions() : given);")]
    [InlineData("private McpClient? _client; public async Task Connect(HttpClientTransportOptions given, bool any) => _client = await McpClient.CreateAsync(new HttpClientTransport(any ? new HttpClientTransportOptions { Endpoint = new Uri(\"http://localhost/mcp\"), TransportMode = HttpTransportMode.Sse } : given));")]
    [InlineData($"public async Task Run(Holder holder) => holder.Client = await {Create};")]
    [InlineData($"public async Task Run() {{ var clients = new Dictionary<string, McpClient>(); clients.Add(\"x\", await {Create}); clients[\"y\"] = await {Create}; }}")]
    [InlineData($"private readonly List<McpClient> _clients = new(); public async Task Run() => _clients.Add(await {Create});")]
    [InlineData($"private readonly object _any = {Create};")]
    [InlineData($"public object Any {{ get; }} = {Create};")]
    [InlineData($"private readonly Lazy<object> _any = new(() => {Create});")]
    [InlineData($"private object? _any; public async Task Run() => _any = await {Create};")]
    [InlineData($"public static void Run(IServiceCollection s) => s.AddTransient(_ => {Create});")]
    [InlineData($"private McpClient? _client; public async Task Connect() => _client = await {Create}; public void Forget() => _client = null;")]
    [InlineData($"private McpClient? _client; public async Task Connect() => _client = await {Create}; public void Forget() => _client = default;")]
    [InlineData($"private McpClient? _client; public async Task Connect() => _client = await {Create}; public void Forget() => Interlocked.Exchange(ref _client, null);")]
    [InlineData($"private McpClient? _client; public async Task Connect() => _client = await {Create}; public void Forget() => Interlocked.CompareExchange(ref _client, null, _client);")]
    [InlineData($"private McpClient? _client; public async Task Reconnect() => _client = await {Create};")]
    [InlineData($"private McpClient? _client; public async Task RestartAsync() => _client = await {Create};")]
    [InlineData($"private McpClient? _client; public async Task ResetClient() => _client = await {Create};")]
    [InlineData($"private McpClient? _client; public async Task RecreateAsync() => _client = await {Create};")]
    [InlineData($"private McpClient? _client; public async Task Renew() => _client = await {Create};")]
    [InlineData($"private McpClient? _client; public async Task RecoverAsync() => _client = await {Create};")]
    [InlineData($"private McpClient? _client; public async Task Connect() {{ await _client!.DisposeAsync(); _client = await {Create}; }}")]
    [InlineData($"private Holder? _holder; private IMine? _mine; public interface IMine : IDisposable {{ }} private McpClient? _client; public async Task RestoreOrReconnect() {{ _client = await {Create}; }}")]
    [InlineData($"private McpClient? _client; public async Task Connect() => _client = await {Create}; public async Task Call() {{ try {{ await _client!.PingAsync(); }} catch (Exception) {{ _client = await {Create}; }} }}")]
    [InlineData($"private McpClient? _client; public async Task Connect() => _client = await {Create}; public async Task Call() {{ try {{ await _client!.PingAsync(); }} catch (Exception) {{ await Again(); }} }} private Task Again() => Connect();")]
    [InlineData($"private readonly Dictionary<string, McpClient> _clients = new(); public async Task Run(string n) => _clients[n] = await {Create}; public void Forget() => _clients.Clear();")]
    [InlineData($"private readonly Dictionary<string, McpClient> _clients = new(); public async Task Run(string n) => _clients[n] = await {Create}; public void Forget(string n) => _clients.Remove(n);")]
    [InlineData($"private readonly ConcurrentDictionary<string, McpClient> _clients = new(); public async Task Run(string n) => _clients[n] = await {Create}; public void Forget(string n) => _clients.TryRemove(n, out _);")]
    [InlineData("private McpClient? _client; public async Task Connect() => _client = await McpClient.CreateAsync(Transports.Make());")]
    [InlineData("private McpClient? _client; public async Task Connect() => _client = await McpClient.CreateAsync(new HttpClientTransport(new HttpClientTransportOptions { Endpoint = new Uri(\"http://localhost/sse\"), TransportMode = HttpTransportMode.Sse }));")]
    [InlineData("private McpClient? _client; public async Task Connect() { var options = new HttpClientTransportOptions { Endpoint = new Uri(\"http://localhost/sse\"), TransportMode = HttpTransportMode.Sse }; _client = await McpClient.CreateAsync(new HttpClientTransport(options)); }")]
    [InlineData($"private McpClient? _client; public async Task Connect(McpClientOptions? given) => _client = await McpClient.CreateAsync({Transport}, given);")]
    [InlineData($"private McpClient? _client; public async Task Connect() => _client = await McpClient.CreateAsync({Transport}, new McpClientOptions {{ ProtocolVersion = \"2026-07-28\" }});")]
    [InlineData($"private Task<McpClient>? _client; public void Connect() => _client = CreateAsync({Transport}); private static Task<McpClient> CreateAsync(object transport) => null!;")]
    [InlineData("private readonly Func<Task<McpClient>>? _make; private Task<McpClient>? _client; public void Connect() => _client = _make!();")]
    public async Task Client_IsNotKeptOrIsReplaced(string members) => Assert.Equal(0, await Kept(members));

    [Fact]
    public async Task Transport_OfTwoStores_IsFoundOnce() => Assert.Equal(
        1, await Kept($"private McpClient? _one, _two; public async Task Connect() {{ var client = await {Create}; _one = client; _two = client; }}"));

    [Fact]
    public async Task Transports_OfTwoClients_AreTwo() => Assert.Equal(2, await Kept($"private readonly Task<McpClient> _one = {Create}, _two = {Create};"));
}
