namespace McpAnalyzers.Tests.Facts;

public class ValueOriginsTests
{
    [Theory]
    [InlineData("return \"a\";", "\"a\"")]
    [InlineData("var x = \"a\"; return x;", "\"a\"")]
    [InlineData("string x; if (flag) x = \"a\"; else x = \"b\"; return x;", "\"a\" \"b\"")]
    [InlineData("return flag ? \"a\" : \"b\";", "\"a\" \"b\"")]
    [InlineData("return given ?? \"b\";", "given \"b\"")]
    [InlineData("return flag switch { true => \"a\", _ => throw new Exception() };", "\"a\"")]
    [InlineData("return Helper(\"a\"); static string Helper(string p) => p;", "\"a\"")]
    [InlineData("var (x, y) = (\"a\", \"b\"); return y;", "\"b\"")]
    [InlineData("var pair = (X: \"a\", Y: \"b\"); return pair.X;", "\"a\"")]
    [InlineData("var (x, _) = Pair(); return x; static (string, int) Pair() => (\"a\", 1);", "\"a\"")]
    [InlineData("Fill(out var x); return x; static void Fill(out string o) { o = \"a\"; }", "\"a\"")]
    [InlineData("return _once;", "\"once\"")]
    [InlineData("return _endpoint.Host;", "_endpoint.Host")]
    [InlineData("var x = given; x ??= \"b\"; return x!;", "given \"b\"")]
    [InlineData("return Task.FromResult(\"a\").Result;", "\"a\"")]
    [InlineData("return given?.Trim()!;", ".Trim()")]
    [InlineData("return given!.Trim();", "given!.Trim()")]
    [InlineData("return _changing;", "\"first\" \"second\"")]
    [InlineData("return Shown;", "Shown")]
    [InlineData("return Fixed;", "\"fixed\"")]
    [InlineData("return Constant;", "Constant")]
    [InlineData("return Once;", "\"get-only\"")]
    [InlineData("return Chosen;", "\"given\" \"made\"")]
    [InlineData("return Settable;", "Settable")]
    [InlineData("return Computed;", "\"computed\"")]
    [InlineData("return Console.ReadLine()!;", "Console.ReadLine()")]
    [InlineData("Outer(out var x); return x; static void Outer(out string o) => Inner(out o); static void Inner(out string o) { o = \"a\"; }", "\"a\"")]
    [InlineData("Fill(out var x); return x; static void Fill(out string o) { foreach (var c in new[] { \"a\" }) { o = c; return; } o = \"b\"; }", "c \"b\"")]
    [InlineData("int.TryParse(given, out var x); return x.ToString();", "x.ToString()")]
    [InlineData("foreach (var x in new[] { \"a\" }) { return x; } return given!;", "x")]
    [InlineData("string x; return x = \"a\";", "\"a\"")]
    [InlineData("var pair = flag ? (\"a\", 1) : (\"b\", 2); return pair.Item1;", "\"a\" \"b\"")]
    [InlineData("var pair = (First: \"a\", Second: \"b\"); return pair.Second;", "\"b\"")]
    [InlineData("var pair = (\"a\", \"b\"); return pair.Item2;", "\"b\"")]
    [InlineData("var (x, _) = (flag ? (\"a\", 1) : (\"b\", 2)); return x;", "\"a\" \"b\"")]
    [InlineData("var (x, _) = Read(); return x; static (string, int) Read() => (Console.ReadLine()!, 1);", "Console.ReadLine()")]
    [InlineData("var (x, _) = _pairs[0]; return x;", "_pairs[0]")]
    [InlineData("var x = given; x = x; return x!;", "given")]
    [InlineData("var x = \"a\"; var y = x; var z = y; return z;", "\"a\"")]
    [InlineData("return Loop(given); static string Loop(string? p) => Loop(p);", "Loop(p)")]
    [InlineData("var pair = (First: \"a\", Second: \"b\"); return pair.Item2;", "\"b\"")]
    [InlineData("Fill(out var x); return x; static void Fill(out string o) { o = \"a\"; o += Made(); } static string Made() => \"b\";", "\"a\" Made()")]
    [InlineData("Fill(out var x); return x; static void Fill(out string o) { if (DateTime.Now.Ticks > 1) { Fill(out o); } else { o = \"a\"; } }", "Fill(out o) \"a\"")]
    [InlineData("foreach (var (_, (x, _)) in new[] { (1, (\"a\", 2)) }) { return x; } return given!;", "x")]
    [InlineData("Func<string> made = () => \"a\"; return made();", "\"a\"")]
    [InlineData("return Outer(\"a\"); static string Outer(string p) { Func<string> made = () => p; return made(); }", "\"a\"")]
    [InlineData("Func<string> made = () => \"a\"; made = () => \"b\"; return made();", "made()")]
    [InlineData("return A(given!); static string A(string p) => B(p); static string B(string p) => C(p); static string C(string p) => D(p); static string D(string p) => E(p); static string E(string p) => F(p); static string F(string p) => p;", "given")]
    [InlineData("return A(given!); static string A(string p) => B(p); static string B(string p) => C(p); static string C(string p) => D(p); static string D(string p) => E(p); static string E(string p) => F(p); static string F(string p) => G(p); static string G(string p) => p;", "G(p)")]
    public async Task Leaves_AreWhatTheValueComesFrom(string body, string leaves)
    {
        var facts = await FactsOf.Members($"{Members} private readonly string _once = \"once\"; public string Run(bool flag, string? given) {{ {body} }}");
        var run = facts.Body("Run");
        var behind = facts.Origins.Of(run.ReturnedValues().First(), run.AnyCall);

        Assert.Equal(leaves, string.Join(" ", behind.Leaves.Select(l => l.Operation.Syntax)));
    }

    /// <summary>Half-typed code may have fewer values than targets.</summary>
    [Fact]
    public async Task Leaves_OfAnElementThatIsNotThere_AreTheTuples()
    {
        var facts = await FactsOf.Client(ClientCode.WithSession("public int Run() { int a, b, x; (a, b, x) = _endpoint.IsFile ? (1, 2) : (3, 4); return x; }"));
        var run = facts.Body("Run");

        Assert.Equal(["(1, 2)", "(3, 4)"], facts.Origins.Of(run.ReturnedValues().First(), run.AnyCall).Leaves.Select(l => l.Operation.Syntax.ToString()));
    }

    [Fact]
    public async Task Carriers_AreTheLocalsAndFieldsOnTheWay()
    {
        var facts = await FactsOf.Members("private (string Id, int N) _pair = (\"\", 0); public string Run() { var id = _pair.Id; return id; }");
        var run = facts.Body("Run");

        Assert.Equal(["id", "_pair"], facts.Origins.Of(run.ReturnedValues().First(), run.AnyCall).Carriers.Select(c => c.Symbol.Name));
    }

    [Fact]
    public async Task Computed_AreThePropertiesWithCodeOnTheWay()
    {
        var facts = await FactsOf.Members("private string _id = \"\"; private string Id => _id; public string Plain { get; set; } = \"\"; public string Run(bool flag) { var id = flag ? Id : Plain; return id; }");
        var run = facts.Body("Run");

        Assert.Equal(["Id"], facts.Origins.Of(run.ReturnedValues().First(), run.AnyCall).Computed.Select(c => c.Name));
    }

    private const string Members = """
        public const string Constant = "constant";
        public static readonly string Fixed = "fixed";
        public string Shown = "shown";
        private readonly List<(string, int)> _pairs = new();
        private string _changing = "first";
        public void Change() => _changing = "second";
        public string Once { get; } = "get-only";
        public string Chosen { get; } = "given";
        public Client() { if (DateTime.Now.Ticks > 1) { Chosen = "made"; } }
        public string Settable { get; set; } = "settable";
        public string Computed => "computed";
        """;

    /// <summary>A parameter is what all callers hand over, where all of them are in sight.</summary>
    [Theory]
    [InlineData("private string Target(string p) => p; public void A() { Target(\"a\"); } public void B() { Target(\"b\"); }", "\"a\" \"b\"")]
    [InlineData("public string Target(string p) => p; public void A() { Target(\"a\"); }", "p")]
    [InlineData("private string Target(string p) => p;", "p")]
    [InlineData("private string Target(string p) { p = \"c\"; return p; } public void A() { Target(\"a\"); }", "\"c\" \"a\"")]
    [InlineData("private string Target(string p) => p; public void A(string q) { Target(q); }", "q")]
    [InlineData("private string Target(string p) => p; public void A() { B(\"a\"); } private void B(string q) { Target(q); }", "\"a\"")]
    [InlineData("private string Target(string p) => p; public void A() { Target(\"a\"); Func<string, string> run = Target; }", "p")]
    [InlineData("private string Target(string p, string q) => q; public void A() { Target(\"a\", \"b\"); Target(q: \"c\", p: \"d\"); }", "\"b\" \"c\"")]
    [InlineData("private string Target(string p) => p.Length > 3 ? Target(p) : p; public void A() { Target(\"a\"); }", "\"a\" Target(p)")]
    public async Task Parameter_IsWhatAllCallersHandOver(string members, string leaves)
    {
        var facts = await FactsOf.Members(members);
        var target = facts.Body("Target");
        var behind = facts.Origins.Of(target.ReturnedValues().First(), target.AnyCall);

        Assert.Equal(leaves.Split(' ').Order(), behind.Leaves.Select(l => l.Operation.Syntax.ToString()).Distinct().Order());
    }

    /// <summary>What a delegate returns that all callers in sight hand over, where each of them is known.</summary>
    [Theory]
    [InlineData("private string Target(Func<string> p) => p(); public void A() { Target(() => \"a\"); }", "\"a\"")]
    [InlineData("private string Target(Func<string> p) => p(); public void A() { Target(() => \"a\"); Target(() => \"b\"); }", "\"a\" \"b\"")]
    [InlineData("private string Target(Func<string> p) => p(); public void A() { Target(Made); } private string Made() => \"a\";", "\"a\"")]
    [InlineData("private string Target(Func<string> p) => p(); public void A(Func<string> q) { Target(() => \"a\"); Target(q); }", "p()")]
    [InlineData("private string Target(Func<string> p) => p(); public void A() { Target(() => \"a\"); Target(() => { throw new Exception(); }); }", "\"a\" p()")]
    [InlineData("public string Target(Func<string> p) => p(); public void A() { Target(() => \"a\"); }", "p()")]
    [InlineData("private string Target() { Func<string> made = Made; return made(); } private string Made() => \"a\";", "\"a\"")]
    public async Task Delegate_IsWhatItReturns(string members, string leaves)
    {
        var facts = await FactsOf.Members(members);
        var target = facts.Body("Target");
        var behind = facts.Origins.Of(target.ReturnedValues().First(), target.AnyCall);

        Assert.Equal(leaves, string.Join(" ", behind.Leaves.Select(l => l.Operation.Syntax)));
    }

    [Fact]
    public async Task Delegate_IsTheSameForEachUseOfTheResult()
    {
        var facts = await FactsOf.Members("private string Target(Func<string> p) { var made = p(); Console.WriteLine(made); return made; } public void A() { Target(() => \"a\"); }");
        var target = facts.Body("Target");
        var uses = target.Operations.Where(o => o is Microsoft.CodeAnalysis.Operations.ILocalReferenceOperation).ToList();

        Assert.Equal(["\"a\"", "\"a\""], uses.SelectMany(u => facts.Origins.Of(u, target.AnyCall).Leaves).Select(l => l.Operation.Syntax.ToString()));
    }

    [Theory]
    [InlineData("sent", "_http.GetAsync(_endpoint)")]
    [InlineData("sent.Result", "_http.GetAsync(_endpoint)")]
    [InlineData("state", "state")]
    public async Task Continuation_IsGivenTheTask(string value, string leaf)
    {
        var facts = await FactsOf.Members($"public void Run() {{ _http.GetAsync(_endpoint).ContinueWith((sent, state) => (object?){value}, 1); }}");
        var lambda = facts.Code.All.Single(b => b.IsLambda);

        Assert.Equal([leaf], facts.Origins.Of(lambda.ReturnedValues().Single(), lambda.AnyCall).Leaves.Select(l => l.Operation.Syntax.ToString()));
    }

    [Theory]
    [InlineData("(object)text", "text")]
    [InlineData("(text)", "text")]
    [InlineData("(ReadOnlySpan<char>)text", "text")]
    [InlineData("(Span<char>)letters", "letters")]
    [InlineData("(Wrapped)text", "(Wrapped)text")]
    [InlineData("await task", "task")]
    [InlineData("await task.ConfigureAwait(false)", "task")]
    [InlineData("task.WaitAsync(TimeSpan.Zero)", "task")]
    [InlineData("task.GetAwaiter().GetResult()", "task")]
    [InlineData("task.Result", "task")]
    [InlineData("task.Status", "task.Status")]
    [InlineData("soon.AsTask()", "soon")]
    [InlineData("soon.Result", "soon")]
    [InlineData("Task.FromResult(text)", "text")]
    [InlineData("ValueTask.FromResult(text)", "text")]
    [InlineData("new ValueTask<string>(text)", "text")]
    [InlineData("new Wrapped(text)", "new Wrapped(text)")]
    [InlineData("Wrapped.FromResult(text)", "Wrapped.FromResult(text)")]
    [InlineData("wrapped.Result", "wrapped.Result")]
    [InlineData("wrapped.Value", "wrapped.Value")]
    [InlineData("Wrapped.Read(text)", "Wrapped.Read(text)")]
    [InlineData("Volatile.Read(ref _sessionId)", "_sessionId")]
    [InlineData("number!.Value", "number")]
    [InlineData("number.HasValue", "number.HasValue")]
    [InlineData("other = text", "text")]
    [InlineData("text.Trim()", "text.Trim()")]
    public async Task Unwrap_IsWhatIsHandedOnUnchanged(string expression, string expected)
    {
        var facts = await FactsOf.Members($$"""
            public sealed class Wrapped(string text)
            {
                public string Result => text;
                public string Value => text;
                public static string FromResult(string value) => value;
                public static string Read(string value) => value;
                public static explicit operator Wrapped(string value) => new(value);
            }

            public async Task RunAsync(string text, string other, Task<string> task, ValueTask<string> soon, int? number, Wrapped wrapped, char[] letters) { await Task.Yield(); Use({{expression}}); }

            private static void Use<T>(T value) { }
            private static void Use(ReadOnlySpan<char> value) { }
            private static void Use(Span<char> value) { }
            """);
        var used = facts.Body("RunAsync").Operations.OfType<Microsoft.CodeAnalysis.Operations.IInvocationOperation>().First(c => c.TargetMethod.Name == "Use").Arguments[0].Value;

        Assert.Equal(expected, McpAnalyzers.Facts.ValueOrigins.Unwrap(used).Syntax.ToString());
    }
}
