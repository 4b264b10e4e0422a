using McpAnalyzers.CodeFixes.Writing;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.Tests.Fixes.Writing;

public class UserStyleTests
{
    private static UserStyle Of(string code) => new(SourceText.From(code), CSharpSyntaxTree.ParseText(code, cancellationToken: TestContext.Current.CancellationToken).GetRoot(TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("class C\n{\n}\r\n", "\n")]
    [InlineData("class C\r\n{\n}\n", "\r\n")]
    [InlineData("class C { }", "\n")]
    [InlineData("", "\n")]
    public void LineEnd_IsThatOfTheFirstLine(string code, string newLine) => Assert.Equal(newLine, Of(code).NewLine);

    [Theory]
    [InlineData("class C\n{\n  int _x;\n}\n", "  ")]
    [InlineData("class C\n{\n\tint _x;\n}\n", "\t")]
    [InlineData("namespace N\n{\n\tclass C\n\t{\n\t\t// x\n\t\tint _x;\n\t}\n}\n", "\t")]
    [InlineData("class C\n{\n\n  int _x;\n\n  int _y;\n}\n", "  ")]
    [InlineData("class C { int _x; }\nclass D\n{\n  int _x;\n}\n", "  ")]
    [InlineData("    class C\n    {\n\tint _x;\n    }\nclass D\n{\n\tint _x;\n}\n", "\t")]
    [InlineData("Go();\n", "    ")]
    [InlineData("class C\n{\nint _x;\n}\n", "    ")]
    public void Indent_IsThatOfTheFirstMemberThatIsIndented(string code, string indent) => Assert.Equal(indent, Of(code).Indent);

    private const string Own = "void M()\n{\n}\n", Shared = "void M() {\n}\n", OneLine = "void M() { }\n";

    [Theory]
    [InlineData("", true)]
    [InlineData(Own, true)]
    [InlineData(Shared, false)]
    [InlineData(Own + Shared, true)]
    [InlineData(Own + Shared + Shared, false)]
    [InlineData(Own + OneLine + OneLine, true)]
    [InlineData(Shared + OneLine, false)]
    public void Braces_StandWhereMostOfThemDo(string members, bool onOwnLine) => Assert.Equal(onOwnLine, Of($"class C\n{{\n{members}}}\n").BracesOnOwnLine);

    [Theory]
    [InlineData("class C { }\n \t ", " \t ")]
    [InlineData("class C { }\n", "")]
    [InlineData("class C { }\n\t// end", "\t")]
    public void IndentOfTheLastLine_NeedsNoLineBreak(string code, string indent) => Assert.Equal(indent, Of(code).IndentAt(code.Length));

    [Fact]
    public void IfStatement_IsWrittenInTheStyle()
    {
        Assert.Equal("\tif (x)\r\n\t{\r\n\t\ty();\r\n\t}\r\n", Of("class C\r\n{\r\n\tvoid M()\r\n\t{\r\n\t}\r\n}\r\n").If("x", 14, "y();"));
        Assert.Equal("  if (x) {\n    y();\n  }\n", Of("class C {\n  void M() {\n  }\n}\n").If("x", 14, "y();"));
    }
}
