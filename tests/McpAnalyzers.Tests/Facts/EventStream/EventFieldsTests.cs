using McpAnalyzers.Facts;

namespace McpAnalyzers.Tests.Facts;

public class EventFieldsTests
{
    /// <summary>Which constants of the code are names that it compares with what stands before a colon?</summary>
    [Theory]
    [InlineData("if (line.Split(':')[0] == \"id\") { }", "id")]
    [InlineData("if (\"data\" == line.Split(':')[0]) { }", "data")]
    [InlineData("if (line.Split(':')[0] != \"event\") { }", "event")]
    [InlineData("if (line.Split(':')[0] == \"retry\") { }", "")]
    [InlineData("if (line.Split(':')[0] + \"id\" == line) { }", "")]
    [InlineData("if (line.Split(\":\")[0] == \"id\") { }", "id")]
    [InlineData("if (line.Split(\": \", 2)[0] == \"id\") { }", "id")]
    [InlineData("if (line.Split(new[] { ':' }, 2)[0] == \"id\") { }", "id")]
    [InlineData("if (line.Split(',')[0] == \"id\") { }", "")]
    [InlineData("if (line.Split(':')[1] == \"id\") { }", "")]
    [InlineData("if (Parts(line)[0] == \"id\") { }", "id")]
    [InlineData("if (line.Split(':')[0].Equals(\"id\")) { }", "id")]
    [InlineData("if (line.Split(':')[0].Equals(\"id\", StringComparison.Ordinal)) { }", "id")]
    [InlineData("if (string.Equals(\"id\", line.Split(':')[0])) { }", "id")]
    [InlineData("if (line.Split(':')[0].Contains(\"id\")) { }", "")]
    [InlineData("switch (line.Split(':')[0]) { case \"id\": break; case \"data\": break; }", "id data")]
    [InlineData("if (line.Split(':')[0] is \"id\") { }", "id")]
    [InlineData("_ = line.Split(':')[0] switch { \"data\" => 1, _ => 2 };", "data")]
    [InlineData("if (line.Split(':').Length is 2 && line is \"id\") { }", "")]
    [InlineData("var parts = more ? line.Split(':') : new string[0]; if (parts[0] == \"id\") { }", "id")]
    [InlineData("var colon = line.IndexOf(':'); if (line.Substring(0, colon) == \"id\") { }", "id")]
    [InlineData("var colon = line.IndexOf(\":\"); if (line[..colon] == \"id\") { }", "id")]
    [InlineData("var colon = line.IndexOf(':'); if (colon < 0) { colon = line.Length; } if (line[..colon] == \"id\") { }", "id")]
    [InlineData("var colon = line.IndexOf(':'); var name = colon < 0 ? line : line[..colon]; if (name == \"id\") { }", "id")]
    [InlineData("if (line.Substring(0, 2) == \"id\") { }", "")]
    [InlineData("if (line.Substring(1, line.IndexOf(':')) == \"id\") { }", "")]
    [InlineData("if (line[1..line.IndexOf(':')] == \"id\") { }", "")]
    [InlineData("if (line[..line.IndexOf(',')] == \"id\") { }", "")]
    [InlineData("if (line[..line.LastIndexOf(':')] == \"id\") { }", "")]
    [InlineData("var name = line.Split(':')[0]; if (name.Trim() == \"id\") { }", "id")]
    [InlineData("var name = line.Split(':')[0]; var trimmed = name.TrimEnd(); if (trimmed.Trim() == \"id\") { }", "id")]
    [InlineData("var name = line; while (more) { name = name.Trim(); } if (name == \"id\") { }", "")]
    public async Task IsNameAskedFor(string statements, string expected)
    {
        var facts = await FactsOf.Members($$"""
            public void Run(string line, bool more) { {{statements}} }
            private static string[] Parts(string line) => line.Split(':', 2);
            """);
        var run = facts.Body("Run");

        Assert.Equal(expected, string.Join(" ", run.Operations.Where(o => EventFields.IsNameAskedFor(facts, o, run.AnyCall)).Select(o => o.ConstantValue.Value)));
    }
}
