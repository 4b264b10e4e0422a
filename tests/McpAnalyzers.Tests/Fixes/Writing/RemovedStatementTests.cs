using McpAnalyzers.CodeFixes.Writing;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpAnalyzers.Tests.Fixes.Writing;

public class RemovedStatementTests
{
    private static async Task<string?> RemovedAsync(string code)
    {
        var place = await PlaceIn.ProgramAsync(code);
        return RemovedStatement.Change(place, place.Reporting<StatementSyntax>()) is { } change ? place.With(change) : null;
    }

    [Theory]
    [InlineData("A();\n[|B();|]\nC();\n", "A();\nC();\n")]
    [InlineData("A();\n[|B();|]\n\nC();\n", "A();\n\nC();\n")]
    [InlineData("A();\n\n[|B();|]\nC();\n", "A();\n\nC();\n")]
    [InlineData("A();\n\n[|B();|]\n\nC();\n", "A();\n\nC();\n")]
    [InlineData("\n[|B();|]\n\nC();\n", "\nC();\n")]
    [InlineData("[|B();|]\n\nC();\n", "\nC();\n")]
    [InlineData("{\n    [|B();|]\n\n    C();\n}\n", "{\n    C();\n}\n")]
    [InlineData("A();\n[|B();|]", "A();\n")]
    [InlineData("A();\r\n\r\n\t[|B();|]\r\n \t\r\nC();\r\n", "A();\r\n\r\nC();\r\n")]
    public async Task OneEmptyLine_IsEnough(string code, string mended) => Assert.Equal(mended, await RemovedAsync(code));

    [Theory]
    [InlineData("A();\n\n[|B();|] // why\n\nC();\n", "A();\n\n// why\n\nC();\n")]
    [InlineData("{\n    [|B();|] /* why */\n\n    C();\n}\n", "{\n    /* why */\n\n    C();\n}\n")]
    public async Task CommentBehindIt_StaysWithItsEmptyLines(string code, string mended) => Assert.Equal(mended, await RemovedAsync(code));

    [Theory]
    [InlineData("A(); [|B();|]\n")]
    [InlineData("[|B();|] A();\n")]
    [InlineData("if (await task) [|B();|]\n")]
    [InlineData("label: [|B();|]\n")]
    public async Task StatementWithoutALineOfItsOwn_Stays(string code) => Assert.Null(await RemovedAsync(code));

    [Theory]
    [InlineData("flag")]
    [InlineData("!flag && other > 1")]
    [InlineData("text != null && text!.Length > 0")]
    [InlineData("!string.IsNullOrEmpty(text)")]
    [InlineData("!string.IsNullOrWhiteSpace(text)")]
    [InlineData("text is { } id")]
    [InlineData("text is { Length: > 0 } id && id != other")]
    public async Task ConditionWithoutEffect_GoesToo(string condition)
    {
        Assert.Equal("A();\nC(1);\n", await RemovedAsync($"A();\nif ({condition})\n{{\n    [|B(id);|]\n}}\nC(1);\n"));
        Assert.Equal("A();\nC(1);\n", await RemovedAsync($"A();\nif ({condition}) [|B(id);|]\nC(1);\n"));
    }

    [Theory]
    [InlineData("flag = other")]
    [InlineData("await task")]
    [InlineData("new Counter() != null")]
    [InlineData("count++ > 0")]
    [InlineData("--count > 0")]
    [InlineData("text.StartsWith(other)")]
    [InlineData("ids.TryDequeue(out var found)")]
    public async Task ConditionThatDoesSomething_Stays(string condition) =>
        Assert.Equal($"A();\nif ({condition})\n{{\n}}\nC(id);\n", await RemovedAsync($"A();\nif ({condition})\n{{\n    [|B();|]\n}}\nC(id);\n"));

    [Theory]
    [InlineData("class K { void M(string text) {\n", "} }")]
    [InlineData("", "")]
    public async Task NameOfTheConditionThatIsUsedAfterIt_KeepsIt(string before, string after)
    {
        const string Condition = "if (text is var id && id != other)\n{\n";
        Assert.Equal($"{before}{Condition}}}\nC(id);\n{after}", await RemovedAsync($"{before}{Condition}    [|B(id);|]\n}}\nC(id);\n{after}"));
    }

    [Fact]
    public async Task NameOfTheConditionInAnotherMethod_IsAnother() => Assert.Equal(
        "class K\n{\n    void M(string text)\n    {\n    }\n\n    void N(string id) => B(id);\n}\n",
        await RemovedAsync("class K\n{\n    void M(string text)\n    {\n        if (text is { } id)\n        {\n            [|B(id);|]\n        }\n    }\n\n    void N(string id) => B(id);\n}\n"));
}
