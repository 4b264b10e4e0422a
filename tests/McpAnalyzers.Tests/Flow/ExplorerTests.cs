using McpAnalyzers.Facts;
using McpAnalyzers.Flow;

namespace McpAnalyzers.Tests.Flow;

/// <summary>Which points of a small body run when its one exchange was answered so.</summary>
public class ExplorerTests
{
    private static async Task<bool> Reaches(string statements, int? status = null, Verbs verb = Verbs.None, bool? session = null, Exceptions exceptions = Exceptions.All)
    {
        var facts = await FactsOf.Client(ClientCode.WithSession($$"""
            public async Task RunAsync(bool flag, int count)
            {
                using var request = new HttpRequestMessage(flag ? HttpMethod.Post : HttpMethod.Get, _endpoint);
                if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
                using var response = await _http.SendAsync(request);
                {{statements}}
            }

            private const int Limit = 3;

            private static readonly int Bound = 3;

            private string? Name { get; set; }

            private Client Next => this;

            private static HttpResponseMessage Either(bool first, HttpResponseMessage one, HttpResponseMessage other) => first ? one : other;

            private static bool IsFirst((HttpStatusCode Status, int Count) asked) => asked is (HttpStatusCode.OK, _);

            private static bool Always(out bool value) { value = Console.ReadLine() is null; return true; }

            private void Here() { }

            private static void Fail() => throw new InvalidOperationException();

            private static async Task<int> NumberLaterAsync() { await Task.Yield(); throw new InvalidOperationException(); }

            private static void Fill(out bool value) => value = Console.ReadLine() is null;

            private static bool Fills(out bool value) => value = Console.ReadLine() is null;

            private static bool Both(bool first, bool second) => first && second;

            private static bool Cancelled(CancellationToken token) => token.IsCancellationRequested;

            private static bool Asks(HttpResponseMessage answer, bool value) { Console.WriteLine(answer.StatusCode); return Inner(); bool Inner() => value; }

            private static void Turn(ref bool value) => value = !value;

            private static void Look(in bool value) => Console.WriteLine(value);

            private static void FailIf(bool condition) { if (condition) throw new InvalidOperationException(); }

            private static void Endless(bool flag) { if (flag) throw new InvalidOperationException(); Endless(flag); }

            private static IEnumerable<int> Numbers() { if (Console.ReadLine() is not null) yield return 1; throw new InvalidOperationException(); }

            private static async IAsyncEnumerable<int> NumbersAsync() { await Task.Yield(); yield return 1; throw new InvalidOperationException(); }

            private static bool? Maybe() => Console.ReadLine() is { } line ? line.Length > 3 : null;

            private static bool IsLost(HttpResponseMessage answer) => answer.StatusCode == HttpStatusCode.NotFound;

            private static HttpStatusCode StatusOf(HttpResponseMessage answer) => answer.StatusCode;

            private static bool IsFine(HttpStatusCode status) => status == HttpStatusCode.OK;

            private static async Task FailLaterAsync() { await Task.Yield(); throw new InvalidOperationException(); }
            """));
        var body = facts.Body("RunAsync");
        var send = body.Operations.First(o => facts.Exchanges.SendOf(o) is not null);
        var scenario = new Scenario(new Origin(send, body.AnyCall), status, verb, session);
        return facts.Explorer.Explore(body, body.AnyCall, scenario, exceptions).Reaches(body.At("Here()"));
    }

    [Theory]
    [InlineData("Here();")]
    [InlineData("if (response.StatusCode == HttpStatusCode.NotFound) Here();")]
    [InlineData("if (response.IsSuccessStatusCode) return; Here();")]
    [InlineData("if (count > 3) Here();")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException) { Here(); }")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } finally { Here(); }")]
    [InlineData("try { Fail(); } catch (InvalidOperationException) { Here(); }")]
    [InlineData("while (count-- > 0) { if (count == 2) Here(); }")]
    [InlineData("_ = FailLaterAsync(); Here();")]
    [InlineData("if (flag) count = 1; else Here();")]
    [InlineData("goto end; end: Here();")]
    [InlineData("if (!(flag)) { if (!flag) Here(); }")]
    [InlineData("object asked = count; if (asked is string) { if (asked is string) Here(); }")]
    [InlineData("object asked = count; if (asked is string) { if (!(asked is int)) Here(); }")]
    [InlineData("if (Path.IsPathRooted(\"a\")) { if (!Path.IsPathRooted(\"b\")) Here(); }")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound) { Here(); }")]
    [InlineData("_ = FailLaterAsync().WaitAsync(TimeSpan.FromSeconds(1)); Here();")]
    [InlineData("if (flag == false) { if (!flag) Here(); }")]
    [InlineData("if (flag != true) { flag = true; if (flag) Here(); }")]
    [InlineData("var text = Console.ReadLine(); if (text is not null) { text = Console.ReadLine(); if (text is null) Here(); }")]
    [InlineData("var text = Console.ReadLine(); if (text is { } there) { if (there is not null) Here(); }")]
    [InlineData("var text = Console.ReadLine(); if (string.IsNullOrWhiteSpace(text)) { if (text is null) Here(); }")]
    [InlineData("var text = Console.ReadLine(); if (!string.IsNullOrEmpty(text)) { if (text is not null) Here(); }")]
    [InlineData("if (!Uri.TryCreate(\"\", UriKind.Absolute, out var uri)) { if (uri is null) Here(); }")]
    [InlineData("try { Fail(); } catch (Exception e) when (e is not HttpRequestException) { Here(); }")]
    [InlineData("try { Fail(); } catch (HttpRequestException) { return; } catch { Here(); }")]
    [InlineData("try { try { Fail(); } catch (InvalidOperationException) { throw; } } catch (Exception) { Here(); }")]
    [InlineData("try { try { Fail(); } finally { count++; } } catch (InvalidOperationException) { Here(); }")]
    [InlineData("if (count != 1) { if (count != 1) Here(); }")]
    [InlineData("object asked = count; if (asked is not string) { if (asked is not string) Here(); }")]
    [InlineData("if (_endpoint.IsAbsoluteUri) { if (_endpoint.IsAbsoluteUri) Here(); }")]
    [InlineData("if (_sessionId is \"a\") { if (_sessionId is \"a\") Here(); }")]
    [InlineData("if (_sessionId is \"a\") { if (_sessionId is not \"b\") Here(); }")]
    [InlineData("_ = NumberLaterAsync().Status; Here();")]
    [InlineData("_ = Task.Run(() => Fail()); Here();")]
    [InlineData("lock (_endpoint) { Here(); }")]
    [InlineData("foreach (var c in \"abc\") { if (c == 'b') Here(); }")]
    [InlineData("switch (count) { case 1: return; case 2: Here(); break; }")]
    [InlineData("switch (response.StatusCode) { case HttpStatusCode.NotFound: Here(); break; }")]
    [InlineData("switch (response.StatusCode) { case HttpStatusCode.OK: return; default: Here(); break; }")]
    [InlineData("flag = count > 1; if (flag) { if (flag) Here(); }")]
    [InlineData("bool held = count > 1; held = !held; if (held) Here();")]
    [InlineData("Fill(out flag); if (flag) Here();")]
    [InlineData("if (flag) { Fill(out flag); if (!flag) Here(); }")]
    [InlineData("if (flag) { Turn(ref flag); if (!flag) Here(); }")]
    [InlineData("if (flag) { Look(in flag); if (flag) Here(); }")]
    [InlineData("FailIf(flag); Here();")]
    [InlineData("FailIf(!flag); if (flag) Here();")]
    [InlineData("System.Diagnostics.Debug.Assert(flag); if (flag) Here();")]
    [InlineData("ArgumentNullException.ThrowIfNull(_sessionId); if (_sessionId is not null) Here();")]
    [InlineData("Endless(flag); Here();")]
    [InlineData("if (Cancelled(default)) Here();")]
    [InlineData("if (Asks(response, true)) Here();")]
    [InlineData("foreach (var n in Numbers()) { } Here();")]
    [InlineData("Numbers(); Here();")]
    [InlineData("await foreach (var n in NumbersAsync()) { } Here();")]
    [InlineData("try { count = int.Parse(\"1\"); } catch (FormatException) { Here(); }")]
    [InlineData("try { try { Fail(); } finally { Here(); } } catch (InvalidOperationException) { }")]
    [InlineData("var status = response.StatusCode; if (status == HttpStatusCode.NotFound) Here();")]
    [InlineData("var status = (int)response.StatusCode; if (status == 404) Here();")]
    [InlineData("var same = response; if (!same.IsSuccessStatusCode) Here();")]
    [InlineData("if (response is var same && !same.IsSuccessStatusCode) Here();")]
    [InlineData("if (response is { } same && !same.IsSuccessStatusCode) Here();")]
    [InlineData("if (response is { StatusCode: var status } && status == HttpStatusCode.NotFound) Here();")]
    [InlineData("using var other = await _http.GetAsync(_endpoint); if (other.IsSuccessStatusCode) Here();")]
    [InlineData("var last = response; last = await _http.GetAsync(_endpoint); if (last.IsSuccessStatusCode) Here();")]
    [InlineData("if (IsLost(response)) Here();")]
    [InlineData("using var other = await _http.GetAsync(_endpoint); if (!IsLost(other)) Here();")]
    [InlineData("bool? asked = flag ? true : null; if (asked == true) Here();")]
    [InlineData("bool? asked = flag ? true : null; if (asked is null) Here();")]
    [InlineData("bool? asked = flag ? true : null; if (asked ?? false) Here();")]
    [InlineData("var held = flag ? \"a\" : null; if (held is null) Here();")]
    [InlineData("var held = flag ? \"a\" : null; if (held is not null) Here();")]
    [InlineData("bool? asked = false; if (asked is not null) Here();")]
    [InlineData("bool? asked = false; if (asked.HasValue) Here();")]
    [InlineData("bool? asked = false; if (asked ?? true) { } else Here();")]
    [InlineData("var asked = Maybe(); if (asked is not null) { if (!asked.Value) Here(); }")]
    [InlineData("var asked = Maybe(); if (asked is not null) { if (asked.Value) Here(); }")]
    [InlineData("var asked = Maybe(); if (asked.HasValue) { if (asked == false) Here(); }")]
    [InlineData("var asked = Maybe(); if (asked is { } known) { if (!known) Here(); }")]
    [InlineData("var asked = Maybe(); if (asked is bool known) { if (!known) Here(); }")]
    [InlineData("var asked = Maybe(); if (!(asked ?? true)) Here();")]
    [InlineData("if (!(Maybe() ?? true)) Here();")]
    [InlineData("if (Maybe() ?? false) Here();")]
    [InlineData("if (bool.TryParse(\"a\", out var parsed)) { if (!parsed) Here(); }")]
    [InlineData("object asked = flag; if (asked is bool known) { if (!known) Here(); }")]
    [InlineData("object asked = flag; if (!flag) { if (asked is not null) Here(); }")]
    [InlineData("if (Console.ReadLine() is var line) { if (line is null) Here(); }")]
    [InlineData("if (_sessionId is { } there) { if (there is not null) Here(); }")]
    [InlineData("string held; if (flag) { held = \"a\"; } else { held = \"\"; } if (held.Length > 0) Here();")]
    [InlineData("var text = Console.ReadLine(); text ??= Console.ReadLine(); if (text is null) Here();")]
    [InlineData("var last = response; last = await _http.GetAsync(_endpoint); if (!IsLost(last)) Here();")]
    [InlineData("var last = response; last = await _http.GetAsync(_endpoint); if (last is { } same && same.IsSuccessStatusCode) Here();")]
    [InlineData("var status = response.StatusCode; status = (await _http.GetAsync(_endpoint)).StatusCode; if (status == HttpStatusCode.OK) Here();")]
    [InlineData("using var other = await _http.GetAsync(_endpoint); if ((flag ? response : other).IsSuccessStatusCode) Here();")]
    [InlineData("System.Diagnostics.Debug.Assert(!flag); if (!flag) Here();")]
    [InlineData("try { return; } finally { Here(); }")]
    [InlineData("Always(out var known); bool Asks() => known; if (!Asks()) Here();")]
    [InlineData("using var other = await _http.GetAsync(_endpoint); try { other.EnsureSuccessStatusCode(); } catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound) { Here(); }")]
    [InlineData("try { await _http.GetStringAsync(_endpoint); } catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound) { Here(); }")]
    [InlineData("try { Fill(out flag); } catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound) { Here(); }")]
    [InlineData("var sending = _http.GetStringAsync(_endpoint); try { await sending; } catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound) { Here(); }")]
    [InlineData("var sending = _http.GetStringAsync(_endpoint); try { await sending.ConfigureAwait(false); } catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound) { Here(); }")]
    [InlineData("if (string.Equals(\"a\", Console.ReadLine())) { if (!string.Equals(\"a\", Console.ReadLine())) Here(); }")]
    [InlineData("if (Next.Name is null) { if (Name != null) Here(); }")]
    [InlineData("flag = true; var asked = (flag, count); flag = false; if (asked is (true, _)) Here();")]
    [InlineData("if (_sessionId is null) { var asked = (_sessionId is null, count); _sessionId = \"a\"; if (asked is (true, _)) Here(); }")]
    [InlineData("if (Name is null) { var asked = (Name is null, count); Name = \"a\"; if (asked is (true, _)) Here(); }")]
    [InlineData("var status = HttpStatusCode.OK; if (response.StatusCode == HttpStatusCode.NotFound) status = HttpStatusCode.NotFound; if (status == HttpStatusCode.NotFound) Here();")]
    [InlineData("using var other = await _http.GetAsync(_endpoint); var same = Either(flag, response, other); if (!same.IsSuccessStatusCode) Here();")]
    [InlineData("var status = Either(flag, response, response).StatusCode; if (status == HttpStatusCode.NotFound) Here();")]
    [InlineData("if (flag) { flag = Fills(out _); FailIf(flag); Here(); }")]
    [InlineData("if (Name is null) { if (Next.Name!.Length > 0) Here(); }")]
    [InlineData("if (StatusOf(response) == HttpStatusCode.NotFound) Here();")]
    [InlineData("if (_sessionId is null) { (_sessionId, count) = (Console.ReadLine(), 1); if (_sessionId is not null) Here(); }")]
    [InlineData("if (flag) { (flag, count) = ValueTuple.Create(count > 1, 1); if (!flag) Here(); }")]
    [InlineData("if (flag) { ((flag, count), _) = ((count > 1, 1), 2); if (!flag) Here(); }")]
    [InlineData("if (flag) { ((flag, count), _) = ValueTuple.Create(ValueTuple.Create(count > 1, 1), 2); if (!flag) Here(); }")]
    [InlineData("var other = true; flag = false; (flag, other) = (other, flag); if (flag) Here();")]
    [InlineData("var last = response; (last, count) = (await _http.GetAsync(_endpoint), 1); if (last.IsSuccessStatusCode) Here();")]
    [InlineData("var (known, number) = (count > 1 ? true : false, count > 2 ? 1 : 2); if (!known) Here();")]
    public async Task Reached_WhenAnswered404(string statements) => Assert.True(await Reaches(statements, 404));

    [Theory]
    [InlineData("return; Here();")]
    [InlineData("response.EnsureSuccessStatusCode(); Here();")]
    [InlineData("if (response.IsSuccessStatusCode) Here();")]
    [InlineData("if (response.StatusCode != HttpStatusCode.NotFound) Here();")]
    [InlineData("Fail(); Here();")]
    [InlineData("await FailLaterAsync(); Here();")]
    [InlineData("throw new InvalidOperationException(); Here();")]
    [InlineData("var ok = response.IsSuccessStatusCode; if (ok) Here();")]
    [InlineData("if (flag) { if (!flag) Here(); }")]
    [InlineData("(_sessionId, count) = (null, 1); if (_sessionId is not null) Here();")]
    [InlineData("(_sessionId, Name) = (\"\", \"a\"); if (!string.IsNullOrEmpty(_sessionId)) Here();")]
    [InlineData("var other = true; flag = false; (flag, other) = (other, flag); if (other) Here();")]
    [InlineData("((flag, count), _) = ((true, 1), 2); if (!flag) Here();")]
    [InlineData("var (known, number) = (true, 1); if (!known) Here();")]
    [InlineData("var (known, number) = (flag || !flag, count > 2 ? 1 : 2); (flag, number) = (true, count > 2 ? 1 : 2); if (!flag) Here();")]
    [InlineData("if (count == 1) { if (count != 1) Here(); }")]
    [InlineData("while (true) { count++; } Here();")]
    [InlineData("if (!(flag)) { if (flag) Here(); }")]
    [InlineData("if (flag == false) { if (flag) Here(); }")]
    [InlineData("if (flag != true) { if (flag) Here(); }")]
    [InlineData("if (false == flag) { if (flag) Here(); }")]
    [InlineData("var text = Console.ReadLine(); if (text is null) { if (text is not null) Here(); }")]
    [InlineData("var text = Console.ReadLine(); if (text == null) { if (text != null) Here(); }")]
    [InlineData("var text = Console.ReadLine(); if (null != text) { if (null == text) Here(); }")]
    [InlineData("var text = Console.ReadLine(); if (text is { } there) { if (there is null) Here(); }")]
    [InlineData("var text = Console.ReadLine(); if (!string.IsNullOrEmpty(text)) { if (text is null) Here(); }")]
    [InlineData("var text = Console.ReadLine(); if (!string.IsNullOrWhiteSpace(text)) { if (text is null) Here(); }")]
    [InlineData("if (Uri.TryCreate(\"\", UriKind.Absolute, out var uri)) { if (uri is null) Here(); }")]
    [InlineData("bool? asked = flag ? true : null; if (asked is null) { if (asked is not null) Here(); }")]
    [InlineData("object asked = count; if (asked is string) { if (!(asked is string)) Here(); }")]
    [InlineData("bool? known = null; if (known.HasValue) Here();")]
    [InlineData("bool? known = null; if (known == true) Here();")]
    [InlineData("string? held = null; if (held is not null) Here();")]
    [InlineData("var held = flag ? \"a\" : null; if (held is null) { if (held is not null) Here(); }")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException e) when (e.StatusCode != HttpStatusCode.NotFound) { Here(); }")]
    [InlineData("await FailLaterAsync().WaitAsync(TimeSpan.FromSeconds(1)); Here();")]
    [InlineData("await FailLaterAsync().ConfigureAwait(false); Here();")]
    [InlineData("await FailLaterAsync().ConfigureAwait(flag ? true : false); Here();")]
    [InlineData("FailLaterAsync().GetAwaiter().GetResult(); Here();")]
    [InlineData("bool Fine() => response.IsSuccessStatusCode; if (Fine()) Here();")]
    [InlineData("Func<bool> fine = () => response.IsSuccessStatusCode; if (fine()) Here();")]
    [InlineData("if (count != 1) { if (count == 1) Here(); }")]
    [InlineData("object asked = count; if (asked is not string) { if (asked is string) Here(); }")]
    [InlineData("object asked = count; if (asked is string) { if (asked is not string) Here(); }")]
    [InlineData("if (_endpoint.IsAbsoluteUri) { if (!_endpoint.IsAbsoluteUri) Here(); }")]
    [InlineData("if (_sessionId is \"a\") { if (_sessionId is not \"a\") Here(); }")]
    [InlineData("_ = NumberLaterAsync().Result; Here();")]
    [InlineData("FailLaterAsync().Wait(); Here();")]
    [InlineData("await (FailLaterAsync()); Here();")]
    [InlineData("switch (count) { case 1: return; } if (response.IsSuccessStatusCode) Here();")]
    [InlineData("switch (response.StatusCode) { case HttpStatusCode.OK: Here(); break; }")]
    [InlineData("switch (response.StatusCode) { case HttpStatusCode.NotFound: return; default: Here(); break; }")]
    [InlineData("bool held = count > 1; if (held) { if (!held) Here(); }")]
    [InlineData("if (flag) { Look(in flag); if (!flag) Here(); }")]
    [InlineData("FailIf(true); Here();")]
    [InlineData("if (Asks(response, false)) Here();")]
    [InlineData("if (flag) { FailIf(flag); Here(); }")]
    [InlineData("FailIf(!flag); if (!flag) Here();")]
    [InlineData("FailIf(flag); if (flag) Here();")]
    [InlineData("System.Diagnostics.Debug.Assert(flag); if (!flag) Here();")]
    [InlineData("ArgumentNullException.ThrowIfNull(_sessionId); if (_sessionId is null) Here();")]
    [InlineData("ArgumentNullException.ThrowIfNull((object?)null); Here();")]
    [InlineData("Environment.FailFast(\"\"); Here();")]
    [InlineData("try { response.EnsureSuccessStatusCode(); Here(); } catch (HttpRequestException) { }")]
    [InlineData("var status = response.StatusCode; if (status == HttpStatusCode.OK) Here();")]
    [InlineData("var status = (int)response.StatusCode; if (status != 404) Here();")]
    [InlineData("var same = response; if (same.IsSuccessStatusCode) Here();")]
    [InlineData("if (response is var same && same.IsSuccessStatusCode) Here();")]
    [InlineData("if (response is { } same && same.IsSuccessStatusCode) Here();")]
    [InlineData("if (response is { StatusCode: var status } && status == HttpStatusCode.OK) Here();")]
    [InlineData("if (!IsLost(response)) Here();")]
    [InlineData("if (IsFine(status: response.StatusCode)) Here();")]
    [InlineData("bool? asked = flag ? true : null; if (asked == false) Here();")]
    [InlineData("bool? asked = flag ? true : false; if (asked is null) Here();")]
    [InlineData("var held = flag ? \"a\" : null; if (held is not null) { if (held is null) Here(); }")]
    [InlineData("var last = flag ? true : false; if (last) { if (!flag) Here(); }")]
    [InlineData("bool? asked = false; if (asked is null) Here();")]
    [InlineData("try { count = 1; } catch (Exception) { Here(); }")]
    [InlineData("_ = Both(Fills(out flag), flag = true); if (!flag) Here();")]
    [InlineData("bool? asked = true; if (!asked.HasValue) Here();")]
    [InlineData("var asked = Maybe(); if (asked is null) { if (asked == false) Here(); }")]
    [InlineData("var asked = Maybe(); if (asked is null) { if (asked.HasValue) Here(); }")]
    [InlineData("var asked = Maybe(); if (asked is null) { if (asked ?? false) Here(); }")]
    [InlineData("if (_sessionId is { } there) { if (_sessionId is null) Here(); }")]
    [InlineData("if (_sessionId is { Length: > 3 }) { if (_sessionId is null) Here(); }")]
    [InlineData("if (_sessionId is \"a\") { if (_sessionId is \"a\") { } else Here(); }")]
    [InlineData("var text = Console.ReadLine(); text ??= \"a\"; if (text is null) Here();")]
    [InlineData("if (_sessionId is null) { _sessionId ??= \"a\"; if (_sessionId is null) Here(); }")]
    [InlineData("System.Diagnostics.Debug.Assert(!flag); if (flag) Here();")]
    [InlineData("try { count = int.Parse(\"1\"); } catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound) { Here(); }")]
    [InlineData("try { request.Headers.Add(\"A\", \"b\"); } catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound) { Here(); }")]
    [InlineData("try { await Task.Delay(1); } catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound) { Here(); }")]
    [InlineData("if (Name is null) { if (Name != null) Here(); }")]
    [InlineData("if (!flag) { if (flag & (Console.ReadLine()?.Length > 3)) Here(); }")]
    [InlineData("using var other = await _http.GetAsync(_endpoint); Either(flag, response, other).EnsureSuccessStatusCode(); Here();")]
    [InlineData("if (Either(flag, response, null!).IsSuccessStatusCode) Here();")]
    [InlineData("var asked = (response.StatusCode, count); if (asked is (HttpStatusCode.OK, _)) Here();")]
    [InlineData("var asked = (response.StatusCode, Limit); if (asked is (HttpStatusCode.OK, _)) Here();")]
    [InlineData("var asked = (response.StatusCode, Bound); if (asked is (HttpStatusCode.OK, _)) Here();")]
    [InlineData("var asked = (flag, count); if (flag) { if (asked is (false, _)) Here(); }")]
    [InlineData("if (IsFirst((response.StatusCode, count))) Here();")]
    [InlineData("if (StatusOf(response) == HttpStatusCode.OK) Here();")]
    public async Task NotReached_WhenAnswered404(string statements) => Assert.False(await Reaches(statements, 404));

    [Theory]
    [InlineData("if (count == 1) { count = 2; if (count != 1) Here(); }")]
    [InlineData("if (flag) { flag = false; if (!flag) Here(); }")]
    public async Task WhatIsAssigned_IsForgotten(string statements) => Assert.True(await Reaches(statements));

    /// <summary>Where only what the scenario makes fail is followed, a finally clause is on the way of that, and of what ends before it.</summary>
    [Theory]
    [InlineData("try { response.EnsureSuccessStatusCode(); } finally { Here(); }", true)]
    [InlineData("try { try { response.EnsureSuccessStatusCode(); } finally { Here(); } } catch (HttpRequestException) { }", true)]
    [InlineData("try { return; } finally { Here(); }", true)]
    [InlineData("try { Console.WriteLine(); } catch (IOException) { Here(); }", false)]
    [InlineData("try { await _http.GetAsync(_endpoint); } catch (HttpRequestException) { Here(); }", false)]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException) { Here(); }", true)]
    public async Task FailureOfTheScenarioAlone(string statements, bool reached) => Assert.Equal(reached, await Reaches(statements, 404, exceptions: Exceptions.OfScenario));

    /// <summary>A request is made where the path's method is the supposed one, and nowhere else.</summary>
    [Theory]
    [InlineData("if (flag) method = HttpMethod.Post;", "if (flag) Here();", true, false)]
    [InlineData("if (flag) method = HttpMethod.Post;", "if (!flag) Here();", false, true)]
    [InlineData("if (flag) method = HttpMethod.Post;", "Here();", true, true)]
    [InlineData("method = HttpMethod.Post;", "Here();", true, false)]
    [InlineData("if (flag) method = HttpMethod.Post; else method = HttpMethod.Delete;", "if (!flag) Here();", false, false)]
    [InlineData("if (flag) method = Given;", "if (flag) Here();", true, true)]
    public async Task MethodThatALocalHolds_IsKnownByPath(string change, string statements, bool forPost, bool forGet)
    {
        var facts = await FactsOf.Members($$"""
            public async Task RunAsync(bool flag)
            {
                var method = HttpMethod.Get;
                {{change}}
                using var request = new HttpRequestMessage(method, _endpoint);
                using var response = await _http.SendAsync(request);
                {{statements}}
            }

            public HttpMethod Given { get; set; } = HttpMethod.Get;

            private void Here() { }
            """);
        var body = facts.Body("RunAsync");
        var send = new Origin(body.Operations.First(o => facts.Exchanges.SendOf(o) is not null), body.AnyCall);

        Assert.Equal(forPost, Reached(Verbs.Post));
        Assert.Equal(forGet, Reached(Verbs.Get));

        bool Reached(Verbs verb) => facts.Explorer.Explore(body, body.AnyCall, new Scenario(send, 404, verb)).Reaches(body.At("Here()"));
    }

    /// <summary>Nothing is said of code that nobody wrote, and of no other method.</summary>
    [Fact]
    public async Task CodeThatIsNotWalkedThrough_IsOpen()
    {
        var facts = await FactsOf.Members($"private void Run() {{ {string.Concat(Enumerable.Repeat("if (_sessionId is null) { _sessionId = \"a\"; }", 1_500))} return; Here(); }} private void Here() {{ }}");
        var run = facts.Body("Run");

        var exploration = facts.Explorer.Explore(run, run.AnyCall, Scenario.Nothing);

        Assert.True(exploration.IsOpen);
        Assert.True(exploration.Reaches(run.At("Here()")));
    }

    /// <summary>Calls are followed, but not for ever.</summary>
    [Theory]
    [InlineData(8, nameof(Tri.True))]
    [InlineData(30, nameof(Tri.Unknown))]
    public async Task CallsInCalls_AreFollowedSomeWay(int depth, string expected)
    {
        var calls = string.Concat(Enumerable.Range(0, depth).Select(i => $"private bool Call{i}() => Call{i + 1}(); "));
        var facts = await FactsOf.Members($"{calls} private bool Call{depth}() => true; {string.Concat(Enumerable.Range(0, 40).Select(i => $"private bool Other{i}() => true; "))} private bool Run() => {string.Join(" && ", Enumerable.Range(0, 40).Select(i => $"Other{i}()"))};");

        Assert.Equal(expected, Outcome("Call0"));
        Assert.Equal(nameof(Tri.True), Outcome("Run"));
        Assert.Equal(nameof(Tri.True), Outcome($"Call{depth - 1}"));

        string Outcome(string method)
        {
            var body = facts.Body(method);
            return new ConditionEvaluator(facts, Scenario.Nothing, facts.Explorer).Evaluate(body.ReturnedValues().Single(), new PathPoint(body.AnyCall)).ToString();
        }
    }

    [Fact]
    public async Task AnotherMethod_IsNotReached()
    {
        var facts = await FactsOf.Members("private void Run() { } private void Other() { Here(); } private void Here() { }");
        var run = facts.Body("Run");

        Assert.False(facts.Explorer.Explore(run, run.AnyCall, Scenario.Nothing).Reaches(facts.Body("Other").At("Here()")));
    }

    [Theory]
    [InlineData(399, true)]
    [InlineData(400, false)]
    public async Task Insisting_PassesWhatIsNoFailure(int status, bool passes) => Assert.Equal(passes, await Reaches("response.EnsureSuccessStatusCode(); Here();", status));

    /// <summary>What one walk has seen and learnt, another does not take for its own, however large the first was.</summary>
    [Fact]
    public async Task Walks_KnowNothingOfOneAnother()
    {
        var flags = string.Join(", ", Enumerable.Range(0, 8).Select(i => $"bool f{i}"));
        var asks = string.Concat(Enumerable.Range(0, 8).Select(i => $"if (f{i}) Console.WriteLine(); "));
        var again = string.Concat(Enumerable.Range(0, 8).Select(i => $"if (f{i}) Here(); "));
        var small = string.Concat(Enumerable.Range(0, 40).Select(i => $"private void Small{i}(bool a{i}, bool b{i}) {{ if (a{i}) {{ if (!a{i}) Here(); }} if (b{i}) {{ There(); if (!b{i}) Here(); }} }} "));
        var facts = await FactsOf.Members($"private void Large({flags}) {{ {asks}{again}}} {small} private void Here() {{ }} private void There() {{ }}");
        var large = facts.Body("Large");

        Assert.True(facts.Explorer.Explore(large, large.AnyCall, Scenario.Nothing).Reaches(large.At("Here()")));
        Assert.All(Enumerable.Range(0, 40).Select(i => facts.Body($"Small{i}")), body =>
        {
            var exploration = facts.Explorer.Explore(body, body.AnyCall, Scenario.Nothing);

            Assert.Equal([false, false], body.Operations.Where(o => o.Syntax.ToString() == "Here()").Select(exploration.Reaches));
            Assert.True(exploration.Reaches(body.At("There()")));
        });
    }

    /// <summary>A body with more paths than anybody can go is gone through nevertheless, without telling them apart.</summary>
    [Fact]
    public async Task ManyPaths_AreNotAllToldApart()
    {
        var reads = string.Concat(Enumerable.Range(0, 17).Select(i => $"var f{i} = Console.ReadLine() is null; if (f{i}) Console.WriteLine(); "));
        var facts = await FactsOf.Members($"private void Many() {{ {reads} if ({string.Join(" & ", Enumerable.Range(0, 17).Select(i => $"f{i}"))}) Here(); }} private void Few(bool flag) {{ if (flag) {{ if (!flag) Here(); }} }} private void Here() {{ }}");
        var (many, few) = (facts.Body("Many"), facts.Body("Few"));

        Assert.True(facts.Explorer.Explore(many, many.AnyCall, Scenario.Nothing).Reaches(many.At("Here()")));
        Assert.False(facts.Explorer.Explore(few, few.AnyCall, Scenario.Nothing).Reaches(few.At("Here()")));
    }

    [Theory]
    [InlineData("if (request.Method == HttpMethod.Get) Here();", true)]
    [InlineData("if (request.Method == HttpMethod.Post) Here();", false)]
    [InlineData("if (!flag) Here();", true)]
    [InlineData("if (flag) Here();", false)]
    public async Task SupposedGet(string statements, bool reached) => Assert.Equal(reached, await Reaches(statements, verb: Verbs.Get));

    [Theory]
    [InlineData("if (_sessionId is null) Here();", true)]
    [InlineData("if (_sessionId is not null) Here();", false)]
    [InlineData("if (!request.Headers.Contains(\"Mcp-Session-Id\")) Here();", true)]
    [InlineData("if (request.Headers.Contains(\"mcp-session-id\")) Here();", false)]
    [InlineData("request.Headers.Add(\"Mcp-Session-Id\", \"x\"); Here();", false)]
    [InlineData("ArgumentNullException.ThrowIfNull(_sessionId); Here();", false)]
    [InlineData("var headers = new Dictionary<string, string>(); headers[\"Mcp-Session-Id\"] = \"x\"; Here();", false)]
    [InlineData("var headers = new Dictionary<string, string>(); headers[\"X-Other\"] = \"x\"; Here();", true)]
    [InlineData("var headers = new Dictionary<string, string>(); headers.Add(\"Mcp-Session-Id\", \"x\"); Here();", false)]
    [InlineData("if (flag) { request.Headers.Add(\"Mcp-Session-Id\", Next.Name); } else if (Next.Name!.Length > 0) Here();", false)]
    [InlineData("if (flag) { request.Headers.Add(\"X-Other\", Next.Name); } else if (Next.Name!.Length > 0) Here();", true)]
    public async Task SupposedWithoutSession(string statements, bool reached) => Assert.Equal(reached, await Reaches(statements, session: false));

    /// <summary>A request gets its method after it was made, too: one that is not the supposed one is not on its way.</summary>
    [Theory]
    [InlineData("request.Method = HttpMethod.Get;", true)]
    [InlineData("request.Method = HttpMethod.Post;", false)]
    [InlineData("request.Method = new(\"POST\");", false)]
    [InlineData("var other = new HttpRequestMessage(); other.Method = HttpMethod.Post; await _http.SendAsync(other);", true)]
    [InlineData("request.Method = HttpMethod.Post; request = new HttpRequestMessage(HttpMethod.Get, _endpoint);", true)]
    [InlineData("request = new HttpRequestMessage(HttpMethod.Post, _endpoint);", false)]
    [InlineData("request = new HttpRequestMessage(HttpMethod.Get, _endpoint);", true)]
    [InlineData("_method.Method = \"POST\";", true)]
    [InlineData("request = new HttpRequestMessage(HttpMethod.Get, _endpoint); if (_method.Method == \"\") request = new HttpRequestMessage(HttpMethod.Post, _endpoint);", true)]
    [InlineData("request = new HttpRequestMessage(HttpMethod.Post, _endpoint); if (_method.Method == \"\") request = new HttpRequestMessage(HttpMethod.Delete, _endpoint);", false)]
    public async Task SupposedGetOfARequestThatGetsItsMethodLater(string statements, bool reached)
    {
        var facts = await FactsOf.Client(ClientCode.WithSession($$"""
            private readonly Verb _method = new();

            public async Task RunAsync()
            {
                var request = new HttpRequestMessage { RequestUri = _endpoint };
                {{statements}}
                using var response = await _http.SendAsync(request);
                Here();
            }

            private void Here() { }

            private sealed class Verb { public string Method { get; set; } = ""; }
            """));
        var body = facts.Body("RunAsync");
        var exchange = new Origin(body.At("_http.SendAsync(request)"), body.AnyCall);

        var exploration = facts.Explorer.Explore(body, body.AnyCall, new Scenario(exchange, 404, Verbs.Get));

        Assert.Equal(reached, exploration.Reaches(body.At("Here()")));
    }
}
