using McpAnalyzers.CodeFixes.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.Tests.Fixes.Writing;

/// <summary>Where a statement stands, and where what is written beside it goes.</summary>
public class WrittenLinesTests
{
    [Theory]
    [InlineData("A();\n[|B();|]\nC();", "B();\n")]
    [InlineData("A();\n    [|B();|]   \nC();", "    B();   \n")]
    [InlineData("A();\n\t[|B();|] // why\r\nC();", "\tB(); // why\r\n")]
    [InlineData("A();\n[|B(\n    1);|]\nC();", "B(\n    1);\n")]
    [InlineData("A();\n[|B();|]", "B();")]
    [InlineData("A(); [|B();|]\n", null)]
    [InlineData("[|B();|] C();\n", null)]
    [InlineData("/* first */ [|B();|]\n", null)]
    public async Task Lines_AreThoseThatTheStatementHasForItself(string code, string? lines)
    {
        var place = await PlaceIn.ProgramAsync(code);
        var span = WholeLine.Of(place.Text, place.Reporting<StatementSyntax>());
        Assert.Equal(lines, span is { } found ? place.Text.ToString(found) : null);
    }

    [Theory]
    [InlineData("[|A();|]\nC();\n", "A();\nB();\nC();\n")]
    [InlineData("{\n\t[|A();|] // why\r\n\tC();\n}\n", "{\n\tA(); // why\r\n\tB();\n\tC();\n}\n")]
    [InlineData("[|A();|] C();\n", "A(); B(); C();\n")]
    [InlineData("C();\n[|A();|]", "C();\nA(); B();")]
    [InlineData("switch (x)\n{\n    case 1:\n        [|A();|]\n        break;\n}\n", "switch (x)\n{\n    case 1:\n        A();\n        B();\n        break;\n}\n")]
    [InlineData("if (x) [|A();|]\n", null)]
    public async Task StatementAfterAnother_HasALineWhereThatOneEndsItsOwn(string code, string? mended)
    {
        var place = await PlaceIn.ProgramAsync(code);
        var change = StatementAfter.Change(place, place.Reporting<StatementSyntax>(), "B();");
        Assert.Equal(mended, change is { } found ? place.With(found) : null);
    }

    [Theory]
    [InlineData("{\n    [|A();|]\n    C();\n}\n", "{\n    A();\n    B();\n\n    C();\n}\n")]
    [InlineData("{\n    [|A();|]\n\n    C();\n}\n", "{\n    A();\n    B();\n\n    C();\n}\n")]
    [InlineData("{\r\n    [|A();|]\r\n}\r\n", "{\r\n    A();\r\n    B();\r\n}\r\n")]
    public async Task Paragraph_EndsWithAnEmptyLineUnlessTheBlockEnds(string code, string mended)
    {
        var place = await PlaceIn.ProgramAsync(code);
        var next = place.Text.Lines.GetLineFromPosition(place.Node.Span.End).EndIncludingLineBreak;
        Assert.Equal(mended, place.With(Insertion.Paragraph(place, next, "    B();" + place.Style.NewLine)));
    }

    [Theory]
    [InlineData("[|A();|]", "values")]
    [InlineData("var values = 1; [|A();|]", "values2")]
    [InlineData("int values = 1, values2 = 2; [|A();|]", "values3")]
    [InlineData("int values = 1, values2 = 2, values3 = 3; [|A();|]", "values4")]
    public async Task NameThatIsTaken_GetsTheNextNumber(string code, string unused) => Assert.Equal(unused, (await PlaceIn.ProgramAsync(code)).Names.Unused("values"));

    [Fact]
    public async Task Location_IsHereInThisFileAlone()
    {
        var place = await PlaceIn.ProgramAsync("[|A();|]", "class Other { }");
        var length = place.Text.Length;
        Location In(string path, int end) => Location.Create(path, new TextSpan(0, end), new LinePositionSpan(new(0, 0), new(0, end)));

        Assert.True(place.IsHere(In("/Program.cs", length)));
        Assert.False(place.IsHere(In("/Program.cs", length + 1)));
        Assert.False(place.IsHere(In("/Other0.cs", length)));
    }
}
