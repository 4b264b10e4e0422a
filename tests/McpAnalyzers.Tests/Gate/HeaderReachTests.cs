using McpAnalyzers.Gate;

namespace McpAnalyzers.Tests.Gate;

public class HeaderReachTests
{
    private const string Session = "namespace Mcp; public class Session { const string H = \"Mcp-Session-Id\"; public void Send() { } public Session Next => this; }";
    private const string Names = "namespace Mcp; public static class Names { public const string Id = \"Mcp-Session-Id\"; public const string Start = \"Mcp-\"; public const string End = \"Session-Id\"; }";

    private static async Task<(bool MayMatter, Scope Scope)> OfClient(params string[] sources) => ScopeOf.Type("Mcp.Client", await FactsOf.Compilation(sources))!.Value;

    /// <summary>Each client mentions MCP, as all files of its project do, and uses what names a header without naming one.</summary>
    [Theory]
    [InlineData("class Client { void M(Session s) => s.Send(); }", Session)]
    [InlineData("class Client { void M(Pool p) => p.Take().Send(); }", Session, "namespace Mcp; class Pool { public Session Take() => new(); }")]
    [InlineData("class Client { void M(Pool p) => p.Current.Send(); }", Session, "namespace Mcp; class Pool { public Session Current { get; } = new(); }")]
    [InlineData("class Client { void M(Pool p) => p.Current.Send(); }", Session, "namespace Mcp; class Pool { public Session Last = new(), Current = new(); }")]
    [InlineData("class Client { void M(Pool p) { if (p.All.TryGetValue(1, out var s)) s.Send(); } }", Session, "namespace Mcp; class Pool { public System.Collections.Generic.Dictionary<int, Session> All { get; } = []; }")]
    [InlineData("class Client { void M(Pool p) { p.Taken += s => s.Send(); } }", Session, "namespace Mcp; class Pool { public event System.Action<Session>? Taken { add { } remove { } } }")]
    [InlineData("class Client { void M(Pool p) { p.Taken += s => s.Send(); } }", Session, "namespace Mcp; class Pool { public event System.Action<Session>? Taken; }")]
    [InlineData("class Client { void M(Pool p) => p.Run(s => s.Send()); }", Session, "namespace Mcp; delegate void Use(Session s);", "namespace Mcp; class Pool { public void Run(Use use) { } }")]
    [InlineData("class Client { void M(Pair p) => p.First.Send(); }", Session, "namespace Mcp; record Pair(Session First, int Second);")]
    [InlineData("class Client { void M(Pool<Special> p) => p.Take().Send(); }", Session, "namespace Mcp; class Special : Session { }", "namespace Mcp; class Pool<T> { public T Take() => default!; }")]
    [InlineData("class Client { void M(Special s) => s.Send(); }", Session, "namespace Mcp; class Special : Session { }")]
    [InlineData("class Client { void M(Rare s) => s.Send(); }", Session, "namespace Mcp; class Special : Session { }", "namespace Mcp; class Rare : Special { }")]
    [InlineData("class Client { void M(Holder h) => h.Get().Send(); }", Session, "namespace Mcp; class Special : Session { }", "namespace Mcp; class Holder { public Special Get() => new(); }")]
    [InlineData("class Client { void M(Pool p) => p.Take().Send(); }", Session, "namespace Mcp; class Pool : Pool<Session> { }", "namespace Mcp; class Pool<T> where T : Session { public T Take() => default!; }")]
    [InlineData("class Client { void M(S s) => s.Send(); }", Session, "global using S = Mcp.Session;")]
    [InlineData("class Client { void M() => Post(); }", "namespace Mcp; static class Sender { const string H = \"Mcp-Session-Id\"; public static void Post() { } }", "global using static Mcp.Sender;")]
    [InlineData("class Client { void M() => 1.Post(); }", "namespace Mcp; static class Sender { const string H = \"Mcp-Session-Id\"; public static void Post(this int i) { } }")]
    [InlineData("class Client { string M() => Names.Id; }", Names)]
    [InlineData("class Client { string M() => N.Id; }", Names, "global using N = Mcp.Names;")]
    [InlineData("class Client { string M() => Id; }", Names, "global using static Mcp.Names;")]
    [InlineData("class Client { void M(Stamp s) => s.Send(); }", Names, "global using static Mcp.Names;", "namespace Mcp; class Stamp { public string Send() => Id; }")]
    [InlineData("class Client { string M() => Names.Start + Names.End; }", Names)]
    [InlineData("class Client { string M() => More.Id; }", Names, "namespace Mcp; class More { public const string Id = Names.Id; }")]
    [InlineData("class Client { string M() => More.Id; }", Names, "namespace Mcp; interface Some { const string Id = Names.Id; }", "namespace Mcp; class More { internal const string Id = Some.Id; }")]
    [InlineData("class Client { string M() => More.Id; }", Names, "namespace Mcp; class More { public const string Id = Names.Start + \"Session-Id\"; }")]
    [InlineData("class Client { void M(Stamp s) => s.Send(); }", Names, "namespace Mcp; class Stamp { public string Send() => Names.Id; }")]
    [InlineData("class Client { void M(Stamp s) => s.Send(); }", Names, "using static Mcp.Names; namespace Mcp { class Stamp { public string Send() => Id; } }")]
    [InlineData("class Client { void M(Stamp s) => s.Send(); }", Names, "using N = Mcp.Names; namespace Mcp { class Stamp { public string Send() => N.Id; } }")]
    [InlineData("class Client { void M(Stamp s) => s.Send(); }", "namespace Mcp; class Outer { internal static class Names { public const string Id = \"Mcp-Session-Id\"; } }", "namespace Mcp; class Stamp { public string Send() => Outer.Names.Id; }")]
    [InlineData("class Client { void M(Other o) => o.Run(); }", "namespace Mcp; class Other { private const string Kept = Names.Id; public void Run() { } }", Names)]
    [InlineData("class Client { string M() => $\"{Parts.Start}-Session-Id\"; }", "namespace Mcp; static class Parts { public const string Start = \"Mcp\"; }")]
    [InlineData("class Client { object M() => new Stamp(); }", Names, "namespace Mcp; class Stamp { public string Send() => Names.Id; }")]
    [InlineData("class Client { void M() => Stamp.Send(); }", Names, "namespace Mcp; static class Stamp { public static string Send() => Core(); static string Core() => Names.Id; }")]
    [InlineData("class Client { void M(Outer.Stamp s) => s.Send(); }", Names, "namespace Mcp; class Outer { public class Stamp { public void Send() { } } string Core() => Names.Id; }")]
    public async Task WhatLeadsToAHeader_MayMatter(string client, params string[] others) =>
        Assert.Equal((true, Scope.Header), await OfClient(["namespace Mcp; " + client, .. others]));

    [Theory]
    [InlineData("class Client { void M(Other o) => o.Run(); }", "namespace Mcp; class Other { public void Run() { } }")]
    [InlineData("class Client { void M(Pool p) => p.Count(); }", "namespace Mcp; class Pool { public Session Take() => new(); public int Count() => 0; public Session this[int i] => new(); public static Pool operator +(Pool p, Session s) => p; }")]
    [InlineData("class Client { void M(Worker w) => w.Run(); }", "namespace Mcp; class Worker(Session session) { public void Run() => session.Send(); }")]
    [InlineData("class Client { void M(Worker w) => w.Run(); }", "namespace Mcp; class Worker { public void Run() { Session s = new(); s.Send(); } }")]
    [InlineData("class Client { void M(Worker w) => w.Run(); }", "namespace Mcp; class Worker { public void Run() => new Session().Send(); }")]
    [InlineData("class Client { string M() => Names.Path; }", "namespace Mcp; static class Names { public const string Id = \"Mcp-Session-Id\"; public const string Path = \"/mcp\"; public const int Size = 14; }")]
    [InlineData("class Client { int M() => Names.Size; }", "namespace Mcp; static class Names { public const string Id = \"Mcp-Session-Id\"; public const string Path = \"/mcp\"; public const int Size = 14; }")]
    [InlineData("class Client { string M() => Log.Name; }", "namespace Mcp; static class Log { public const string Name = \"MCP\"; }")]
    [InlineData("class Client { void M() => Stamp.Send(); }", "namespace Mcp; static class Stamp { public static string Send() => Names.End; } static class Names { public const string Id = \"Mcp-Session-Id\"; public const string End = \"End\"; }")]
    [InlineData("class Client { string M() => \"an-Mcp-Session-Id\"; }", "")]
    [InlineData("class Client { string M() => \"MCP\".ToLower(); }", "")]
    [InlineData("/* \"Mcp-Session-Id\" */ class Client { }", "")]
    public async Task WhatDoesNot_IsNotInScope(string client, string other) =>
        Assert.Equal(Scope.None, (await OfClient("namespace Mcp; " + client, Session, other)).Scope);

    [Theory]
    [InlineData("class Client { void M(Other o) => o.Run(); }", "namespace Mcp; class Other { public void Run() { } }")]
    [InlineData("class Client { void M(Pool p) => p.Count(); }", "namespace Mcp; class Pool { public Session Take() => new(); public int Count() => 0; }")]
    [InlineData("class Client { void M(Worker w) => w.Run(); }", "namespace Mcp; class Worker(Session session) { public void Run() => session.Send(); }")]
    [InlineData("class Client { void M(Worker w) => w.Run(); }", "namespace Mcp; class Worker { public void Run() { Session s = new(); } public int Last = new Session().GetHashCode(); public int Now => new Session().GetHashCode(); }")]
    [InlineData("class Client { int M() => Log.Level; }", "namespace Mcp; static class Log { public const int Level = 1; public static readonly string Name = \"MCP\"; }")]
    [InlineData("/* Mcp */ class Client { void M(Other o) => o.Run(); }", "namespace Mcp; class Other { const string H = \"X-Mcp-Session-Id\"; public void Run() { } }")]
    public async Task WhatNoNameLeadsToAHeaderFrom_IsNotRead(string client, params string[] others) =>
        Assert.Equal((false, Scope.None), await OfClient(["namespace Mcp; " + client, Session, .. others]));

    [Theory]
    [InlineData("class Client { string M() => \"mcp\" + \"-session-id\"; }", true)]
    [InlineData("class Client { string M() => $\"mcp{\"-session-id\"}\"; }", true)]
    [InlineData("class Client { string M() => @\"mcp\"; }", false)]
    public async Task WhatMayBeginAName_IsRead(string client, bool names) => Assert.Equal((true, names ? Scope.Header : Scope.None), await OfClient("namespace Mcp; " + client));
}
