using McpAnalyzers.Facts;

namespace McpAnalyzers.Tests.Facts;

public class ConstantSetsTests
{
    [Theory]
    [InlineData("new[] { 1, 2 }", "1 2")]
    [InlineData("new int[] { }", null)]
    [InlineData("(List<int>)[]", null)]
    [InlineData("new int[3]", null)]
    [InlineData("new List<int> { 1, 2 }", "1 2")]
    [InlineData("new List<int>()", null)]
    [InlineData("new List<int>(3)", null)]
    [InlineData("new List<int> { }", null)]
    [InlineData("new HashSet<int>(new[] { 1, 2 }) { }", "1 2")]
    [InlineData("new HashSet<int>(new[] { 1, 2 })", "1 2")]
    [InlineData("new Dictionary<int, int> { { 1, 2 } }", null)]
    [InlineData("new Dictionary<int, int> { [1] = 2 }", null)]
    [InlineData("new[] { 1, 2 }.ToHashSet()", "1 2")]
    [InlineData("new[] { 1, 2 }.ToList()", "1 2")]
    [InlineData("new[] { 1, 2 }.AsEnumerable()", null)]
    [InlineData("new[] { 1, 2 }.Where(n => n > 1)", null)]
    [InlineData("System.Collections.Immutable.ImmutableArray.Create(1, 2)", "1 2")]
    [InlineData("System.Collections.Immutable.ImmutableArray.Create(1, 2, 3, 4, 5)", "1 2 3 4 5")]
    [InlineData("System.Collections.Immutable.ImmutableArray.Create(new[] { 1, 2 })", null)]
    [InlineData("System.Collections.Immutable.ImmutableArray.Create(new[] { 1, 2 }, 0, 1)", null)]
    [InlineData("new Numbers { 1, { 2, \"two\" } }", null)]
    [InlineData("(List<int>)[1, 2]", "1 2")]
    [InlineData("(List<int>)[1, .. given]", null)]
    [InlineData("Kept", "1 2")]
    [InlineData("given", null)]
    [InlineData("flag ? new[] { 1 } : new[] { 2 }", null)]
    [InlineData("Made()", "3 4")]
    public async Task Elements_AreThoseThatAreAllInSight(string expression, string? elements)
    {
        var facts = await FactsOf.Members($$"""
            private static readonly int[] Kept = { 1, 2 };
            public object Run(List<int> given, bool flag) => {{expression}};
            private static int[] Made() => new[] { 3, 4 };
            private sealed class Numbers : System.Collections.ArrayList { public void Add(int number, string name) { } }
            """);
        var run = facts.Body("Run");
        var found = facts.Origins.ElementsOf(run.ReturnedValues().Single(), run.AnyCall);

        Assert.Equal(elements, found is null ? null : string.Join(" ", found.Select(e => e.Syntax)));
    }

    [Fact]
    public async Task Elements_OfASpan_AreThoseOfTheArray()
    {
        var facts = await FactsOf.Members("public bool Run(int given) => new[] { 1, 2 }.AsSpan().Contains(given);");
        var run = facts.Body("Run");

        Assert.Equal(["1", "2"], facts.Origins.ElementsOf(run.At("new[] { 1, 2 }.AsSpan()"), run.AnyCall)!.Select(e => e.Syntax.ToString()));
    }
}
