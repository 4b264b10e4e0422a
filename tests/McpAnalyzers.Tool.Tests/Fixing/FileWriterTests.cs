using System.Collections.Immutable;
using McpAnalyzers.Tool.Fixing;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.Tool.Tests.Fixing;

public sealed class FileWriterTests : IDisposable
{
    private readonly SourceTree _tree = new SourceTree().With("A.cs", "old").With("B.cs", "written by somebody else");
    private readonly Problems _problems = new();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public void FileAsItWasRead_IsWritten()
    {
        Assert.Equal([_tree.PathOf("A.cs")], Write("A.cs"));
        Assert.Equal("new", _tree.Read("A.cs"));
        Assert.False(_problems.Any);
    }

    [Fact]
    public void FileThatHasChangedMeanwhile_IsLeft_AndSaid()
    {
        Assert.Empty(Write("B.cs"));
        Assert.Equal("written by somebody else", _tree.Read("B.cs"));
        Assert.Equal(["B.cs was not written: it has changed since it was read."], _problems.Sentences);
    }

    [Fact]
    public void FileThatIsGone_IsSaid_AndTheOthersAreWritten()
    {
        Assert.Equal([_tree.PathOf("A.cs")], Write("gone/C.cs", "A.cs"));
        Assert.Equal(["gone/C.cs could not be written: it is not there."], _problems.Sentences);
    }

    private ImmutableHashSet<string> Write(params string[] names)
    {
        var terminal = new Terminal(TextWriter.Null, TextWriter.Null, OutIsTerminal: false, ErrorIsTerminal: false, Colour: false, _tree.Root);
        return new FileWriter(terminal, _problems).Write(names.Select(n => new ChangedFile(_tree.PathOf(n), SourceText.From("old"), SourceText.From("new"))));
    }
}
