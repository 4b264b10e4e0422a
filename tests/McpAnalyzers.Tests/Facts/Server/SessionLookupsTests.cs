using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Tests.Facts;

public class SessionLookupsTests
{
    private static Task<TransportFacts> Facts(string body, string members = "") => FactsOf.Server("McpMiddleware", ServerCode.Middleware(
        $$"""var id = context.Request.Headers["Mcp-Session-Id"].ToString(); var other = context.Request.Headers["X-Other"].ToString(); {{body}}""",
        members));

    /// <summary>The look-ups in an expression.</summary>
    private static async Task<string> LookUpsIn(string expression, string members = "", string before = "")
    {
        var facts = await Facts($"{before} Give({expression});", members + " private static void Give(object? value) => Console.WriteLine(value);");
        var run = facts.Body("InvokeAsync");
        var given = run.Operations.OfType<IInvocationOperation>().Single(c => c.TargetMethod.Name == "Give").Arguments[0];
        return string.Join(" ", run.Operations.Where(o => given.Syntax.Span.Contains(o.Syntax.Span)).Select(o => facts.SessionLookups.Of(o, run.AnyCall)).Where(k => k != LookupKind.None).Distinct());
    }

    [Theory]
    [InlineData("TryGet")]
    [InlineData("TryFind")]
    [InlineData("TryResolve")]
    [InlineData("TryLookup")]
    [InlineData("TryLookUp")]
    [InlineData("TryRemove")]
    [InlineData("TryTake")]
    [InlineData("TryLoad")]
    [InlineData("TryEnd")]
    [InlineData("TryTerminate")]
    [InlineData("TryClose")]
    [InlineData("TryDelete")]
    [InlineData("Remove")]
    [InlineData("Terminate")]
    [InlineData("Delete")]
    [InlineData("Close")]
    [InlineData("Contains")]
    [InlineData("Has")]
    [InlineData("Exists")]
    [InlineData("SessionExists")]
    [InlineData("IsKnown")]
    [InlineData("IsActive")]
    [InlineData("IsAlive")]
    [InlineData("IsRegistered")]
    [InlineData("IsOpen")]
    [InlineData("Any")]
    [InlineData("Touch")]
    [InlineData("HasSession")]
    public async Task MethodThatSaysYesOrNo_IsATestByItsName(string name) => Assert.Equal("Test", await LookUpsIn($"default(IStore)!.{name}(id)", $$"""public interface IStore { bool {{name}}(string id); }"""));

    [Theory]
    [InlineData("Get")]
    [InlineData("Find")]
    [InlineData("Lookup")]
    [InlineData("LookUp")]
    [InlineData("Resolve")]
    [InlineData("Load")]
    [InlineData("Fetch")]
    [InlineData("Retrieve")]
    [InlineData("Peek")]
    [InlineData("Restore")]
    [InlineData("Resume")]
    [InlineData("Rehydrate")]
    [InlineData("Read")]
    [InlineData("FindById")]
    public async Task MethodThatGivesASession_LooksItUpByItsName(string name) => Assert.Equal("Value", await LookUpsIn($"default(IStore)!.{name}(id)", $$"""public interface IStore { Session? {{name}}(string id); }"""));

    [Theory]
    [InlineData("GetOrAdd")]
    [InlineData("GetOrCreate")]
    [InlineData("GetOrCreateSession")]
    [InlineData("GetOrStart")]
    [InlineData("GetOrOpen")]
    [InlineData("FindOrCreate")]
    [InlineData("CreateOrGet")]
    [InlineData("AddOrUpdate")]
    public async Task MethodThatMakesASession_AdoptsByItsName(string name) => Assert.Equal("Adopts", await LookUpsIn($"default(IStore)!.{name}(id)", $$"""public interface IStore { Session {{name}}(string id); }"""));

    [Theory]
    [InlineData("bool Get(string id)", "")]
    [InlineData("bool Acquire(string id)", "")]
    [InlineData("bool contains(string id)", "")]
    [InlineData("Task<bool> ExistsAsync(string id)", "Test")]
    [InlineData("ValueTask<bool> ExistsAsync(string id)", "Test")]
    [InlineData("Session? Make(string id)", "")]
    [InlineData("Task<Session?> GetAsync(string id)", "Value")]
    [InlineData("Session GetRequiredSession(string id)", "")]
    [InlineData("int Get(string id)", "")]
    [InlineData("int? Get(string id)", "Value")]
    [InlineData("Guid? FindId(string id)", "Value")]
    [InlineData("T Get<T>(string id)", "Value")]
    [InlineData("int FirstOrDefault(string id)", "Value")]
    [InlineData("int SingleOrDefault(string id)", "Value")]
    [InlineData("int LastOrDefault(string id)", "Value")]
    [InlineData("int FirstOrDefaultAsync(string id)", "Value")]
    [InlineData("int SingleOrDefaultAsync(string id)", "Value")]
    [InlineData("int First(string id)", "")]
    [InlineData("bool IsValidSession(string id)", "Test")]
    [InlineData("bool ValidateSession(string id)", "Test")]
    [InlineData("bool IsValidSessionId(string id)", "")]
    [InlineData("bool IsValidSessionFormat(string id)", "")]
    [InlineData("bool IsValidSessionHeader(string id)", "")]
    [InlineData("bool IsGoodSession(string id)", "")]
    [InlineData("bool IsValid(string id)", "")]
    [InlineData("bool SessionIsValid(string id)", "Test")]
    [InlineData("bool FormatOfSessionIsValid(string id)", "")]
    [InlineData("bool HeaderOfSessionIsValid(string id)", "")]
    public async Task Kind_IsSaidByNameAndType(string method, string kind)
    {
        var name = method.Split('(')[0].Split(' ')[^1];
        Assert.Equal(kind, await LookUpsIn($"default(IStore)!.{name.Replace("<T>", "<Session>", StringComparison.Ordinal)}(id)", $$"""public interface IStore { {{method}}; }"""));
    }

    [Theory]
    [InlineData("_knownSessions.IsValid(id)", "Test")]
    [InlineData("_store.IsValid(id)", "")]
    [InlineData("_registry.IsValid(id)", "Test")]
    [InlineData("sessionStore.IsValid(id)", "Test")]
    [InlineData("Static.IsValid(id)", "")]
    [InlineData("Static.IsValidSession(id)", "Test")]
    public async Task Validation_IsALookUpInWhatIsCalledSessions(string expression, string kind) => Assert.Equal(kind, await LookUpsIn(
        expression,
        """
        private readonly IStore _knownSessions = null!;
        private readonly IStore _store = null!;
        private readonly ISessionRegistry _registry = null!;
        public interface IStore { bool IsValid(string id); }
        public interface ISessionRegistry { bool IsValid(string id); }
        private static class Static { public static bool IsValid(string id) => id == ""; public static bool IsValidSession(string id) => id == ""; }
        """,
        "var sessionStore = _store;"));

    [Theory]
    [InlineData("closed")]
    [InlineData("terminated")]
    [InlineData("expired")]
    [InlineData("revoked")]
    [InlineData("blocked")]
    [InlineData("banned")]
    [InlineData("removed")]
    [InlineData("dead")]
    [InlineData("ended")]
    [InlineData("deleted")]
    [InlineData("evicted")]
    [InlineData("lost")]
    [InlineData("recentlyClosed")]
    public async Task SetOfOthers_HoldsNoSessions(string name) => Assert.Equal("", await LookUpsIn($"_{name}.Contains(id)", $"private readonly HashSet<string> _{name} = [];"));

    [Theory]
    [InlineData("_ids.Contains(id)", "Test")]
    [InlineData("expired.Contains(id)", "")]
    [InlineData("ids.Contains(id)", "Test")]
    [InlineData("_table.Has(id)", "")]
    [InlineData("((IEnumerable<string>)expired).Contains(id)", "")]
    [InlineData("new ExpiredTable().Has(id)", "")]
    [InlineData("Ask(_ids, _ids)", "")]
    public async Task SetOfOthers_IsKnownByItsTypeToo(string expression, string kind) => Assert.Equal(kind, await LookUpsIn(
        expression,
        """
        private readonly HashSet<string> _ids = [];
        private readonly ExpiredTable _table = new();
        private sealed class ExpiredTable { public bool Has(string id) => id == ""; }
        private static bool Ask(HashSet<string> expired, HashSet<string> ids) => false;
        """,
        "var expired = _ids; var ids = _ids;"));

    [Theory]
    [InlineData("_sessions.TryGetValue(id, out var session)", "Test")]
    [InlineData("_sessions.TryGetValue(other, out var session)", "")]
    [InlineData("_sessions.GetValueOrDefault(id)", "Value")]
    [InlineData("_sessions.GetOrAdd(id, key => new Session(key))", "Adopts")]
    [InlineData("_sessions[id]", "")]
    [InlineData("_table[id]", "Value")]
    [InlineData("_table[other]", "")]
    [InlineData("_table[id, 1]", "")]
    [InlineData("_table[1]", "")]
    [InlineData("_numbers[id]", "")]
    [InlineData("_optional[id]", "Value")]
    [InlineData("context.Request.Headers[id]", "")]
    [InlineData("_web[id]", "")]
    [InlineData("_table?.Find(id)", "Value")]
    [InlineData("_table.Next?.Next?.Find(id)", "Value")]
    [InlineData("id.Contains(id)", "")]
    [InlineData("id.Contains(other)", "")]
    [InlineData("Guid.TryParse(id, out var parsed)", "")]
    [InlineData("_table.TryGet(Guid.Parse(id))", "Test")]
    [InlineData("context.Request.Headers.ContainsKey(\"Mcp-Session-Id\")", "")]
    [InlineData("_table.Find(1)", "")]
    [InlineData("_table.TryFind(out id)", "")]
    [InlineData("_table.TryFind(out other, id)", "Test")]
    [InlineData("id.IsKnown()", "")]
    [InlineData("id.IsKnown(other)", "")]
    [InlineData("other.IsKnown(id)", "Test")]
    [InlineData("Table.Contains(id)", "Test")]
    [InlineData("nameof(id)", "")]
    public async Task LookUp_AsksForTheIdOfTheRequest(string expression, string kind) => Assert.Equal(kind, await LookUpInTable(expression));

    private static async Task<string> LookUpInTable(string expression)
    {
        const string Members = """
            private readonly Table _table = new();
            private readonly Numbers _numbers = new();
            private readonly Optional _optional = new();
            private readonly WebHeaderCollection _web = new();
            private static void Give(object? value) => Console.WriteLine(value);
            public sealed class Table
            {
                public Table? Next => null;
                public Session? this[string id] => null;
                public Session? this[string id, int number] => null;
                public Session? this[int number] => null;
                public Session? Find(string id) => null;
                public Session? Find(int id) => null;
                public bool TryGet(Guid id) => false;
                public bool TryFind(out string id) { id = ""; return false; }
                public bool TryFind(out string text, string id) { text = ""; return false; }
                public static bool Contains(string id) => false;
            }
            public sealed class Numbers { public int this[string id] => 1; }
            public sealed class Optional { public int? this[string id] => 1; }
            """;
        var facts = await FactsOf.Server("McpMiddleware", ServerCode.Middleware(
            $$"""var id = context.Request.Headers["Mcp-Session-Id"].ToString(); var other = context.Request.Headers["X-Other"].ToString(); Give({{expression}});""",
            Members) + " public static class Asking { public static bool IsKnown(this string text) => false; public static bool IsKnown(this string text, string id) => false; }");
        var run = facts.Body("InvokeAsync");
        var given = run.Operations.OfType<IInvocationOperation>().Single(c => c.TargetMethod.Name == "Give").Arguments[0].Value;
        return facts.SessionLookups.Of(ValueOrigins.Unwrap(given), run.AnyCall) is var kind && kind == LookupKind.None ? "" : kind.ToString();
    }

    [Theory]
    [InlineData("_list.Any(s => s.Id == id)", "Test")]
    [InlineData("_list.Any(s => id == s.Id)", "Test")]
    [InlineData("_list.Any(s => s.Id.Equals(id))", "Test")]
    [InlineData("_list.Any(s => id.Equals(s.Id))", "Test")]
    [InlineData("_list.Any(s => s.Id.Equals(id, StringComparison.Ordinal))", "Test")]
    [InlineData("_list.Any(s => string.Equals(s.Id, id))", "Test")]
    [InlineData("_list.Any(s => string.Equals(id, s.Id, StringComparison.Ordinal))", "Test")]
    [InlineData("_list.Any(s => { var it = s.Id; return it == id; })", "Test")]
    [InlineData("_list.Any(s => s.Id != id)", "")]
    [InlineData("_list.Any(s => s.Id == other)", "")]
    [InlineData("_list.Any(s => s.Id.Equals(other))", "")]
    [InlineData("_list.Any(s => string.Equals(s.Id, other))", "")]
    [InlineData("_list.Any(s => s.Id.StartsWith(id))", "")]
    [InlineData("_list.Any()", "")]
    [InlineData("_list.Any(Matches)", "")]
    [InlineData("_list.FirstOrDefault(s => s.Id == id)", "Value")]
    [InlineData("_list.SingleOrDefault(s => s.Id == id)", "Value")]
    [InlineData("_list.LastOrDefault(s => s.Id == id)", "Value")]
    [InlineData("_list.First(s => s.Id == id)", "")]
    [InlineData("_list.Where(s => s.Id == id).FirstOrDefault()", "Value")]
    [InlineData("_list.Where(s => s.Id == id).Any()", "Test")]
    [InlineData("_list.Where(s => s.Id == other).Any()", "")]
    [InlineData("_list.Select(s => s.Id == id).Any()", "")]
    [InlineData("_list.Where(s => s.Id == id).Count()", "")]
    [InlineData("_list.Find(s => s.Id == id)", "Value")]
    [InlineData("_list.Exists(s => s.Id == id)", "Test")]
    [InlineData("_list.Select(s => s.Id).Contains(id)", "Test")]
    public async Task Predicate_ComparesWithTheIdOfTheRequest(string expression, string kind) =>
        Assert.Equal(kind, await LookUpsIn(expression, "private readonly List<Session> _list = []; private static bool Matches(Session session) => false;"));

    [Theory]
    [InlineData("_sessions.TryGetValue(id, out var found);", true)]
    [InlineData("Session? found = null; _sessions.TryGetValue(id, out found);", false)]
    [InlineData("_sessions.TryGetValue(other, out var found);", false)]
    [InlineData("int.TryParse(id, out var found);", false)]
    [InlineData("var found = _sessions.GetValueOrDefault(id);", false)]
    [InlineData("_sessions.TryGetValue(id, out var found); _sessions.TryRemove(id, out found);", true)]
    [InlineData("_sessions.TryGetValue(id, out var found); _sessions.TryRemove(other, out found);", false)]
    public async Task HandingOut_OfWhatALookUpGivesBesideItsAnswer(string statements, bool expected)
    {
        var facts = await Facts(statements + " Console.WriteLine(found);");
        var run = facts.Body("InvokeAsync");
        var local = run.Operations.OfType<ILocalReferenceOperation>().Last(o => o.Local.Name == "found").Local;

        Assert.Equal(expected, facts.SessionLookups.HandingOut(local, run.AnyCall).Count > 0);
    }

    [Fact]
    public async Task HandingOut_OfNothingThatACatchIsGiven()
    {
        var facts = await Facts("try { await next(context); } catch (Exception found) { Console.WriteLine(found); }");
        var run = facts.Body("InvokeAsync");
        var local = run.Operations.OfType<ILocalReferenceOperation>().Last(o => o.Local.Name == "found").Local;

        Assert.Empty(facts.SessionLookups.HandingOut(local, run.AnyCall));
    }
}
