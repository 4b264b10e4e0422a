namespace McpAnalyzers.Tests.Facts;

public class CodeBodyTests
{
    private const string Test = "if (_sessionId is null) { _sessionId = \"a\"; }";

    [Theory]
    [InlineData("", Test, "", 300, true)]
    [InlineData("", Test, "", 1_500, false)]
    [InlineData("", "_sessionId = \"a\" + _sessionId;", "", 300, true)]
    [InlineData("", "_sessionId = \"a\" + _sessionId;", "", 5_000, false)]
    [InlineData("", "{ var id = _sessionId; Console.WriteLine(id); }", "", 100, true)]
    [InlineData("try { ", "_sessionId = null;", " } finally { _sessionId = null; }", 30, true)]
    [InlineData("try { ", "_sessionId = null;", " } finally { _sessionId = null; }", 70, false)]
    [InlineData("{ ", "_sessionId = null;", " }", 400, true)]
    [InlineData("{ ", "_sessionId = null;", " }", 600, false)]
    public async Task CodeThatNobodyWrites_IsNotWalkedThrough(string before, string middle, string after, int times, bool isWalked)
    {
        var code = before.Length == 0 ? string.Concat(Enumerable.Repeat(middle, times)) : string.Concat(Enumerable.Repeat(before, times)) + middle + string.Concat(Enumerable.Repeat(after, times));

        var facts = await FactsOf.Members($"private void Run() {{ {code} }}");

        Assert.Equal(isWalked, facts.Body("Run").Graph is not null);
    }

    [Fact]
    public async Task LambdaOfCodeThatIsNotWalkedThrough_IsWalkedThrough()
    {
        var facts = await FactsOf.Members($"private void Run() {{ Action action = () => _sessionId = null; {string.Concat(Enumerable.Repeat(Test, 1_500))} }}");

        Assert.Null(facts.Body("Run").Graph);
        Assert.NotNull(facts.Code.All.Single(b => b.IsLambda).Graph);
    }
}
