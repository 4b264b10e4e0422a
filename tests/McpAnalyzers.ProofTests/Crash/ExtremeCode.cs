using System.Globalization;
using McpAnalyzers.ProofTests.Inputs;
using McpAnalyzers.Tests;

namespace McpAnalyzers.ProofTests.Crash;

/// <summary>Clients with more of something than anybody writes by hand: what generators and minifiers make, and what breaks recursion.</summary>
internal static class ExtremeCode
{
    private const int Depth = 1_000;

    // The compiler's own flow analysis takes minutes for loops nested deeper, and no analyzer sees them before that is done.
    private const int LoopDepth = 150;
    private const int TryDepth = 200;

    public static IEnumerable<Input> All =>
    [
        Client("nested ifs", Nested("if (response.StatusCode == HttpStatusCode.NotFound && _sessionId is not null) { ", "_sessionId = null;", " }")),
        Client("nested else ifs", Repeated(i => $"if ((int)response.StatusCode == {i}) {{ _sessionId = null; }} else ") + "{ }"),
        Client("nested blocks", Nested("{ ", "_sessionId = null;", " }")),
        Client("nested loops", Nested("while (response.StatusCode == HttpStatusCode.NotFound) { ", "_sessionId = null;", " }", LoopDepth)),
        Client("nested try", Nested("try { ", "_sessionId = null;", " } catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound) { _sessionId = null; }", TryDepth)),
        Client("nested finally", Nested("try { ", "_sessionId = null;", " } finally { _sessionId = null; }", Depth / 10)),
        Client("nested locks and usings", Nested("lock (_http) { using var copy = new HttpRequestMessage(); ", "_sessionId = null;", " }", Depth / 2)),
        Client("nested lambdas", Nested("Action a@ = () => { ", "_sessionId = null;", " }; a@();", Depth / 10)),
        Client("nested local functions", Nested("void F@() { F@(); ", "_sessionId = null;", " }", Depth / 10)),
        Client("nested parentheses", $"if ({Nested("(", "response.StatusCode == HttpStatusCode.NotFound", ")")}) {{ _sessionId = null; }}"),
        Client("nested negations", $"if ({Nested("!(", "response.StatusCode == HttpStatusCode.NotFound", ")")}) {{ _sessionId = null; }}"),
        Client("nested conditionals", $"_sessionId = {Nested("response.StatusCode == HttpStatusCode.NotFound ? null : (", "_sessionId", ")", Depth / 2)};"),
        Client("nested switch expressions", $"_sessionId = {Nested("response.StatusCode switch { HttpStatusCode.NotFound => null, _ => ", "_sessionId", " }", Depth / 5)};"),
        Client("nested coalescing", $"_sessionId = {Repeated(_ => "_sessionId ?? ")} null;"),
        Client("a long and", $"if (response.StatusCode == HttpStatusCode.NotFound {Repeated(_ => "&& _sessionId != null ")}) {{ _sessionId = null; }}"),
        Client("a long or", $"if (response.StatusCode == HttpStatusCode.NotFound {Repeated(i => $"|| (int)response.StatusCode == {i} ")}) {{ _sessionId = null; }}"),
        Client("a long sum", $"_sessionId = \"\" {Repeated(i => $"+ \"{i}\" ")};"),
        Client("a long chain of calls", $"_sessionId = _sessionId!{Repeated(_ => ".Trim()")};"),
        Client("a long chain of members", $"if (response.RequestMessage!.{Nested("Headers.", "Host", "", 1)}{Repeated(_ => "!.ToString()")} == \"\") {{ _sessionId = null; }}"),
        Client("nested property patterns", $"if (response is {Nested("{ Content: { } } and (", "{ StatusCode: HttpStatusCode.NotFound }", ")")}) {{ _sessionId = null; }}"),
        Client("a chain of 5,000 patterns", $"if ((int)response.StatusCode is 404 {Repeated(i => $"or {i + 1_000} ", 5_000)}) {{ _sessionId = null; }}"),
        Client("a switch of 10,000 cases", $"switch ((int)response.StatusCode) {{ {Repeated(i => $"case {i}: {(i == 404 ? "_sessionId = null; " : "")}break; ", 10_000)}}}"),
        Client("a switch expression of 10,000 arms", $"_sessionId = (int)response.StatusCode switch {{ {Repeated(i => $"{i} => {(i == 404 ? "null" : "_sessionId")}, ", 10_000)} _ => null }};"),
        Client("5,000 guarded cases", $"switch (response) {{ {Repeated(i => $"case {{ StatusCode: (HttpStatusCode){i} }} when _sessionId is not null: _sessionId = null; break; ", 5_000)}}}"),
        Client("5,000 statements", Repeated(i => $"if (response.StatusCode == HttpStatusCode.NotFound) {{ _sessionId = null; }} var v{i} = _sessionId; ", 5_000)),
        Client("1,000 jumps", Repeated(i => $"L{i}: if (response.StatusCode == HttpStatusCode.NotFound) goto L{(i * 7) % Depth}; _sessionId = null; ")),
        Client("1,000 flags", Repeated(i => $"var flag{i} = response.StatusCode == HttpStatusCode.NotFound && {(i == 0 ? "true" : $"flag{i - 1}")}; ") + $"if (flag{Depth - 1}) _sessionId = null;"),
        Client("1,000 independent tests", Repeated(i => $"bool b{i} = _sessionId!.Length == {i}; if (b{i}) {{ _sessionId = null; }} else {{ if (response.StatusCode == HttpStatusCode.NotFound) _sessionId = null; }} ")),
    ];

    /// <summary>A client whose answer is read by this code.</summary>
    private static Input Client(string name, string code) => new(name, [new("/Extreme.cs", ClientCode.WithSession($$"""
        public async Task<string> PostAsync(string json, CancellationToken ct)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(json) };
            if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            using var response = await _http.SendAsync(request, ct);
            _sessionId = response.Headers.GetValues("Mcp-Session-Id").First();
            {{code}}
            return await response.Content.ReadAsStringAsync(ct);
        }
        """))]);

    // An @ stands for the level.
    private static string Nested(string before, string middle, string after, int depth = Depth)
        => string.Concat(Enumerable.Range(0, depth).Select(i => AtLevel(before, i))) + middle + string.Concat(Enumerable.Range(0, depth).Reverse().Select(i => AtLevel(after, i)));

    private static string AtLevel(string text, int level) => text.Replace("@", level.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static string Repeated(Func<int, string> part, int count = Depth) => string.Concat(Enumerable.Range(0, count).Select(part));
}
