using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Session.SessionIdReadUnguarded, McpAnalyzers.CodeFixes.Session.SessionIdReadUnguardedFix>;

namespace McpAnalyzers.Tests.Fixes.Session;

public class SessionIdReadUnguardedFixTests
{
    private static string After(string statements, string newLine = "\n") => ClientCode.WithSession($$"""
        private const string Header = "Mcp-Session-Id";

        public async Task InitializeAsync()
        {
            using var response = await _http.PostAsync(_endpoint, null);
        {{statements}}
        }
        """).Replace("\r\n", "\n").Replace("\n", newLine);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public Task Assignment_IsMadeWhereTheHeaderIsThere(string newLine) => Verify.CodeFix(
        After("    _sessionId = {|MCPT1006:response.Headers.GetValues(Header)|}.First();", newLine),
        After("""
                if (response.Headers.TryGetValues(Header, out var values))
                {
                    _sessionId = values.First();
                }
            """, newLine));

    [Fact]
    public Task Declaration_IsNullWhereTheHeaderIsAbsent() => Verify.CodeFix(
        After("    var id = {|MCPT1006:response.Headers.GetValues(Header)|}.FirstOrDefault();\n    _sessionId = id;"),
        After("    var id = response.Headers.TryGetValues(Header, out var values) ? values.FirstOrDefault() : null;\n    _sessionId = id;"));

    [Fact]
    public Task HeadersOfTheContent_BecomeThoseOfTheResponse() => Verify.CodeFix(
        After("    if ({|MCPT1006:response.Content.Headers.TryGetValues(Header, out var found)|}) _sessionId = found.First();"),
        After("    if (response.Headers.TryGetValues(Header, out var found)) _sessionId = found.First();"));

    [Fact]
    public Task NameThatIsTaken_IsNotTakenAgain() => Verify.CodeFix(
        After("""
                var values = 1;
                _sessionId = {|MCPT1006:response.Content.Headers.GetValues(Header)|}.First();
            """),
        After("""
                var values = 1;
                if (response.Headers.TryGetValues(Header, out var values2))
                {
                    _sessionId = values2.First();
                }
            """));

    [Fact]
    public Task ReadsOfOneScope_GetANameEach() => Verify.CodeFix(
        After("""
                var first = {|MCPT1006:response.Headers.GetValues(Header)|}.First();
                var second = {|MCPT1006:response.Headers.GetValues("mcp-session-id")|}.First();
                _sessionId = {|MCPT1006:response.Headers.GetValues(Header)|}.First();
                Console.WriteLine(first + second);
            """),
        After("""
                var first = response.Headers.TryGetValues(Header, out var values) ? values.First() : null;
                var second = response.Headers.TryGetValues("mcp-session-id", out var values2) ? values2.First() : null;
                if (response.Headers.TryGetValues(Header, out var values3))
                {
                    _sessionId = values3.First();
                }
                Console.WriteLine(first + second);
            """));

    [Fact]
    public Task ReadsOfScopesApart_GetTheSameName_AndOneAroundThemAnother() => Verify.CodeFix(
        After("""
                if (response.Version.Major > 1)
                {
                    var first = {|MCPT1006:response.Headers.GetValues(Header)|}.First();
                    Console.WriteLine(first);
                }
                else
                {
                    var second = {|MCPT1006:response.Headers.GetValues(Header)|}.First();
                    Console.WriteLine(second);
                }

                var third = {|MCPT1006:response.Headers.GetValues(Header)|}.First();
                _sessionId = third;
            """),
        After("""
                if (response.Version.Major > 1)
                {
                    var first = response.Headers.TryGetValues(Header, out var values) ? values.First() : null;
                    Console.WriteLine(first);
                }
                else
                {
                    var second = response.Headers.TryGetValues(Header, out var values) ? values.First() : null;
                    Console.WriteLine(second);
                }

                var third = response.Headers.TryGetValues(Header, out var values2) ? values2.First() : null;
                _sessionId = third;
            """));

    [Fact]
    public Task ReadsOfOtherHeaders_TakeNoName() => Verify.CodeFix(
        After("""
                Console.WriteLine(response.Headers.GetValues("X-Trace").First());
                var id = {|MCPT1006:response.Headers.GetValues(Header)|}.First();
                _sessionId = id;
            """),
        After("""
                Console.WriteLine(response.Headers.GetValues("X-Trace").First());
                var id = response.Headers.TryGetValues(Header, out var values) ? values.First() : null;
                _sessionId = id;
            """));

    [Fact]
    public Task ValuesUsedAsTheyAre_OfferNothing() => Verify.NoCodeFix(
        After("    foreach (var id in {|MCPT1006:response.Headers.GetValues(Header)|}) _sessionId = id;"));

    [Theory]
    [InlineData("_sessionId ??= {|MCPT1006:response.Headers.GetValues(Header)|}.First();")]
    [InlineData("if ({|MCPT1006:response.Content!.Headers.TryGetValues(Header, out var found)|}) _sessionId = found.First();")]
    public Task ReadThatAnotherDoesNotStandFor_OffersNothing(string statements) => Verify.NoCodeFix(After("    " + statements));
}
