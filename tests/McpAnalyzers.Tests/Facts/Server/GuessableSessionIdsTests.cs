namespace McpAnalyzers.Tests.Facts;

public class GuessableSessionIdsTests
{
    private static async Task<string> GuessableIn(string id, string members = "", string before = "", string others = "")
    {
        var facts = await FactsOf.Server("Server", ServerMembers.Class($$"""
            private long _next;
            {{members}}

            public void Initialize(HttpContext context, string user, Func<string> make)
            {
                {{before}}
                context.Response.Headers["Mcp-Session-Id"] = {{id}};
            }

            private long Count() => _next++;
            """) + others);
        return string.Join("; ", facts.GuessableSessionIds.All.Select(g => $"{g.Guess?.ToString() ?? "Invisible"} {g.Maker.Syntax}{(g.IsMadeHere ? "" : " elsewhere")}"));
    }

    [Theory]
    [InlineData("$\"s{_next}\"", "Counter $\"s{_next}\"")]
    [InlineData("new StringValues($\"s{_next}\")", "Counter $\"s{_next}\"")]
    [InlineData("make()", "")]
    [InlineData("\"s\"", "Constant \"s\"")]
    [InlineData("\"\"", "")]
    [InlineData("default(string)", "")]
    [InlineData("user == \"\" ? null : $\"s{_next}\"", "Counter $\"s{_next}\"")]
    [InlineData("user == \"\" ? \"none\" : $\"s{_next}\"", "Counter $\"s{_next}\"")]
    [InlineData("user == \"\" ? \"none\" : make()", "")]
    [InlineData("user == \"\" ? \"one\" : \"two\"", "Constant \"one\"; Constant \"two\"")]
    [InlineData("user == \"\" ? $\"s{_next}\" : $\"t{_next}\"", "Counter $\"s{_next}\"; Counter $\"t{_next}\"")]
    [InlineData("$\"a b{make()}\"", "Invisible $\"a b{make()}\"")]
    [InlineData("$\"ab{make()}\"", "")]
    [InlineData("$\"{make()}\u00fc\"", "Invisible $\"{make()}\u00fc\"")]
    [InlineData("\"a \" + make()", "Invisible \"a \" + make()")]
    [InlineData("make() + \" a\"", "Invisible make() + \" a\"")]
    [InlineData("make() + \"a\" + make()", "")]
    [InlineData("make() + (Text + \"a\")", "Invisible make() + (Text + \"a\")")]
    [InlineData("make() + Visible", "")]
    [InlineData("make() + \"!~\"", "")]
    [InlineData("make() + \"\\u007f\"", "Invisible make() + \"\\u007f\"")]
    [InlineData("make() + (1 - 2)", "")]
    public async Task Id_IsTakenApart(string id, string guessable) => Assert.Equal(guessable, await GuessableIn(id, "private const string Text = \"a b\"; private const string Visible = \"ab\";"));

    [Theory]
    [InlineData("var id = $\"s{_next}\"; context.Response.Headers[\"Mcp-Session-Id\"] = id;", "id", "Counter $\"s{_next}\"")]
    [InlineData("var id = user; if (user == \"\") { id = $\"s{_next}\"; }", "id", "Counter $\"s{_next}\"")]
    public async Task Maker_IsToldOnce(string before, string id, string guessable) => Assert.Equal(guessable, await GuessableIn(id, before: before));

    private const string Clock = "DateTime.UtcNow.Ticks.ToString()";

    [Theory]
    // Fields and properties of this type.
    [InlineData("_id", "private readonly string _id = " + Clock + ";", "", "Clock " + Clock)]
    [InlineData("_id", "private string _id = \"none\"; private void Renew() => _id = " + Clock + ";", "", "Clock " + Clock)]
    [InlineData("Id", "private string Id { get; } = " + Clock + ";", "", "Clock " + Clock)]
    [InlineData("Id", "private static string Id => " + Clock + ";", "", "Clock " + Clock)]
    [InlineData("Id", "public string Id { get; set; } = " + Clock + ";", "", "")]
    [InlineData("Id", "public string Id { get; private set; } = " + Clock + ";", "", "Clock " + Clock)]
    [InlineData("Id", "public string Id = " + Clock + ";", "", "")]
    [InlineData("Id", "public readonly string Id = " + Clock + ";", "", "Clock " + Clock)]
    [InlineData("Id", "private const string Id = \"one\";", "", "Constant Id")]
    [InlineData("this[1]", "private string this[int number] => " + Clock + ";", "", "Clock " + Clock)]
    // Sessions of a class of their own.
    [InlineData("state.Id", "private sealed class State { public string Id { get; set; } = \"\"; }", "var state = new State { Id = " + Clock + " };", "Clock " + Clock)]
    [InlineData("state.Id", "private sealed class State { public string Id { get; set; } = \"\"; }", "var state = new State(); state.Id = " + Clock + ";", "Clock " + Clock)]
    [InlineData("state.Id", "private sealed class State(string id) { public string Id { get; } = id; }", "var state = new State(" + Clock + ");", "Clock " + Clock)]
    [InlineData("state.Id", "private sealed class State(string id) { public string Id => id; }", "var state = new State(" + Clock + ");", "Clock " + Clock)]
    [InlineData("state.Id", "private sealed class State(string name, string id) { public string Id => id; public string Name => name; }", "var state = new State(\"a\", " + Clock + ");", "Clock " + Clock)]
    [InlineData("state.Id", "private sealed class State { public State(string id) { Name = \"a\"; Id = id; } public string Name { get; } public string Id { get; } }", "var state = new State(" + Clock + ");", "Clock " + Clock)]
    [InlineData("state.Id", "private sealed class State<T> { public State(string id) { Id = id; } public string Id { get; } }", "var state = new State<int>(" + Clock + ");", "Clock " + Clock)]
    [InlineData("state.Id", "private sealed record State(string Name, string Id);", "var state = new State(\"a\", " + Clock + ");", "Clock " + Clock)]
    [InlineData("state.Id", "private sealed record State(string Name, string Id);", "var state = new State(" + Clock + ", make());", "")]
    [InlineData("state.Id", "private sealed record State(string Name, string Id); private sealed record Other(string Id);", "var other = new Other(" + Clock + "); var state = new State(\"a\", make());", "")]
    [InlineData("new Uri(user).Host", "", "", "")]
    [InlineData("_id", "private string _id = " + Clock + "; private string _other = \"\"; private void Swap() { _id = _other; _other = _id; }", "", "Clock " + Clock)]
    [InlineData("state.Id", "private sealed record State(string Name) { public string Id { get; init; } = " + Clock + "; }", "var state = new State(\"a\");", "Clock " + Clock)]
    [InlineData("state.Id", "private sealed class State { public string Id { get; set; } = \"\"; public string Old { get; set; } = \"\"; public void Swap() { Id = Old; Old = Id; } }", "var state = new State { Id = " + Clock + " };", "Clock " + Clock)]
    public async Task Value_IsFollowedThroughMembers(string id, string members, string before, string guessable) => Assert.Equal(guessable, await GuessableIn(id, members, before));

    [Theory]
    [InlineData("Ids.Next()", "internal static class Ids { private static int s_n; public static string Next() => (++s_n).ToString(); }", "Counter Ids.Next() elsewhere")]
    [InlineData("Ids.Outer()", "internal static class Ids { private static int s_n; public static string Outer() => Next(); private static string Next() => (++s_n).ToString(); }", "Counter Ids.Outer() elsewhere")]
    [InlineData("new Made().Id", "internal sealed class Made { public string Id { get; } = System.DateTime.UtcNow.Ticks.ToString(); }", "")]
    [InlineData("new Made().Id", "internal sealed class Made { public Made() { Id = System.DateTime.UtcNow.Ticks.ToString(); } public string Id { get; } }", "Clock new Made() elsewhere")]
    public async Task IdOfAnotherType_IsToldWhereItIsAskedFor(string id, string others, string guessable) => Assert.Equal(guessable, await GuessableIn(id, others: others));
}
