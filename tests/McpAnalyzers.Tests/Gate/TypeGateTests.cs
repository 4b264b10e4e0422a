using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis.Diagnostics;

namespace McpAnalyzers.Tests.Gate;

public class TypeGateTests
{
    private static async Task<Scope?> ScopeOfClient(params string[] sources) =>
        ScopeOf.Type("Client", await FactsOf.Compilation(sources)) is var (mayMatter, scope) ? mayMatter ? scope : Scope.None : null;

    [Theory]
    [InlineData("class Client { const string H = \"Mcp-Session-Id\"; }")]
    [InlineData("class Client { const string H = \"mcp-protocol-version\"; }")]
    [InlineData("class Client { void M() { _ = \"MCP-Method\"; } }")]
    [InlineData("class Client { class Inner { string H = \"Mcp-Name\"; } }")]
    [InlineData("class Client { string M() => \"\"\"Mcp-Session-Id\"\"\"; }")]
    [InlineData("class Client { string M() => \"\"\"\n    Mcp-Session-Id\n    \"\"\"; }")]
    [InlineData("class Client { string M(int i) { int[] numbers = new[] { M(Names.H) }; return \"\"; } int M(string s) => 0; } static class Names { public const string H = \"Mcp-Session-Id\"; }")]
    [InlineData("class Client { unsafe void M() { System.Action a = delegate { }; int x = 1, y = N(Names.H); } int N(string s) => 0; } static class Names { public const string H = \"Mcp-Session-Id\"; }")]
    [InlineData("class Client { object M(bool b, System.Func<string> f) => b ? f() : (object)Names.H; } static class Names { public const string H = \"Mcp-Session-Id\"; }")]
    [InlineData("class Client { async System.Threading.Tasks.Task M() { await N(Names.H); } System.Threading.Tasks.Task N(string s) => null!; } static class Names { public const string H = \"Mcp-Session-Id\"; }")]
    [InlineData("class Client { string? M() { string? s; s = Names.H; return s; } } static class Names { public const string H = \"Mcp-Session-Id\"; }")]
    [InlineData("class Client { object M(Map m) => m[Names.H]; } class Map { public object this[string s] => s; } static class Names { public const string H = \"Mcp-Session-Id\"; }")]
    [InlineData("class Client { object M() => new Map(Names.H) { }; } class Map(string s) { } static class Names { public const string H = \"Mcp-Session-Id\"; }")]
    [InlineData("class Client { object M() => new Map { Text = Names.H }; } class Map { public string? Text; } static class Names { public const string H = \"Mcp-Session-Id\"; }")]
    [InlineData("class Client { bool M(object o) => o is Map { Text: Names.H }; } class Map { public string? Text; } static class Names { public const string H = \"Mcp-Session-Id\"; }")]
    [InlineData("class Client { bool M() => N(Names.H) is Map; object? N(string s) => null; } class Map { } static class Names { public const string H = \"Mcp-Session-Id\"; }")]
    [InlineData("class Client { const string P = \"Mcp-\"; void M() { _ = P + \"Session-Id\"; } }")]
    [InlineData("class Client : Base { } class Base { const string H = \"Mcp-Session-Id\"; }")]
    [InlineData("class Client { void M() { _ = Names.H; } } static class Names { public const string H = \"Mcp-Session-Id\"; }")]
    [InlineData("class Client { void M() { Names.Stamp(); } } static class Names { const string H = \"Mcp-Session-Id\"; public static void Stamp() { } }")]
    [InlineData("class Client { void M() { Stamper.Stamp(); } } static class Stamper { public static string Stamp() => Names.H; } static class Names { public const string H = \"Mcp-Session-Id\"; }")]
    [InlineData("class Client { void M() { System.Func<string> f = () => Stamper.Stamp(); } } static class Stamper { public static string Stamp() => Names.H; } static class Names { public const string H = \"Mcp-Session-Id\"; }")]
    [InlineData("class Client { void M() { _ = new Stamp(); } } class Stamp { const string H = \"Mcp-Session-Id\"; }")]
    [InlineData("class Client { void M(Stamp s) { s.Sent += null; } } class Stamp { public event System.Action? Sent; const string H = \"Mcp-Session-Id\"; }")]
    [InlineData("class Client { void M() { System.Action a = Stamp.Send; } } class Stamp { public static void Send() { } const string H = \"Mcp-Session-Id\"; }")]
    [InlineData("class Client { bool M(object s) => s is Stamp; } class Stamp { const string H = \"Mcp-Session-Id\"; }")]
    [InlineData("class Client { bool M(object s) => s is Stamp { }; } class Stamp { const string H = \"Mcp-Session-Id\"; }")]
    [InlineData("class Client { bool M(object s) => s is Stamp t; } class Stamp { const string H = \"Mcp-Session-Id\"; }")]
    [InlineData("class Client { bool M(object s) => s is not (null or Stamp); } class Stamp { const string H = \"Mcp-Session-Id\"; }")]
    [InlineData("class Client { void M([Header(Name = Names.H)] string id) { } } class HeaderAttribute : System.Attribute { public string? Name { get; set; } } static class Names { public const string H = \"Mcp-Session-Id\"; }")]
    [InlineData("partial class Client { partial void M([Header(Name = Names.H)] string id); partial void M(string id) { } } class HeaderAttribute : System.Attribute { public string? Name { get; set; } } static class Names { public const string H = \"Mcp-Session-Id\"; }")]
    [InlineData("class Client { string this[[Header(Name = Names.H)] string id] { get { return id; } } } class HeaderAttribute : System.Attribute { public string? Name { get; set; } } static class Names { public const string H = \"Mcp-Session-Id\"; }")]
    [InlineData("class Client { string this[[Header(Name = Names.H)] string id] => id; } class HeaderAttribute : System.Attribute { public string? Name { get; set; } } static class Names { public const string H = \"Mcp-Session-Id\"; }")]
    [InlineData("class Client { void M() { void L([Header(Name = Names.H)] string id) { } } } class HeaderAttribute : System.Attribute { public string? Name { get; set; } } static class Names { public const string H = \"Mcp-Session-Id\"; }")]
    [InlineData("class Client { void M() { System.Action<string> l = ([Header(Name = Names.H)] id) => { }; } } class HeaderAttribute : System.Attribute { public string? Name { get; set; } } static class Names { public const string H = \"Mcp-Session-Id\"; }")]
    [InlineData("class Client : Base { } class Base { void M() { _ = Names.H; } } static class Names { public const string H = \"Mcp-Session-Id\"; }")]
    [InlineData("class Client { string M() => $\"{Names.P}Session-Id\"; } static class Names { public const string P = \"Mcp-\"; }")]
    [InlineData("class Client { string M() => Names<int>.H; } static class Names<T> { public const string H = \"Mcp-Session-Id\"; }")]
    public async Task NamesAHeader(string source) => Assert.Equal(Scope.Header, await ScopeOfClient(source));

    [Theory]
    [InlineData("class Client { const string H = \"Mcp-Session-Id, Mcp-Method\"; }")]
    [InlineData("class Client { const string H = \"the Mcp-Session-Id header\"; }")]
    [InlineData("class Client { const string H = \"Mcp_Session_Id\"; }")]
    [InlineData("// Mcp-Session-Id\nclass Client { }")]
    [InlineData("class Client { int McpSessionId; }")]
    [InlineData("class Client { } class Other { const string H = \"Mcp-Session-Id\"; }")]
    [InlineData("class Client { void M() { Plain.Stamp(); _ = new Plain(); } } class Plain { public static string Stamp() => \"X-Mcp\"; } class Other { const string H = \"Mcp-Session-Id\"; }")]
    [InlineData("class Client { void M(Base b) { b.Stamp(); } } abstract class Base { public abstract string Stamp(); } class Derived : Base { public override string Stamp() => \"Mcp-Session-Id\"; }")]
    public async Task NamesNone(string source) => Assert.Equal(Scope.None, await ScopeOfClient(source));

    /// <summary>Deeper than what is read at once, and than what a thread's stack could hold.</summary>
    [Theory]
    [InlineData(250)]
    [InlineData(1_200)]
    public async Task NameDeepInAnExpression_IsRead(int depth)
    {
        var expression = string.Concat(Enumerable.Repeat("M(", depth)) + "Names.H" + new string(')', depth);

        Assert.Equal(Scope.Header, await ScopeOfClient(
            $"class Client {{ object M(object o) => {expression}; }} static class Names {{ public const string H = \"Mcp-Session-Id\"; }}"));
    }

    [Fact]
    public async Task AnotherFileThatNamesAHeader_CountsWhereItIsUsed()
    {
        const string names = "static class Names { public const string H = \"Mcp-Session-Id\"; } static class Ext { public static void Stamp(this int i) => _ = Names.H; const string X = \"Mcp-Session-Id\"; }";

        Assert.Equal(Scope.Header, await ScopeOfClient("class Client { void M() { _ = Names.H; } }", names));
        Assert.Equal(Scope.Header, await ScopeOfClient("class Client { void M() { 1.Stamp(); } }", names));
        Assert.Equal(Scope.None, await ScopeOfClient("class Client { void M() { } }", names));
    }

    [Fact]
    public async Task TypeThatTakesTheNameFromAnotherFile_CountsWhereItIsUsed()
    {
        const string names = "static class Names { public const string H = \"Mcp-Session-Id\"; }";
        const string stamp = "class Stamp { public string Send() => Names.H; }";

        Assert.Equal(Scope.Header, await ScopeOfClient("class Client { void M(Stamp s) { s.Send(); } }", stamp, names));
        Assert.Equal(Scope.None, await ScopeOfClient("class Client { void M(Stamp s) { } }", stamp, names));
    }

    [Fact]
    public async Task NoMention_KeepsTheGateClosed() => Assert.Null(await ScopeOfClient("class Client { void M() { } }"));

    [Theory]
    [InlineData("class Client { void M(int x) { if (x == 404) System.Console.WriteLine(\"session expired\"); } }", false)]
    [InlineData("class Client { void M(int x) { if (x == 404) System.Console.WriteLine(\"mcp session expired\"); } }", true)]
    public async Task OperationActions_AreRegisteredOnlyWhereTheGateIsOpen(string source, bool open)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var analyzer = new McpTransportAnalyzer();
        var analysis = (await FactsOf.Compilation(source)).WithAnalyzers([analyzer]);
        Assert.Empty(await analysis.GetAnalyzerDiagnosticsAsync(cancellation));

        var telemetry = await analysis.GetAnalyzerTelemetryInfoAsync(analyzer, cancellation);

        Assert.Equal(open, telemetry.OperationBlockActionsCount + telemetry.OperationActionsCount + telemetry.OperationBlockStartActionsCount > 0);
        Assert.Equal(open, telemetry.SymbolStartActionsCount > 0);
        Assert.Equal(0, telemetry.SyntaxNodeActionsCount);
    }

    [Fact]
    public async Task Cancellation_EndsTheAnalysis()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        var compilation = await FactsOf.Compilation("class Client { const string Header = \"Mcp-Session-Id\"; }");

        // Every tree is new: nothing is remembered that could spare the gate its reading.
        Assert.ThrowsAny<OperationCanceledException>(() => TypeGate.Open(compilation, source.Token));
    }
}
