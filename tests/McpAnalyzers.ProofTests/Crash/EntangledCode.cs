using McpAnalyzers.ProofTests.Inputs;
using McpAnalyzers.Tests;

namespace McpAnalyzers.ProofTests.Crash;

/// <summary>Clients whose declarations go round in circles, or are in many places.</summary>
internal static class EntangledCode
{
    private const string Sending = """
        using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
        if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
        using var response = await _http.SendAsync(request);
        if (response.StatusCode == HttpStatusCode.NotFound) _sessionId = null;
        """;

    public static IEnumerable<Input> All =>
    [
        Members("a helper that calls itself", $"private async Task<HttpResponseMessage> A() {{ {Sending} return await A(); }}"),
        Members("mutual recursion", $$"""
            private async Task<HttpResponseMessage> A(HttpResponseMessage r) { {{Sending}} return await B(response); }
            private async Task<HttpResponseMessage> B(HttpResponseMessage r) => r.StatusCode == HttpStatusCode.NotFound ? await C(r) : await A(r);
            private async Task<HttpResponseMessage> C(HttpResponseMessage r) { if (Lost(r)) _sessionId = null; return await A(await B(r)); }
            private bool Lost(HttpResponseMessage r) => Gone(r) && r.StatusCode == HttpStatusCode.NotFound;
            private bool Gone(HttpResponseMessage r) => !Lost(r) || _sessionId is not null;
            """),
        Members("a ring of 500 helpers", string.Join("\n", Enumerable.Range(0, 500).Select(i => $"private async Task<HttpResponseMessage> M{i}(HttpRequestMessage request) {{ if (_sessionId is not null) request.Headers.Add(\"Mcp-Session-Id\", _sessionId); var response = await M{(i + 1) % 500}(request); if (response.StatusCode == HttpStatusCode.NotFound) _sessionId = null; return response; }}"))),
        Members("40 helpers that call every one of each other", string.Join("\n", Enumerable.Range(0, 40).Select(i => $"private async Task<HttpResponseMessage> M{i}(HttpRequestMessage request) {{ if (_sessionId is not null) request.Headers.Add(\"Mcp-Session-Id\", _sessionId); var response = await _http.SendAsync(request); {string.Concat(Enumerable.Range(0, 40).Select(j => $"if (response.StatusCode == HttpStatusCode.NotFound) return await M{j}(request); "))} return response; }}"))),
        Members("60 predicates that ask every one of each other", $$"""
            {{string.Join("\n", Enumerable.Range(0, 60).Select(i => $"private static bool P{i}(HttpResponseMessage r) => {string.Concat(Enumerable.Range(0, 60).Select(j => $"P{j}(r) || "))} r.StatusCode == HttpStatusCode.NotFound;"))}}
            private async Task A() { {{Sending}} if (P0(response)) await ConnectSseAsync(); } private Task ConnectSseAsync() => Task.CompletedTask;
            """),
        Members("generic recursion", $$"""
            private async Task<T> A<T>(T value) where T : class { {{Sending}} return await A<List<T>>(new List<T> { value }) is { } list ? list[0] : value; }
            private async Task<T> B<T>(Func<T> next) { {{Sending}} return await B(() => B(next).Result); }
            """),
        Members("locals that define each other", $"private async Task A() {{ var a = b; var b = a; var c = () => c(); {Sending} }}"),
        Members("constants that define each other", $"private const string X = Y; private const string Y = X + \"\"; private async Task A() {{ {Sending} request.Headers.Add(X, _sessionId); }}"),
        Members("properties that return each other", "private string? A => B; private string? B { get => A; set => C = value; } private string? C { get => B; set => B = value; } public void Send(HttpRequestMessage request, HttpResponseMessage response) { request.Headers.Add(\"Mcp-Session-Id\", A); if (response.StatusCode == HttpStatusCode.NotFound) B = null; C = response.Headers.GetValues(\"Mcp-Session-Id\").First(); }"),
        Members("an exception and all that is in it", $$"""
            private async Task A() { try { {{Sending}} response.EnsureSuccessStatusCode(); } catch (Exception e) when (Lost(e) || In(e)) { _sessionId = null; } }
            private static bool Lost(Exception e) { for (Exception? inner = e; inner is not null; inner = inner.InnerException) if (inner is HttpRequestException { StatusCode: HttpStatusCode.NotFound }) return true; return false; }
            private static bool In(Exception e) { while (e.InnerException is { } inner) e = inner; return e is HttpRequestException { StatusCode: HttpStatusCode.NotFound } || (e is WebException { Response: HttpWebResponse r } && r.StatusCode == HttpStatusCode.NotFound); }
            private static bool Of(Exception? e) => e is HttpRequestException { StatusCode: HttpStatusCode.NotFound } || Of(e?.InnerException) || (e is AggregateException all && all.InnerExceptions.Any(Of));
            """),
        Members("a line that is trimmed again and again", $$"""
            private async Task A(System.IO.StreamReader reader) { {{Sending}} request.Headers.Add("Last-Event-ID", _sessionId); var line = await reader.ReadLineAsync(); for (;;) { line = line!.Trim(); if (line == "id") _sessionId = line; else if (line == "data") break; } }
            """),
        Members("locals that only the compiler has", $$"""
            private readonly object _sync = new(); private readonly Dictionary<string, string> _open = [];
            public void Handle(HttpListenerRequest request, HttpListenerResponse response) { var id = request.Headers["Mcp-Session-Id"]; lock (_sync) { if (id is null || !_open.ContainsKey(id)) response.StatusCode = 404; } foreach (var (open, _) in _open) { using var held = new MemoryStream(); if (open == id) response.StatusCode = 200; } }
            public async Task A() { lock (_sync) { _open.Clear(); } {{Sending}} lock (_open) { if (response.StatusCode == HttpStatusCode.NotFound) _sessionId = null; } await foreach (var line in Lines()) if (line is [var first, ..]) Console.WriteLine($"{first}"); }
            private async IAsyncEnumerable<string> Lines() { lock (_sync) { _sessionId = null; } await Task.Yield(); yield return _sessionId + ""; }
            """),
        Members("values that come out of themselves", $$"""
            private string _name = "Mcp-Session-Id"; private Uri _where = null!; private Node _node = new(); private sealed class Node { public Node? Next; public string? SessionId; public HttpResponseMessage Response = new(); }
            private async Task A(HttpMethod method, string name, HttpResponseMessage answer, HttpRequestMessage asked, HttpStatusCode status, Func<HttpRequestMessage, Task<HttpResponseMessage>> next)
            {
                for (var i = 0; i < 3; i++)
                {
                    {{Sending}}
                    (name, _name) = (_name + name, name.Trim()); method = new HttpMethod(method.Method); asked = new HttpRequestMessage(asked.Method, asked.RequestUri); asked = answer.RequestMessage!;
                    answer = await next(answer.RequestMessage!); var before = next; next = r => before(r); next = r => next(r); status = status == HttpStatusCode.OK ? status : (HttpStatusCode)(int)status;
                    request.Headers.Add(name, _sessionId); asked.Headers.Add(_name, _node.SessionId); _where = new Uri(_where, name); _node = _node.Next!; _node.Response = _node.Next!.Response; _node.SessionId = _node.Next.SessionId ?? _node.SessionId;
                    if (status == HttpStatusCode.NotFound || answer.StatusCode == HttpStatusCode.NotFound || _node.Response.StatusCode == status) _sessionId = _sessionId + answer.Headers.GetValues(name).First();
                    for (var node = _node; node is not null; node = node.Next) if (node.Response.StatusCode == HttpStatusCode.NotFound) node.SessionId = null;
                }
            }
            """),
        Members("values that are taken apart into what they come from", $$"""
            private sealed class Node { public void Deconstruct(out Node next, out string id) { next = this; id = ""; } }
            private async Task A(Node node, (object, string) pair) { for (;;) { {{Sending}} var (next, id) = node; node = next; pair = ((object, string))pair.Item1; request.Headers.Add("Mcp-Session-Id", id); request.Headers.Add("Mcp-Session-Id", pair.Item2); } }
            """),
        Members("a response that an earlier failure brought", $$"""
            private sealed class Failure : Exception { public HttpResponseMessage Response { get; set; } = new(); }
            private async Task A(HttpResponseMessage answer) { for (;;) { try { {{Sending}} answer.EnsureSuccessStatusCode(); } catch (Failure e) { answer = e.Response; if (answer.StatusCode == HttpStatusCode.NotFound) _sessionId = null; } } }
            """),
        Members("a method that is made of itself", $$"""
            private sealed class Verb(HttpMethod inner) : HttpMethod(inner.Method) { }
            private async Task A(HttpMethod method, string verb) { for (;;) { {{Sending}} method = new Verb(method); using var asked = new HttpRequestMessage(method, _endpoint); var answer = await _http.SendAsync(asked); if (verb == "POST" && answer.StatusCode == HttpStatusCode.NotFound) _sessionId = null; } }
            """),
        Members("a method that has itself", $$"""
            private sealed class Verb() : HttpMethod("") { public new Verb Method { get; set; } = null!; }
            private async Task A(Verb verb) { for (;;) { verb = verb.Method; using var request = new HttpRequestMessage(verb, _endpoint); request.Headers.Add("Mcp-Session-Id", _sessionId); using var response = await _http.SendAsync(request); if (response.StatusCode == HttpStatusCode.NotFound) _sessionId = null; } }
            """),
        Members("sets that are copies of themselves", $$"""
            private static readonly HashSet<HttpStatusCode> Lost = new(Gone); private static readonly HashSet<HttpStatusCode> Gone = Lost.ToHashSet(); private HashSet<HttpStatusCode> _dead = null!;
            private async Task A() { {{Sending}} HashSet<HttpStatusCode> known = new(known); _dead = _dead.ToHashSet(); if (Lost.Contains(response.StatusCode) || known.Contains(response.StatusCode) || _dead.Contains(response.StatusCode)) _sessionId = null; }
            """),
        Members("a text that is made of itself, 20 times", $$"""
            private void A(HttpListenerContext context, Dictionary<string, string> sessions, string text)
            {
                {{string.Concat(Enumerable.Repeat("text = text + text + text; ", 20))}}
                if (text == context.Request.Headers["Mcp-Session-Id"] || !sessions.ContainsKey(text)) context.Response.StatusCode = 404;
                context.Response.Headers["X"] = new System.Security.Claims.ClaimsIdentity(text).Name;
            }
            """),
        new("helpers that hand on to every one of each other", [new("/Helpers.cs", ClientCode.File($$"""
            public class Client { private string? _sessionId; public void Send(HttpRequestMessage request) { request.H0(_sessionId); H.O0(out var id); request.Headers.Add("Mcp-Session-Id", id); } }
            public static class H
            {
                {{string.Concat(Enumerable.Range(0, 30).Select(i => $"public static void H{i}(this HttpRequestMessage request, string? id) {{ request.Headers.Add(\"Mcp-Session-Id\", id); {string.Concat(Enumerable.Range(0, 30).Select(j => $"request.H{j}(id); "))} }} public static void O{i}(out string id) {{ {string.Concat(Enumerable.Range(0, 30).Select(j => $"O{j}(out id); "))} }}\n"))}}
            }
            """))]),
        Members("calls and assignments that want arguments", $"private string? _other; private async Task A() {{ {Sending} (_sessionId, _other) = (null,); Interlocked.Exchange(ref _sessionId); _sessionId = Interlocked.Exchange(value: null, location1: ref _sessionId); if (string.Equals() || request.Headers.Contains()) _sessionId = null; }}"),
        new("types that inherit each other", [new("/Circle.cs", ClientCode.File($$"""
            public class A : B { protected Uri _endpoint = null!; protected HttpClient _http = new(); protected string? _sessionId; public async Task Send() { {{Sending}} } }
            public class B : C { private string _sessionId = ""; }
            public class C : A { public void Reset() => _sessionId = null; }
            public class D<T> : D<D<T>> { private string? _sessionId; public void Send(HttpRequestMessage request) => request.Headers.Add("Mcp-Session-Id", _sessionId); }
            public interface I : J { string SessionId => "Mcp-Session-Id"; } public interface J : I { }
            """))]),
        new("a partial type over 50 files", [.. Enumerable.Range(0, 50).Select(i => new SourceFile($"/Part{i}.cs", ClientCode.File($$"""
            public partial class Client
            {
                {{(i == 0 ? "private readonly HttpClient _http = new(); private readonly Uri _endpoint = new(\"http://localhost/mcp\"); private string? _sessionId;" : "")}}
                private async Task M{{i}}() { {{Sending}} await M{{(i + 1) % 50}}(); }
                partial void P{{i}}();
                partial void P{{(i + 1) % 50}}() => _sessionId = null;
            }
            """)))]),
        new("nested types, 100 deep", [new("/Nested.cs", ClientCode.File(string.Concat(Enumerable.Range(0, 100).Select(i => $"public class N{i} {{ private string? _sessionId; public void Send(HttpRequestMessage request) => request.Headers.Add(\"Mcp-Session-Id\", _sessionId); ")) + new string('}', 100)))]),
        new("one name declared many times", [new("/Doubled.cs", ClientCode.File(string.Concat(Enumerable.Repeat($$"""
            public class Client { private HttpClient _http = new(); private Uri _endpoint = new(""); private string? _sessionId; private async Task A() { {{Sending}} } private async Task A() { {{Sending}} } private string? _sessionId; }
            """, 5))))]),
    ];

    private static Input Members(string name, string members) => new(name, [new("/Entangled.cs", ClientCode.WithSession(members))]);
}
