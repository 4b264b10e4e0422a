using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Tests.Facts;

public class LocalDefinitionsTests
{
    /// <summary>Where x gets its values: how each hangs together with what it comes from.</summary>
    [Theory]
    [InlineData("int x;", "")]
    [InlineData("var x = 1;", "Value 1")]
    [InlineData("int x; x = 1;", "Value 1")]
    [InlineData("int x = 1; x = 2;", "Value 1; Value 2")]
    [InlineData("string? x = null; x ??= \"a\";", "Value null; Value \"a\"")]
    [InlineData("int x = 1; x += 2;", "Value 1; Part 2")]
    [InlineData("int x = 1; x++;", "Value 1")]
    [InlineData("var (x, y) = (1, 2);", "Value 1")]
    [InlineData("var (y, x) = (1, 2);", "Value 2")]
    [InlineData("int x, y; (x, y) = (1, 2);", "Value 1")]
    [InlineData("var (y, x) = Pair();", "TupleElement Pair() 1")]
    [InlineData("(var x, var y) = Pair();", "TupleElement Pair()")]
    [InlineData("int y; (y, var x) = Pair();", "TupleElement Pair() 1")]
    [InlineData("(long x, long y) = (1, 2);", "Value 1")]
    [InlineData("foreach (var x in list) { }", "Element list")]
    [InlineData("foreach (var (y, x) in pairs) { }", "Element pairs")]
    [InlineData("foreach (var y in list) { var x = y; }", "Value y")]
    [InlineData("Fill(out var x);", "Argument Fill(out var x)")]
    [InlineData("int x; Fill(out x);", "Argument Fill(out x)")]
    [InlineData("int x = 0; Turn(ref x);", "Value 0; Argument Turn(ref x)")]
    [InlineData("int x = 0; Use(x); Look(in x);", "Value 0")]
    [InlineData("Both(out var y, out var x);", "Argument Both(out var y, out var x) 1")]
    [InlineData("if (text is { } x) { }", "Value text")]
    [InlineData("if (text is string x) { }", "Value text")]
    [InlineData("if (text is var x) { }", "Value text")]
    [InlineData("if (text is not { } x) { return; }", "Value text")]
    [InlineData("if (text is { Length: > 3 } and var x) { }", "Value text")]
    [InlineData("if (text is { Length: var x }) { }", "Part Length")]
    [InlineData("if (text is { Length: > 1 and var x }) { }", "Part Length")]
    [InlineData("if ((1, 2) is (_, var x)) { }", "Part (1, 2)")]
    [InlineData("if (list is [var x, ..]) { }", "Part list")]
    [InlineData("if (list is [1, ..] x) { }", "Value list")]
    [InlineData("switch (text) { case { } x: break; }", "Value text")]
    [InlineData("switch (text) { case { Length: var x }: break; }", "Part Length")]
    [InlineData("_ = text switch { { } x => 1, _ => 2 };", "Value text")]
    [InlineData("try { Use(1); } catch (Exception x) { }", "Caught catch (Exception x) { }")]
    [InlineData("int x = 1; Action later = () => x = 2;", "Value 1; Value 2")]
    [InlineData("int x = 1; void Later() { x = 2; }", "Value 1; Value 2")]
    [InlineData("var y = 1; var x = y;", "Value y")]
    public async Task Local(string statements, string expected)
    {
        var facts = await FactsOf.Members($"public void Run(string? text, List<int> list, List<(int, int)> pairs) {{ {statements} }} {Helpers}");
        var run = facts.Body("Run");
        var symbols = run.Operations.Concat(run.Nested.SelectMany(n => n.Operations)).Select(o => o switch
        {
            IVariableDeclaratorOperation declarator => declarator.Symbol,
            ILocalReferenceOperation local => local.Local,
            IDeclarationPatternOperation pattern => pattern.DeclaredSymbol,
            IRecursivePatternOperation pattern => pattern.DeclaredSymbol,
            IListPatternOperation pattern => pattern.DeclaredSymbol,
            _ => null,
        });
        var x = symbols.First(s => s?.Name == "x")!;

        Assert.Equal(expected, Text(run.Locals.Of(x)));
    }

    /// <summary>Half-typed code may have fewer values than targets.</summary>
    [Fact]
    public async Task Local_WithoutAValueOfItsOwn()
    {
        var facts = await FactsOf.Client(ClientCode.WithSession("public void Run() { int x, y, z; (y, z, x) = (1, 2); }"));
        var run = facts.Body("Run");
        var locals = run.Operations.OfType<IVariableDeclaratorOperation>().ToDictionary(d => d.Symbol.Name, d => Text(run.Locals.Of(d.Symbol)));

        Assert.Equal(("Value 1", "TupleElement (1, 2) 2"), (locals["y"], locals["x"]));
    }

    [Theory]
    [InlineData("Use(x);", "")]
    [InlineData("x = 1;", "Value 1")]
    [InlineData("Fill(out x);", "Argument Fill(out x)")]
    [InlineData("(x, _) = Pair();", "TupleElement Pair()")]
    public async Task Parameter(string statements, string expected)
    {
        var facts = await FactsOf.Members($"public void Run(int x) {{ {statements} }} {Helpers}");
        var run = facts.Body("Run");

        Assert.Equal(expected, Text(run.Locals.Of(run.Method!.Parameters[0])));
    }

    private const string Helpers = """
        private static (int, int) Pair() => default;
        private static void Fill(out int value) => value = 1;
        private static void Turn(ref int value) => value = 1;
        private static void Look(in int value) { }
        private static void Use(int value) { }
        private static void Both(out int first, out int second) => (first, second) = (1, 2);
        """;

    private static string Text(IReadOnlyList<McpAnalyzers.Facts.Definition> definitions) =>
        string.Join("; ", definitions.Select(d => $"{d.Kind} {d.Value.Syntax}{(d.Index == 0 ? "" : $" {d.Index}")}"));
}
