using McpAnalyzers.CodeFixes.Writing;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpAnalyzers.Tests.Fixes.Writing;

public class RemovedElementTests
{
    private static async Task<string> RemovedAsync(string elements)
    {
        const string Before = "var list = new List<int>", After = ";";
        var place = await PlaceIn.ProgramAsync(Before + elements + After);
        var element = place.Reporting<ExpressionSyntax>();
        var mended = place.With(RemovedElement.Changes(place, (InitializerExpressionSyntax)element.Parent!, element, staysBefore: true));
        return mended[Before.Length..^After.Length];
    }

    [Theory]
    [InlineData("{ [|1|], 2, 3 }", "{ 2, 3 }")]
    [InlineData("{ 1, [|2|], 3 }", "{ 1, 3 }")]
    [InlineData("{ 1, 2, [|3|] }", "{ 1, 2 }")]
    [InlineData("{ 1, [|2|], }", "{ 1, }")]
    [InlineData("{ [|1|] }", "{  }")]
    [InlineData("{ [|1|], }", "{  }")]
    public async Task InOneLine_ItGoesWithOneComma(string elements, string mended) => Assert.Equal(mended, await RemovedAsync(elements));

    [Theory]
    [InlineData("\n{\n    [|1|],\n    2\n}", "\n{\n    2\n}")]
    [InlineData("\n{\n    1,\n    [|2|]\n}", "\n{\n    1\n}")]
    [InlineData("\r\n{\r\n\t1,\r\n\t[|2|], // two\r\n\t3,\r\n}", "\r\n{\r\n\t1,\r\n\t3,\r\n}")]
    [InlineData("\n{\n    [|1|]\n}", "\n{\n}")]
    public async Task InALineOfItsOwn_ItGoesWithIt(string elements, string mended) => Assert.Equal(mended, await RemovedAsync(elements));

    [Theory]
    [InlineData("\n{\n    [|1|], 2,\n    3,\n}", "\n{\n    2,\n    3,\n}")]
    [InlineData("\n{\n    1, [|2|],\n    3,\n}", "\n{\n    1, 3,\n}")]
    [InlineData("\n{\n    [|1|], /* two */ 2,\n}", "\n{\n    2,\n}")]
    public async Task InALineWithOthers_TheyStay(string elements, string mended) => Assert.Equal(mended, await RemovedAsync(elements));
}
