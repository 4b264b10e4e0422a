using McpAnalyzers.Facts;

namespace McpAnalyzers.Tests.Facts;

public class ExchangesTests
{
    [Theory]
    [InlineData("_http.SendAsync(new HttpRequestMessage(HttpMethod.Get, _endpoint))", "Get")]
    [InlineData("_http.SendAsync(new HttpRequestMessage(HttpMethod.Post, _endpoint))", "Post")]
    [InlineData("_http.SendAsync(new(HttpMethod.Delete, _endpoint))", "Delete")]
    [InlineData("_http.SendAsync(new HttpRequestMessage())", "Get")]
    [InlineData("_http.SendAsync(new HttpRequestMessage { Method = HttpMethod.Put })", "Other")]
    [InlineData("_http.SendAsync(new HttpRequestMessage(new HttpMethod(\"post\"), _endpoint))", "Post")]
    [InlineData("_http.SendAsync(new HttpRequestMessage(HttpMethod.Parse(\"DELETE\"), _endpoint))", "Delete")]
    [InlineData("_http.SendAsync(new HttpRequestMessage(flag ? HttpMethod.Get : HttpMethod.Post, _endpoint))", "Get, Post")]
    [InlineData("_http.SendAsync(new HttpRequestMessage(method, _endpoint))", "Unknown")]
    [InlineData("_http.SendAsync(request)", "Unknown")]
    [InlineData("_http.SendAsync(new HttpRequestMessage(request.Method, _endpoint))", "Unknown")]
    [InlineData("_http.SendAsync(Made())", "Get")]
    [InlineData("_http.SendAsync(Create(HttpMethod.Post))", "Post")]
    [InlineData("_http.GetStreamAsync(_endpoint)", "Get")]
    [InlineData("_http.GetAsync(_endpoint)", "Get")]
    [InlineData("_http.PostAsync(_endpoint, null)", "Post")]
    [InlineData("_http.PostAsJsonAsync(_endpoint, 1)", "Post")]
    [InlineData("_http.DeleteAsync(_endpoint)", "Delete")]
    [InlineData("_http.PutAsync(_endpoint, null)", "Other")]
    [InlineData("_http.PatchAsync(_endpoint, null)", "Other")]
    [InlineData("_http.PutAsJsonAsync(_endpoint, 1)", "Other")]
    [InlineData("_http.DeleteFromJsonAsync<int>(_endpoint)", "Delete")]
    [InlineData("_http.SendAsync(new HttpRequestMessage(HttpMethod.Head, _endpoint))", "Other")]
    [InlineData("_http.SendAsync(new HttpRequestMessage(HttpMethod.Get, _endpoint) { Method = HttpMethod.Delete })", "Delete")]
    [InlineData("_http.SendAsync(new HttpRequestMessage { RequestUri = _endpoint, Method = new HttpMethod(\"PATCH\") })", "Other")]
    [InlineData("_http.SendAsync(new HttpRequestMessage(new HttpMethod(name), _endpoint))", "Unknown")]
    [InlineData("_http.SendAsync(new HttpRequestMessage(HttpMethod.Parse(name), _endpoint))", "Unknown")]
    [InlineData("_http.SendAsync(new HttpRequestMessage(Named(name), _endpoint))", "Unknown")]
    [InlineData("_http.SendAsync(flag ? new HttpRequestMessage(HttpMethod.Get, _endpoint) : request)", "Get, Unknown")]
    [InlineData("_http.SendAsync(flag ? Made() : Create(HttpMethod.Delete))", "Get, Delete")]
    [InlineData("_http.SendAsync(new HttpRequestMessage(Made().Method, _endpoint))", "Get")]
    [InlineData("_http.SendAsync(new HttpRequestMessage(Create(HttpMethod.Delete).Method, _endpoint))", "Delete")]
    [InlineData("_http.SendAsync(flag ? Made() : Create(HttpMethod.Get))", "Get")]
    [InlineData("_http.SendAsync(Create(flag ? HttpMethod.Get : new HttpMethod(\"GET\")))", "Get")]
    [InlineData("_http.SendAsync(Twice(HttpMethod.Post))", "Post")]
    [InlineData("_http.SendAsync(Changed(HttpMethod.Post))", "Get, Post")]
    [InlineData("_http.SendAsync(Changed(method))", "Get, Unknown")]
    [InlineData("_http.SendAsync(Set(HttpMethod.Post))", "Post")]
    [InlineData("_http.SendAsync(Set(method))", "Unknown")]
    [InlineData("_http.SendAsync(Untouched())", "Get")]
    [InlineData("_http.SendAsync(Same())", "Unknown")]
    [InlineData("_http.SendAsync(new Ping())", "Unknown")]
    [InlineData("_http.SendAsync(new Hello())", "Unknown")]
    [InlineData("_http.SendAsync(new Ping(_endpoint))", "Unknown")]
    [InlineData("web.GetResponse()", "Unknown")]
    [InlineData("WebRequest.Create(_endpoint).GetResponse()", "Get")]
    [InlineData("WebRequest.CreateHttp(_endpoint).GetResponseAsync()", "Get")]
    [InlineData("Posting().GetResponseAsync()", "Post")]
    [InlineData("Verb(HttpMethod.Delete.Method).GetResponse()", "Delete")]
    [InlineData("Verb(name).GetResponse()", "Unknown")]
    [InlineData("_http.SendAsync(name switch { _ => throw new NotSupportedException() })", "Unknown")]
    [InlineData("_http.SendAsync(new HttpRequestMessage(name switch { _ => throw new NotSupportedException() }, _endpoint))", "Unknown")]
    [InlineData("sender.PostAsync(name)", "Post")]
    [InlineData("sender.SendAsync(new HttpRequestMessage(HttpMethod.Delete, _endpoint))", "Delete")]
    [InlineData("_http.SendAsync(Set(name switch { _ => throw new NotSupportedException() }))", "Unknown")]
    public async Task VerbsOf_IsWhatTheRequestSays(string send, string verbs)
    {
        var facts = await FactsOf.Members($$"""
            public void Run(bool flag, string name, HttpMethod method, HttpRequestMessage request, WebRequest web, ISender sender) => _ = {{send}};

            public interface ISender { Task<HttpResponseMessage> PostAsync(string text); Task<HttpResponseMessage> SendAsync(HttpRequestMessage message); }

            private sealed class Hello() : HttpRequestMessage(HttpMethod.Post, "mcp");

            private sealed class Ping(Uri? endpoint = null) : HttpRequestMessage(HttpMethod.Post, endpoint);

            private HttpRequestMessage Create(HttpMethod verb) => new(verb, _endpoint);

            private static HttpRequestMessage Made() { var made = new HttpRequestMessage(); made.Method = HttpMethod.Get; return made; }

            private HttpRequestMessage Changed(HttpMethod verb) { var made = new HttpRequestMessage(HttpMethod.Get, _endpoint); made.Method = verb; return made; }

            private static HttpRequestMessage Set(HttpMethod verb) { var made = new HttpRequestMessage(); made.Method = verb; return made; }

            private static HttpRequestMessage Twice(HttpMethod verb) { var made = new HttpRequestMessage(); made.Method = HttpMethod.Post; made.Method = verb; return made; }

            private static HttpRequestMessage Untouched() { var other = new HttpRequestMessage(); other.Method = HttpMethod.Post; var made = new HttpRequestMessage(); made.Version = other.Version; return made; }

            private static HttpRequestMessage Same() { var made = new HttpRequestMessage(); made.Method = made.Method; return made; }

            private static HttpMethod Named(string text) => text.Length > 3 ? new(text) : new(text.Trim());

            private WebRequest Posting() { var made = WebRequest.CreateHttp(_endpoint); made.Method = "POST"; return made; }

            private WebRequest Verb(string verb) { var made = WebRequest.Create(_endpoint); made.Method = verb; return made; }
            """);

        Assert.Equal(Enum.Parse<Verbs>(verbs), facts.Exchanges.VerbsOf(Sends(facts).Single()));
    }

    [Theory]
    [InlineData("_http.GetStringAsync(_endpoint)", true)]
    [InlineData("_http.GetStreamAsync(_endpoint)", true)]
    [InlineData("_http.GetFromJsonAsync<int>(_endpoint)", true)]
    [InlineData("_http.GetAsync(_endpoint)", false)]
    [InlineData("_http.SendAsync(new())", false)]
    public async Task SendOf_KnowsWhichSendsThrow(string send, bool throws)
    {
        var facts = await FactsOf.Members($"public Task RunAsync() => {send};");

        Assert.Equal(throws, facts.Exchanges.SendOf(Sends(facts).Single().Operation)!.ThrowsOnFailure);
    }

    [Theory]
    [InlineData("try { _ = await _http.GetStringAsync(_endpoint); } catch { }", "_http.GetStringAsync(_endpoint)")]
    [InlineData("var r = await _http.GetAsync(_endpoint); try { r.EnsureSuccessStatusCode(); } catch { }", "_http.GetAsync(_endpoint)")]
    [InlineData("try { await InnerAsync(); } catch { } async Task InnerAsync() => (await _http.GetAsync(_endpoint)).EnsureSuccessStatusCode();", "_http.GetAsync(_endpoint)")]
    [InlineData("try { await Task.Delay(1); } catch { }", "")]
    public async Task FailuresWithin_AreTheExchangesWhoseFailureComesOut(string body, string sends)
    {
        var facts = await FactsOf.Members($"public async Task RunAsync() {{ {body} }}");
        var run = facts.Body("RunAsync");
        var attempted = run.Operations.OfType<Microsoft.CodeAnalysis.Operations.ITryOperation>().Single().Body;

        Assert.Equal(sends, string.Join("; ", facts.Exchanges.FailuresWithin(attempted, run.AnyCall).Select(o => o.Operation.Syntax)));
    }

    /// <summary>A property that sends fails where it is read.</summary>
    [Fact]
    public async Task FailuresWithin_AreThoseOfAPropertyToo()
    {
        var facts = await FactsOf.Members("public async Task RunAsync() { try { await Text; } catch (HttpRequestException) { } } private Task<string> Text => _http.GetStringAsync(_endpoint);");
        var run = facts.Body("RunAsync");
        var attempted = run.Operations.OfType<Microsoft.CodeAnalysis.Operations.ITryOperation>().Single().Body;

        Assert.Equal(["_http.GetStringAsync(_endpoint)"], facts.Exchanges.FailuresWithin(attempted, run.AnyCall).Select(o => o.Operation.Syntax.ToString()));
    }

    private const string Extensions = """

        public static class Extensions
        {
            public static extern Task<string> GetTextAsync(this HttpClient client, HttpRequestMessage message);
            public static extern Task<HttpResponseMessage> PostMessageAsync(this HttpClient client, HttpRequestMessage message);
            public static extern Task<HttpResponseMessage> GetAsync(string address);
            public static extern WebResponse GetResponse(this WebRequest asked, int times);
            public static extern void Sign(HttpRequestMessage message);
            public static extern bool IsFine(HttpResponseMessage message);
        }
        """;

    [Theory]
    [InlineData("_http.SendAsync(request)", "request", false)]
    [InlineData("_http.Send(request)", "request", false)]
    [InlineData("_http.GetAsync(_endpoint)", null, false)]
    [InlineData("_http.GetByteArrayAsync(_endpoint)", null, true)]
    [InlineData("_http.GetTextAsync(request)", null, true)]
    [InlineData("_http.PostMessageAsync(request)", "request", false)]
    [InlineData("Extensions.GetAsync(\"mcp\")", null, false)]
    [InlineData("web.GetResponse()", "web", true)]
    [InlineData("web.GetResponseAsync()", "web", true)]
    [InlineData("web.GetResponse(3)", "web", true)]
    [InlineData("base.SendAsync(request, default)", "request", false)]
    public async Task SendOf_KnowsTheRequestThatIsHandedOver(string call, string? request, bool throws)
    {
        var facts = await FactsOf.Type("Client", ClientCode.File($$"""
            public sealed class Client : DelegatingHandler
            {
                private readonly HttpClient _http = new();
                private readonly Uri _endpoint = new("http://localhost/mcp");

                public void Run(HttpRequestMessage request, WebRequest web) => _ = {{call}};
            }

            """ + Extensions));

        var send = facts.Exchanges.SendOf(Sends(facts).Single().Operation)!;
        Assert.Equal((request, throws), (send.Request?.Syntax.ToString(), send.ThrowsOnFailure));
    }

    [Theory]
    [InlineData("var r = await _http.GetAsync(_endpoint);", "r", "_http.GetAsync(_endpoint)")]
    [InlineData("var r = flag ? await _http.GetAsync(_endpoint) : await SentAsync();", "r", "_http.GetAsync(_endpoint); _http.PostAsync(_endpoint, null)")]
    [InlineData("", "given", "given")]
    [InlineData("try { await _http.GetAsync(_endpoint); await SentAsync(); } catch (Exception e) { _ = e; }", "e", "_http.GetAsync(_endpoint); _http.PostAsync(_endpoint, null)")]
    [InlineData("try { await Task.Delay(1); } catch (Exception e) { _ = e; }", "e", "e")]
    [InlineData("try { given.EnsureSuccessStatusCode(); given.EnsureSuccessStatusCode(); } catch (Exception e) { _ = e; }", "e", "given")]
    public async Task Behind_IsWhatIsAnsweredOrFails(string statements, string operand, string exchanges)
    {
        var facts = await FactsOf.Members($$"""
            public async Task RunAsync(bool flag, HttpResponseMessage given) { {{statements}} _ = {{(operand == "e" ? "flag" : operand)}}; await Task.Yield(); }

            private async Task<HttpResponseMessage> SentAsync() => await _http.PostAsync(_endpoint, null);
            """);
        var run = facts.Body("RunAsync");

        Assert.Equal(exchanges, string.Join("; ", facts.Exchanges.Behind(run.At(operand), run.AnyCall).Select(o => o.Operation.Syntax)));
    }

    [Theory]
    [InlineData("var a = new HttpRequestMessage(); a.Headers.Add(\"X-A\", \"1\"); _http.SendAsync(a);", "X-A")]
    [InlineData("var a = new HttpRequestMessage(); var b = new HttpRequestMessage(); b.Headers.Add(\"X-B\", \"1\"); _http.SendAsync(a);", "")]
    [InlineData("var a = new HttpRequestMessage { Headers = { { \"X-A\", \"1\" }, { \"X-B\", \"1\" } } }; _http.SendAsync(a);", "X-A X-B")]
    [InlineData("_http.SendAsync(new HttpRequestMessage { Version = new(2, 0), Headers = { { \"X-A\", \"1\" } } });", "X-A")]
    [InlineData("var a = new HttpRequestMessage(); Sign(a); _http.SendAsync(a);", "X-Signed")]
    [InlineData("var a = new HttpRequestMessage(); Sign(new HttpRequestMessage()); _http.SendAsync(a);", "")]
    [InlineData("var a = new HttpRequestMessage(); Twice(1, a); _http.SendAsync(a);", "X-Signed")]
    [InlineData("var a = new HttpRequestMessage(); Again(a); _http.SendAsync(a);", "X-Again")]
    [InlineData("var a = new HttpRequestMessage(); Action add = () => a.Headers.Add(\"X-A\", \"1\"); add(); _http.SendAsync(a);", "X-A")]
    [InlineData("_http.SendAsync(Made());", "X-Made")]
    [InlineData("var a = Made(); a.Headers.Add(\"X-A\", \"1\"); _http.SendAsync(a);", "X-A X-Made")]
    [InlineData("var a = new HttpRequestMessage(); a.Content!.Headers.Add(\"X-C\", \"1\"); a.Headers.Remove(\"X-A\"); _http.SendAsync(a);", "X-C")]
    [InlineData("given.Headers.Add(\"X-A\", \"1\"); _http.SendAsync(given);", "X-A")]
    [InlineData("given.Headers.Add(\"X-A\", \"1\"); _http.GetAsync(_endpoint);", "")]
    public async Task HeadersOf_AreThoseOfTheRequest(string statements, string names)
    {
        var facts = await FactsOf.Members($$"""
            public void Run(HttpRequestMessage given) { {{statements}} }

            private void Sign(HttpRequestMessage message) => message.Headers.Add("X-Signed", "1");

            private void Twice(int times, HttpRequestMessage message) => Sign(message);

            private void Again(HttpRequestMessage message) { message.Headers.Add("X-Again", "1"); Again(message); }

            private HttpRequestMessage Made() { var made = new HttpRequestMessage(); made.Headers.Add("X-Made", "1"); return made; }
            """);
        var sent = Sends(facts).Single();
        var headers = facts.Exchanges.HeadersOf(facts.Exchanges.SendOf(sent.Operation)!, sent.Frame);

        Assert.Equal(names, string.Join(" ", headers.Select(h => facts.Headers.TextOf(h.Write.Name, h.Frame)).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("_http.SendAsync(a)", "a", true, true)]
    [InlineData("_http.SendAsync(a)", "b", false, false)]
    [InlineData("_http.SendAsync(a)", "given", true, false)]
    [InlineData("_http.SendAsync(given)", "a", true, false)]
    [InlineData("_http.SendAsync(given)", "given", true, true)]
    [InlineData("_http.SendAsync(given)", "other", true, false)]
    [InlineData("_http.SendAsync(flag ? a : b)", "b", true, true)]
    [InlineData("_http.SendAsync(flag ? a : given)", "b", true, false)]
    [InlineData("_http.SendAsync(a)", "(flag ? b : given)", true, false)]
    [InlineData("_http.SendAsync(a)", "(flag ? a : b)", true, true)]
    [InlineData("_http.SendAsync(_kept)", "_kept", true, true)]
    [InlineData("_http.SendAsync(_kept)", "given", true, false)]
    [InlineData("_http.SendAsync(c)", "c", true, true)]
    [InlineData("_http.SendAsync(c)", "d", false, false)]
    [InlineData("_http.GetAsync(_endpoint)", "a", true, false)]
    public async Task RequestOf_IsMaybeOrSurely(string send, string asked, bool maybe, bool surely)
    {
        var facts = await FactsOf.Members($$"""
            public HttpRequestMessage? _kept;

            public void Run(bool flag, HttpRequestMessage given, HttpRequestMessage other)
            {
                var a = new HttpRequestMessage();
                var b = new HttpRequestMessage();
                var c = Made();
                var d = Made();
                _ = {{send}};
                Console.WriteLine({{asked}});
            }

            private static HttpRequestMessage Made() => new();
            """.Replace("SendAsync(_kept)", "SendAsync(_kept!)"));
        var run = facts.Body("Run");
        var operand = run.Operations.OfType<Microsoft.CodeAnalysis.Operations.IInvocationOperation>().Single(c => c.TargetMethod.Name == "WriteLine").Arguments.Single().Value;
        var exchange = Sends(facts).Single();

        Assert.Equal((maybe, surely), (facts.Exchanges.MayBeRequestOf(operand, run.AnyCall, exchange), facts.Exchanges.IsSurelyRequestOf(operand, run.AnyCall, exchange)));
    }

    [Theory]
    [InlineData("_http.SendAsync(new(verb, _endpoint))", false, "verb")]
    [InlineData("_http.SendAsync(new(new HttpMethod(name), _endpoint))", false, "name")]
    [InlineData("_http.SendAsync(new(HttpMethod.Get, _endpoint))", false, "")]
    [InlineData("_http.SendAsync(new(flag ? new HttpMethod(name) : HttpMethod.Get, _endpoint))", false, "name")]
    [InlineData("_http.SendAsync(new() { Method = verb })", false, "verb")]
    [InlineData("_http.SendAsync(Set(verb))", true, "verb set")]
    [InlineData("_http.SendAsync(Set(new HttpMethod(name)))", true, "name set")]
    [InlineData("_http.SendAsync(Set(HttpMethod.Get))", true, "set")]
    [InlineData("_http.SendAsync(given)", false, "")]
    [InlineData("_http.GetAsync(_endpoint)", false, "")]
    public async Task Method_IsCarriedOrReplaced(string send, bool isReplaced, string carriers)
    {
        var facts = await FactsOf.Members($$"""
            public void Run(bool flag, HttpMethod verb, string name, HttpRequestMessage given) { _ = {{send}}; Console.WriteLine((verb, name, given)); }

            private static HttpRequestMessage Set(HttpMethod set) { var made = new HttpRequestMessage(); made.Method = set; return made; }
            """);
        var exchange = Sends(facts).Single();
        var symbols = facts.Code.All.SelectMany(b => b.Operations).OfType<Microsoft.CodeAnalysis.Operations.IParameterReferenceOperation>().Select(o => o.Parameter)
            .Distinct<Microsoft.CodeAnalysis.ISymbol>(Microsoft.CodeAnalysis.SymbolEqualityComparer.Default);

        Assert.Equal(isReplaced, facts.Exchanges.IsMethodReplaced(exchange));
        Assert.Equal(carriers, string.Join(" ", symbols.Where(s => facts.Exchanges.IsMethodCarrier(s, exchange)).Select(s => s.Name).Order(StringComparer.Ordinal).Reverse().OrderBy(n => n == "set")));
    }

    [Theory]
    [InlineData("SendAsync(1)", true)]
    [InlineData("Outer(1)", true)]
    [InlineData("Round(1)", true)]
    [InlineData("Quiet(1)", false)]
    public async Task MaySend_LooksIntoWhatIsCalled(string call, bool maySend)
    {
        var facts = await FactsOf.Members($$"""
            public void Run() => {{call}};

            private void SendAsync(int n) => _http.GetAsync(_endpoint);

            private void Outer(int n) => SendAsync(n);

            private void Round(int n) { Round(n); Outer(n); }

            private void Quiet(int n) => Quiet(n);
            """);
        var found = new List<Origin>();
        facts.Exchanges.AddSendsWithin(facts.Body("Run").Root, facts.Body("Run").AnyCall, found);

        Assert.Equal(maySend, facts.Exchanges.MaySend(facts.Body("Run")));
        Assert.Equal(maySend ? 1 : 0, found.Count);
    }

    [Theory]
    [InlineData("var r = await _http.GetAsync(_endpoint); _ = r;", "_http.GetAsync(_endpoint)")]
    [InlineData("_ = given;", "given")]
    [InlineData("var n = 1; _ = n;", "")]
    public async Task AnsweredIn_AreTheExchangesWhoseResponseIsHeld(string statements, string exchanges)
    {
        var facts = await FactsOf.Members($"public async Task RunAsync(HttpResponseMessage given) {{ {statements} await Task.Yield(); }}");

        Assert.Equal(exchanges, string.Join("; ", facts.Exchanges.AnsweredIn(facts.Body("RunAsync")).Select(o => o.Operation.Syntax).Distinct()));
    }

    [Theory]
    [InlineData(null, "Unknown")]
    [InlineData("get", "Get")]
    [InlineData("POST", "Post")]
    [InlineData("Delete", "Delete")]
    [InlineData("PUT", "Other")]
    [InlineData("", "Other")]
    public void Verb_IsReadIgnoringCase(string? name, string verb) => Assert.Equal(verb, $"{VerbNames.Parse(name)}");

    [Theory]
    [InlineData("Get", "Get", true)]
    [InlineData("Get, Post", "Post", true)]
    [InlineData("Unknown", "Get", true)]
    [InlineData("Post", "Get", false)]
    [InlineData("None", "Get", false)]
    public void Verbs_MayBeOne(string verbs, string verb, bool may) => Assert.Equal(may, Enum.Parse<Verbs>(verbs).May(Enum.Parse<Verbs>(verb)));

    [Theory]
    [InlineData("if (r.IsSuccessStatusCode) { }", true)]
    [InlineData("switch (r) { case { IsSuccessStatusCode: true }: break; }", true)]
    [InlineData("_ = r switch { { IsSuccessStatusCode: true } => 1, _ => 2 };", true)]
    [InlineData("_ = IsFine(r);", true)]
    [InlineData("_ = Extensions.IsFine(r);", false)]
    [InlineData("if (flag is true) { }", false)]
    [InlineData("switch (flag) { case true: break; }", false)]
    [InlineData("_ = flag switch { true => 1, _ => 2 };", false)]
    [InlineData("IsFlag(flag);", false)]
    [InlineData("_ = await _http.GetStringAsync(_endpoint);", true)]
    [InlineData("_ = r.Content;", false)]
    [InlineData("try { _ = await _http.PostAsync(_endpoint, null); } catch (Exception e) when (e is HttpRequestException { StatusCode: null }) { }", true)]
    [InlineData("try { _ = await _http.PostAsync(_endpoint, null); } catch (Exception e) { switch (e) { case HttpRequestException: break; } }", true)]
    [InlineData("try { _ = await _http.PostAsync(_endpoint, null); } catch (Exception e) { _ = e switch { HttpRequestException => 1, _ => 2 }; }", true)]
    [InlineData("var s = r.StatusCode;", true)]
    [InlineData("if (r is { StatusCode: HttpStatusCode.OK }) { }", true)]
    [InlineData("r.EnsureSuccessStatusCode();", true)]
    [InlineData("Console.WriteLine(r);", false)]
    public async Task JudgedIn_AreTheExchangesThatAreLookedAt(string use, bool isJudged)
    {
        var facts = await FactsOf.Type("Client", ClientCode.WithSession($$"""
            public async Task RunAsync(bool flag) { var r = await _http.GetAsync(_endpoint); {{use}} }

            private static bool IsFine(HttpResponseMessage answer) => answer is not null;

            private static bool IsFlag(bool flag) => !flag;
            """) + Extensions);

        Assert.Equal(isJudged, facts.Exchanges.JudgedIn(facts.Body("RunAsync")).Any(o => facts.Exchanges.SendOf(o.Operation) is not null));
    }

    [Theory]
    [InlineData("_http.CancelPendingRequests()")]
    [InlineData("_http.Dispose()")]
    [InlineData("_http.GetHashCode()")]
    [InlineData("_http.GetType()")]
    [InlineData("web.Abort()")]
    [InlineData("web.GetRequestStream()")]
    [InlineData("new Survey().GetResponse()")]
    [InlineData("sender.RunAsync()")]
    [InlineData("sender.CountAsync(request)")]
    [InlineData("sender.GetName()")]
    [InlineData("Sent(request)")]
    [InlineData("_http.ToString()")]
    [InlineData("Create(HttpMethod.Post)")]
    [InlineData("Console.Out.WriteLine(\"Post\")")]
    public async Task NoSend(string call)
    {
        var facts = await FactsOf.Members($$"""
            public void M(WebRequest web, ISender sender, HttpRequestMessage request) => {{call}};

            public interface ISender { Task<HttpResponseMessage> RunAsync(); Task<int> CountAsync(HttpRequestMessage message); string GetName(); }

            public sealed class Survey { public string GetResponse() => ""; }

            private Task<HttpResponseMessage> Sent(HttpRequestMessage message) => _http.SendAsync(message);

            private HttpRequestMessage Create(HttpMethod verb) => new(verb, _endpoint);
            """);

        Assert.DoesNotContain(facts.Body("M").Operations, o => facts.Exchanges.SendOf(o) is not null);
    }

    private static IEnumerable<Origin> Sends(TransportFacts facts) =>
        from body in facts.Code.All
        from operation in body.Operations
        where facts.Exchanges.SendOf(operation) is not null
        select new Origin(operation, body.AnyCall);

    /// <summary>A response that came from a collection, or out of sight, answers what nobody knows.</summary>
    [Theory]
    [InlineData("foreach (var answer in all) { Use(answer); }")]
    [InlineData("Take(out var answer); Use(answer);")]
    public async Task Behind_AResponseOfUnknownOrigin_IsItself(string statements)
    {
        var facts = await FactsOf.Members($"public void Run(HttpResponseMessage[] all) {{ {statements} }} private static extern void Take(out HttpResponseMessage answer); private static void Use(HttpResponseMessage answer) {{ }}");
        var run = facts.Body("Run");
        var used = run.Operations.OfType<Microsoft.CodeAnalysis.Operations.IInvocationOperation>().Single(c => c.TargetMethod.Name == "Use").Arguments[0].Value;

        Assert.Equal(["answer"], facts.Exchanges.Behind(used, run.AnyCall).Select(o => o.Operation.Syntax.ToString()));
    }
}
