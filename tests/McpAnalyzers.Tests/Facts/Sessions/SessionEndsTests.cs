namespace McpAnalyzers.Tests.Facts;

public class SessionEndsTests
{
    [Theory]
    [InlineData("_closed = true;", true)]
    [InlineData("_count = 5;", true)]
    [InlineData("_sessionId2 = null;", true)]
    [InlineData("_text = \"closed\";", false)]
    [InlineData("_state = State.Closed;", true)]
    [InlineData("_any = new object();", true)]
    [InlineData("_state = default;", true)]
    [InlineData("_any = Marks.Closed;", true)]
    [InlineData("_any = other;", false)]
    [InlineData("_any = _text;", false)]
    [InlineData("Closed = true;", true)]
    [InlineData("_sessionId = \"again\";", false)]
    [InlineData("var closed = true;", false)]
    [InlineData("bool closed; closed = true;", false)]
    [InlineData("_flags[0] = true;", false)]
    [InlineData("Interlocked.Exchange(ref _count, 1);", true)]
    [InlineData("Interlocked.CompareExchange(ref _count, 1, 0);", true)]
    [InlineData("Volatile.Write(ref _closed, true);", true)]
    [InlineData("Interlocked.Exchange(ref _sessionId, \"again\");", false)]
    [InlineData("Interlocked.Increment(ref _count);", false)]
    [InlineData("Other.Exchange(_count);", false)]
    [InlineData("var count = 0; Interlocked.Exchange(ref count, 1);", false)]
    [InlineData("Ended?.Invoke();", true)]
    [InlineData("Ended!();", true)]
    [InlineData("foreach (Action told in Ended!.GetInvocationList()) told();", true)]
    [InlineData("Ended += Run;", false)]
    [InlineData("_ended();", true)]
    [InlineData("ended();", false)]
    [InlineData("SetDisconnected();", true)]
    [InlineData("_channel.Writer.Complete();", true)]
    [InlineData("_channel.Writer.TryComplete();", true)]
    [InlineData("Other.Complete();", false)]
    [InlineData("Dispose();", true)]
    [InlineData("DisposeAsync();", true)]
    [InlineData("Close();", true)]
    [InlineData("CloseAsync();", true)]
    [InlineData("Stop();", true)]
    [InlineData("StopAsync();", true)]
    [InlineData("Shutdown();", true)]
    [InlineData("ShutdownAsync();", true)]
    [InlineData("Disconnect();", true)]
    [InlineData("DisconnectAsync();", true)]
    [InlineData("TearDown();", true)]
    [InlineData("TearDownAsync();", true)]
    [InlineData("_source.Cancel();", true)]
    [InlineData("this._source.Cancel();", true)]
    [InlineData("Source.Cancel();", true)]
    [InlineData("s_source.Cancel();", true)]
    [InlineData("_source.CancelAsync();", true)]
    [InlineData("_done.TrySetException(new Exception());", true)]
    [InlineData("_done.TrySetResult();", true)]
    [InlineData("_done.TrySetCanceled();", true)]
    [InlineData("_done.SetException(new Exception());", true)]
    [InlineData("_done.SetResult();", true)]
    [InlineData("_done.SetCanceled();", true)]
    [InlineData("var source = new CancellationTokenSource(); source.Cancel();", false)]
    [InlineData("_holder.Source.Cancel();", false)]
    [InlineData("Other.Stop();", false)]
    [InlineData("Run();", false)]
    [InlineData("await PostAsync(\"ping\");", false)]
    [InlineData("var answer = await PostAsync(\"initialize\"); _sessionId = answer.Headers.GetValues(\"Mcp-Session-Id\").First();", true)]
    [InlineData("var answer = await PostAsync(\"initialize\"); await FillAsync(answer);", true)]
    [InlineData("var q = new HttpRequestMessage { Content = new StringContent(\"{\\\"method\\\": \\\"initialize\\\"}\") }; var answer = await _http.SendAsync(q); await FillAsync(answer);", true)]
    [InlineData("var q = new HttpRequestMessage { Content = new StringContent($\"{new InitializeRequest()}\") }; var answer = await _http.SendAsync(q); await FillAsync(answer);", true)]
    [InlineData("var q = new HttpRequestMessage { Content = new StringContent($\"{new Holder()}\") }; var answer = await _http.SendAsync(q); await FillAsync(answer);", false)]
    [InlineData("using var again = new HttpRequestMessage(); again.Content = new StringContent(\"ping\"); await _http.SendAsync(again);", false)]
    [InlineData("var options = new JsonSerializerOptions { WriteIndented = true };", false)]
    [InlineData("_any = new Holder { Lost = true };", true)]
    [InlineData("Tell(new Holder { Lost = true });", true)]
    [InlineData("var told = new Holder(); told.Lost = true; Tell(told);", true)]
    [InlineData("_http.DefaultRequestHeaders.ExpectContinue = false;", true)]
    [InlineData("var http = _http; http.BaseAddress = null;", true)]
    [InlineData("var http = Given(); http.BaseAddress = null;", true)]
    [InlineData("Console.WriteLine();", false)]
    public Task After404_TheObjectMayBeMarkedToldOrTornDown(string statement, bool ends) => Ends($$"""
        public async Task CallAsync(object other, Action ended)
        {
            var r = await PostAsync("ping");
            if (r.StatusCode == HttpStatusCode.NotFound) { {{statement}} }
        }
        """, ends);

    [Theory]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound) _closed = true;", true)]
    [InlineData("if (r.StatusCode == HttpStatusCode.Gone) _closed = true;", false)]
    [InlineData("if (r.IsSuccessStatusCode) _closed = true;", false)]
    [InlineData("if (!r.IsSuccessStatusCode) _closed = true;", true)]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound) await InitializeAsync();", true)]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound) await ConnectAsync();", true)]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound) await FillAsync(r);", false)]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound) await FetchAsync();", true)]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound) await ReconnectUnseen();", false)]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound) SomeLibrary.Reconnect();", true)]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound) SomeLibrary.Connect();", false)]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound) LazyInitializer.EnsureInitialized(ref _any);", false)]
    [InlineData("if (r.StatusCode == HttpStatusCode.NotFound) { Action reconnect = () => { }; reconnect(); }", false)]
    public Task After404_TheHandshakeMayBeDoneAgain(string statement, bool ends) => Ends($$"""
        public async Task CallAsync()
        {
            var r = await PostAsync("ping");
            {{statement}}
        }
        """, ends);

    [Theory]
    [InlineData("try { await PostAsync(\"ping\"); } catch (HttpRequestException) { await InitializeAsync(); }", true)]
    [InlineData("try { Console.WriteLine(); } catch (Exception) { await InitializeAsync(); }", true)]
    [InlineData("try { Console.WriteLine(); } catch (Exception) { await FetchAsync(); }", true)]
    [InlineData("try { Console.WriteLine(); } catch (Exception) { await FillAsync(await PostAsync(\"ping\")); }", false)]
    [InlineData("await PostAsync(\"ping\"); await InitializeAsync();", true)]
    [InlineData("await _http.GetAsync(_endpoint); await InitializeAsync();", true)]
    [InlineData("await InitializeAsync(); await PostAsync(\"ping\");", false)]
    [InlineData("await InitializeAsync();", false)]
    [InlineData("await InitializeAsync(); await InitializeAsync();", false)]
    [InlineData("Console.WriteLine(); await InitializeAsync();", false)]
    [InlineData("Run(); await InitializeAsync();", false)]
    [InlineData("while (true) { await InitializeAsync(); await PostAsync(\"ping\"); }", true)]
    [InlineData("while (true) { await InitializeAsync(); }", false)]
    [InlineData("while (true) { await InitializeAsync(); Console.WriteLine(); }", false)]
    [InlineData("while (true) { await InitializeAsync(); } await PostAsync(\"ping\");", false)]
    [InlineData("if (_closed) { await InitializeAsync(); await PostAsync(\"ping\"); }", false)]
    public Task AHandshakeAfterAnotherRequest_IsNotTheFirst(string statements, bool ends) => Ends($$"""public async Task CallAsync() { {{statements}} }""", ends);

    [Theory]
    [InlineData("catch (HttpRequestException) { _closed = true; }", true)]
    [InlineData("catch { _closed = true; }", true)]
    [InlineData("catch (Exception) when (_closed) { Dispose(); }", true)]
    [InlineData("catch (OperationCanceledException) { _closed = true; }", false)]
    [InlineData("catch (TaskCanceledException) { _closed = true; }", false)]
    [InlineData("catch (TimeoutException) { _closed = true; }", false)]
    [InlineData("catch (JsonException) { _closed = true; }", false)]
    [InlineData("catch (FormatException) { _closed = true; }", false)]
    [InlineData("catch (ObjectDisposedException) { _closed = true; }", false)]
    [InlineData("catch (System.Net.Sockets.SocketException) { _closed = true; }", false)]
    [InlineData("catch (IOException) { _closed = true; }", false)]
    [InlineData("catch (OperationCanceledException) { } catch (Exception) { _closed = true; }", true)]
    [InlineData("catch (Exception) { Console.WriteLine(); }", false)]
    [InlineData("catch (Exception) { if (_count > 1) { _closed = true; } }", true)]
    [InlineData("finally { Dispose(); }", true)]
    [InlineData("finally { _source.Cancel(); }", true)]
    [InlineData("finally { _closed = true; }", false)]
    [InlineData("finally { Console.WriteLine(); }", false)]
    public async Task WhereFailuresOfRequestsEnd_TheObjectMayBeMarkedOrTornDown(string clause, bool ends)
    {
        await Ends($$"""public async Task CallAsync() { try { (await PostAsync("ping")).EnsureSuccessStatusCode(); } {{clause}} }""", ends);
        await Ends($$"""public void Call() { try { Console.WriteLine(); } {{clause}} }""", ends: false);
        await Ends($$"""public async Task CallAsync() { try { (await _http.GetAsync(_endpoint)).EnsureSuccessStatusCode(); } {{clause}} }""", ends: false);
    }

    [Theory]
    [InlineData("public async Task CallAsync() { try { _closed = true; (await PostAsync(\"ping\")).EnsureSuccessStatusCode(); } catch (HttpRequestException) { } }", false)]
    [InlineData("public async Task CallAsync() { try { (await PostAsync(\"ping\")).EnsureSuccessStatusCode(); } catch (HttpRequestException) { throw; } _closed = true; }", false)]
    [InlineData("private async Task NeverAsync() { try { (await PostAsync(\"ping\")).EnsureSuccessStatusCode(); } catch (HttpRequestException) { _closed = true; } }", false)]
    public Task OutsideOfHandlers_AndInCodeThatNeverRuns_NothingEnds(string method, bool ends) => Ends(method, ends);

    [Theory]
    [InlineData("public Task ReconnectAsync() => InitializeAsync();", true)]
    [InlineData("public Task ReinitializeAsync() => InitializeAsync();", true)]
    [InlineData("public Task ReconnectAsync() => InitializeAsync(); public void Adopt(HttpResponseMessage r) => _sessionId = r.Headers.GetValues(\"Mcp-Session-Id\").First();", true)]
    [InlineData("public Task OnSessionLostAsync() => InitializeAsync();", true)]
    [InlineData("private Task ReconnectAsync() => InitializeAsync();", false)]
    [InlineData("public Task ReconnectAsync() => Task.CompletedTask;", false)]
    [InlineData("public Task RefreshAsync() => InitializeAsync();", false)]
    [InlineData("public Task StartSessionAsync() => InitializeAsync();", false)]
    [InlineData("public bool IsSessionLost() { _ = InitializeAsync(); return false; }", false)]
    [InlineData("public void Use() { Task ReconnectAsync() => InitializeAsync(); _ = ReconnectAsync(); }", false)]
    public Task OthersMayBeToldToRenew(string method, bool ends) => Ends(method, ends);

    /// <summary>Whichever of several places takes the id, and whichever store: another handshake fills it, and what is written to it marks nothing.</summary>
    [Theory]
    [InlineData("await InitializeAsync();", "_sessionId", true)]
    [InlineData("try { Console.WriteLine(); } catch (Exception) { await InitializeAsync(); }", "_sessionId", true)]
    [InlineData("Interlocked.Exchange(ref _sessionId, \"again\");", "_sessionId2", false)]
    [InlineData("Interlocked.Exchange(ref _sessionId2, \"again\");", "_sessionId2", false)]
    [InlineData("Interlocked.Exchange(ref _count, 1);", "_sessionId2", true)]
    public Task SeveralCaptures(string reaction, string store, bool ends) => Ends($$"""
        public async Task CallAsync()
        {
            var r = await PostAsync("ping");
            if (r.StatusCode == HttpStatusCode.NotFound) { {{reaction}} }
        }

        private void Take(HttpResponseMessage r) => {{store}} = r.Headers.GetValues("Mcp-Session-Id").First();
        """, ends);

    [Fact]
    public Task AHandshakeThatFillsOneOfSeveralStores_IsOne() => Ends("""
        public async Task CallAsync() { try { Console.WriteLine(); } catch (Exception) { await InitializeAsync(); } }

        private void Take(HttpResponseMessage r) => _sessionId2 = r.Headers.GetValues("Mcp-Session-Id").First();
        """, ends: true);

    private static async Task Ends(string members, bool ends)
    {
        var facts = await FactsOf.Type("Client", ClientCode.File($$"""
            internal enum State { Open, Closed }
            internal static class Marks { public static readonly object Closed = new(); }
            internal sealed class Holder { public CancellationTokenSource Source = new(); public bool Lost; }
            internal sealed record InitializeRequest;
            internal static class Other
            {
                public static void Exchange(int value) { }
                public static void Complete() { }
                public static void Stop() { }
            }
            internal interface ILibrary { void Reconnect(); void Connect(); Task ReconnectAsync(); }

            public sealed class Client
            {
                private readonly HttpClient _http = new();
                private readonly Uri _endpoint = new("http://localhost/mcp");
                private readonly Holder _holder = new();
                private readonly Channel<int> _channel = Channel.CreateUnbounded<int>();
                private readonly CancellationTokenSource _source = new();
                private static readonly CancellationTokenSource s_source = new();
                private readonly TaskCompletionSource _done = new();
                private readonly bool[] _flags = new bool[1];
                private Action _ended = () => { };
                private ILibrary SomeLibrary { get; set; } = null!;
                private CancellationTokenSource Source { get; } = new();
                private bool Closed { get; set; }
                private string? _sessionId, _sessionId2, _text;
                private bool _closed;
                private int _count;
                private State _state;
                private object? _any;

                public event Action? Ended;

                public async Task InitializeAsync() => await FillAsync(await PostAsync("initialize"));

                private async Task FillAsync(HttpResponseMessage r) { await Task.Yield(); _sessionId = r.Headers.GetValues("Mcp-Session-Id").First(); }

                private async Task ConnectAsync() => await FillAsync(await PostAsync("initialize"));

                // No name here says what it does.
                private async Task FetchAsync() => await FillAsync(await PostAsync("initialize"));

                private static Task ReconnectUnseen() => Task.CompletedTask;

                private Task<HttpResponseMessage> PostAsync(string method)
                {
                    var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(method) };
                    if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
                    return _http.SendAsync(request);
                }

                {{members}}

                private void Run() { }
                private static void Tell(Holder holder) { }
                private static extern HttpClient Given();
                {{ClientCode.Endings}}
            }
            """));

        Assert.Equal(ends, facts.SessionEnds.EndsOn404([.. facts.Stores.Writes.Where(w => w.IsCapture)]));
    }
}
