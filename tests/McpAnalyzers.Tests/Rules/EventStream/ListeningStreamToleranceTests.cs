using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.EventStream.ListeningStreamRequired>;

namespace McpAnalyzers.Tests.Rules.EventStream;

/// <summary>Code that carries on without a listening stream: MCPT2001 leaves it alone.</summary>
public class ListeningStreamToleranceTests
{
    private static string Listen(string afterSend, string more = "", string signature = "public async Task ListenAsync(CancellationToken ct)") => ClientCode.WithSession($$"""
        {{signature}}
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);
            request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            {{afterSend}}
        }

        {{more}}
        """);

    [Theory]
    [InlineData("if (response.StatusCode == HttpStatusCode.MethodNotAllowed || response.StatusCode == HttpStatusCode.NotFound) return; response.EnsureSuccessStatusCode();")]
    [InlineData("if (response.StatusCode == HttpStatusCode.MethodNotAllowed) return; if (response.StatusCode == HttpStatusCode.NotFound) return; response.EnsureSuccessStatusCode();")]
    [InlineData("if ((int)response.StatusCode is 404 or 405) return; response.EnsureSuccessStatusCode();")]
    [InlineData("if (response is { StatusCode: HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed }) return; response.EnsureSuccessStatusCode();")]
    [InlineData("if (response.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)) { response.EnsureSuccessStatusCode(); }")]
    [InlineData("if (response.StatusCode != HttpStatusCode.NotFound && response.StatusCode != HttpStatusCode.MethodNotAllowed) response.EnsureSuccessStatusCode();")]
    [InlineData("var status = (int)response.StatusCode; if (status >= 400 && status < 500) return; response.EnsureSuccessStatusCode();")]
    [InlineData("var none = response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed; if (none) return; response.EnsureSuccessStatusCode();")]
    [InlineData("if (OffersNone(response)) return; response.EnsureSuccessStatusCode();", "private static bool OffersNone(HttpResponseMessage r) => r.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed;")]
    [InlineData("if (OffersNone(response.StatusCode)) return; response.EnsureSuccessStatusCode();", "private static bool OffersNone(HttpStatusCode s) { switch (s) { case HttpStatusCode.NotFound: case HttpStatusCode.MethodNotAllowed: return true; default: return false; } }")]
    [InlineData("switch ((int)response.StatusCode) { case 404 or 405: return; case >= 400: throw new IOException(); }")]
    [InlineData("switch (response) { case { StatusCode: HttpStatusCode.NotFound }: case { StatusCode: HttpStatusCode.MethodNotAllowed }: return; case { IsSuccessStatusCode: false }: throw new IOException(); }")]
    [InlineData("if (s_none.Contains(response.StatusCode)) return; response.EnsureSuccessStatusCode();", "private static readonly HashSet<HttpStatusCode> s_none = [HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed];")]
    [InlineData("if (!response.IsSuccessStatusCode) { Console.WriteLine(response.StatusCode); return; }")]
    [InlineData("if ((int)response.StatusCode >= 500) throw new IOException(); if (!response.IsSuccessStatusCode) return;")]
    [InlineData("if (response.StatusCode == HttpStatusCode.Unauthorized) throw new UnauthorizedAccessException();")]
    [InlineData("if (response.IsSuccessStatusCode) { await response.Content.ReadAsStreamAsync(ct); }")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch { }")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (Exception e) { Console.WriteLine(e); }")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound || e.StatusCode == HttpStatusCode.MethodNotAllowed) { }")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException e) when ((int?)e.StatusCode is 404 or 405) { }")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException e) when ((int)e.StatusCode! is >= 400 and < 500) { }")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException e) { if (e.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)) throw; }")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException e) { switch (e.StatusCode) { case HttpStatusCode.NotFound: case HttpStatusCode.MethodNotAllowed: return; default: throw; } }")]
    [InlineData("try { if (!response.IsSuccessStatusCode) throw new IOException(); } catch (IOException) { }")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (Exception e) when (e is not OperationCanceledException) { }")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (Exception) when (!ct.IsCancellationRequested) { }")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (Exception e) { Failed?.Invoke(e); }", "public event Action<Exception>? Failed;")]
    [InlineData("for (var attempt = 0; attempt < 3; attempt++) { try { response.EnsureSuccessStatusCode(); break; } catch (HttpRequestException) { await Task.Delay(100, ct); } }")]
    public Task CarryingOn_IsSilent(string afterSend, string more = "") => Verify.Analyzer(Listen(afterSend, more));

    [Theory]
    [InlineData("public async Task<bool> ListenAsync(CancellationToken ct)", "if (!response.IsSuccessStatusCode) return false; return true;")]
    [InlineData("public async Task<Stream?> ListenAsync(CancellationToken ct)", "if (!response.IsSuccessStatusCode) return null; return await response.Content.ReadAsStreamAsync(ct);")]
    [InlineData("public async Task<HttpStatusCode> ListenAsync(CancellationToken ct)", "return response.StatusCode;")]
    [InlineData("public async IAsyncEnumerable<string> ListenAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)", "if (!response.IsSuccessStatusCode) yield break; yield return await response.Content.ReadAsStringAsync(ct);")]
    public Task EveryReturnType_IsSilent(string signature, string afterSend) => Verify.Analyzer(Listen(afterSend, signature: signature));

    [Theory]
    [InlineData("public async Task RunAsync() { try { await ListenAsync(default); } catch (Exception e) { Console.WriteLine(e); } }")]
    [InlineData("public async Task RunAsync() { try { await ListenAsync(default); } catch (HttpRequestException e) when (e.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed) { } }")]
    [InlineData("public async Task RunAsync() { for (var i = 0; i < 5; i++) { try { await ListenAsync(default); return; } catch (HttpRequestException) { await Task.Delay(1000); } } }")]
    [InlineData("public void Start() => ListenAsync(default).ContinueWith(t => Console.WriteLine(t.Exception), TaskContinuationOptions.OnlyOnFaulted);")]
    [InlineData("public void Start() => Forget(ListenAsync(default)); private static async void Forget(Task task) { try { await task; } catch (Exception e) { Console.WriteLine(e); } }")]
    [InlineData("public void Start() => _ = Task.Run(async () => { try { await ListenAsync(default); } catch (Exception e) { Console.WriteLine(e); } });")]
    [InlineData("public void Start() => Task.Run(() => ListenAsync(default)).ContinueWith(t => Console.WriteLine(t.Exception));")]
    [InlineData("private Task? _loop; public void Start() => _loop = ListenAsync(default); public async ValueTask DisposeAsync() { try { if (_loop is not null) await _loop; } catch (Exception) { } }")]
    [InlineData("private Task _loop = Task.CompletedTask; public void Start() => _loop = Task.Run(() => ListenAsync(default)); public async Task StopAsync() { try { await _loop.ConfigureAwait(false); } catch { } }")]
    [InlineData("public async Task RunAsync() { var listening = ListenAsync(default); try { await listening; } catch (HttpRequestException) { } }")]
    [InlineData("public async Task RunAsync() { var listening = ListenAsync(default); await Task.WhenAny(listening, Task.Delay(1000)); }")]
    [InlineData("public async Task RunAsync() { try { await OnceAsync(); } catch (HttpRequestException) { } } private Task OnceAsync() { var listening = ListenAsync(default); return listening; }")]
    [InlineData("public async Task RunAsync() { var listening = ListenAsync(default); var kept = listening; try { await kept; } catch (HttpRequestException) { } }")]
    [InlineData("public async Task RunAsync() { try { await Listen(); } catch (HttpRequestException) { } Task Listen() { var listening = ListenAsync(default); return listening; } }")]
    [InlineData("public Task RunAsync(Func<Func<Task>, Task> run) => run(() => ListenAsync(default));")]
    [InlineData("public Task RunAsync(Policy policy) => policy.ExecuteAsync(ListenAsync); public abstract class Policy { public abstract Task ExecuteAsync(Func<CancellationToken, Task> action); }")]
    [InlineData("public void Start() { _ = RunAsync(); async Task RunAsync() { try { await ListenAsync(default); } catch (Exception) { } } }")]
    [InlineData("public async Task RunAsync() { await OnceAsync(); } private async Task OnceAsync() { try { await Inner(); } catch (HttpRequestException) { } } private Task Inner() => ListenAsync(default);")]
    public Task CallerThatCarriesOn_IsSilent(string more) =>
        Verify.Analyzer(Listen("response.EnsureSuccessStatusCode();", more, "private async Task ListenAsync(CancellationToken ct)"));

    [Theory]
    [InlineData("public async Task RunAsync() { try { await ListenAsync(default); } catch (JsonException) { } }")]
    [InlineData("public async Task RunAsync() { try { await ListenAsync(default); } catch (Exception e) when (e is OperationCanceledException) { } }")]
    [InlineData("public async Task RunAsync() { try { await ListenAsync(default); } finally { Console.WriteLine(); } }")]
    [InlineData("public Task RunAsync() => ListenAsync(default);")]
    [InlineData("public Task RunAsync() { var listening = ListenAsync(default); return listening; }")]
    [InlineData("public async Task RunAsync() { var listening = ListenAsync(default); var kept = listening; await kept; }")]
    [InlineData("public async Task RunAsync() => await OnceAsync(); private Task OnceAsync() { Task listening; listening = ListenAsync(default); return listening; }")]
    [InlineData("public Task RunAsync() => StartAsync(); private Task StartAsync() => Task.Run(Listen); private Task Listen() => OnceAsync(); private Task OnceAsync() => MoreAsync(); private Task MoreAsync() => ListenAsync(default);")]
    [InlineData("public void Start() => _ = ListenAsync(default);")]
    [InlineData("public void Start() => ListenAsync(default);")]
    [InlineData("public void Start() => Task.Run(() => ListenAsync(default));")]
    [InlineData("public void Start() => _ = Task.Run(async () => await ListenAsync(default));")]
    [InlineData("private Task? _loop; public void Start() => _loop = ListenAsync(default);")]
    [InlineData("private Task? _loop; public void Start() => _loop = ListenAsync(default); public async ValueTask DisposeAsync() { if (_loop is not null) await _loop; }")]
    [InlineData("public void Run() => ListenAsync(default).GetAwaiter().GetResult();")]
    [InlineData("public void Run() => ListenAsync(default).Wait();")]
    [InlineData("public async Task RunAsync() { var listening = ListenAsync(default); await Task.Delay(1); await listening; }")]
    [InlineData("public async void Start() { await ListenAsync(default); }")]
    [InlineData("public Task RunAsync() => Task.Run(Listen); private Task Listen() => ListenAsync(default);")]
    [InlineData("public async Task RunAsync() { try { await ListenAsync(default); } catch (HttpRequestException) { _messages.Writer.TryComplete(); } } private readonly Channel<string> _messages = Channel.CreateUnbounded<string>();")]
    public Task CallerThatFailsToo_IsReported(string more) =>
        Verify.Analyzer(Listen("{|MCPT2001:response.EnsureSuccessStatusCode()|};", more, "private async Task ListenAsync(CancellationToken ct)"));
}
