using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace McpBenchmarks.Analyzers;

/// <summary>What analyzers are made to do, on code that the compiler has not seen yet.</summary>
internal static class AnalyzerScenarios
{
    private const int McpFilesOfLargeProject = 50;

    /// <summary>The analyzer pass by itself.</summary>
    public static Contestant Pass(AnalyzerContender contender, IReadOnlyList<SyntaxTree> trees) => new(contender.Name, () =>
    {
        var compilation = Corpus.CompileAnew(trees);
        return () => contender.PassAsync(compilation);
    }, CollectsAfterwards: true);

    /// <summary>A whole compilation, its own diagnostics included.</summary>
    public static Contestant Compilation(AnalyzerContender contender, IReadOnlyList<SyntaxTree> trees) => new(contender.Name, () =>
    {
        var compilation = Corpus.CompileAnew(trees);
        return () => contender.CompileAsync(compilation);
    });

    /// <summary>A character is typed in one file of a large project that was analyzed before, and its editor asks for the file's diagnostics.</summary>
    public static Contestant Edit(AnalyzerContender contender, IReadOnlyList<SyntaxTree> trees, int file) => new(contender.Name, () =>
    {
        var before = Corpus.Compile(trees);
        contender.EditAsync(before, trees[file]).GetAwaiter().GetResult();
        var text = trees[file].GetText();
        var edited = trees[file].WithChangedText(text.WithChanges(new TextChange(new TextSpan(text.Length, 0), "\n")));
        CSharpCompilation after = before.ReplaceSyntaxTree(trees[file], edited);
        return () => contender.EditAsync(after, edited);
    });

    /// <summary>A thousand files, the first of which speak MCP.</summary>
    public static IReadOnlyList<SyntaxTree> LargeProject()
    {
        var clients = Corpus.McpClients(copies: McpFilesOfLargeProject / Corpus.McpClients(copies: 1).Count + 1).Take(McpFilesOfLargeProject).ToList();
        return [.. clients, .. Corpus.OtherProject(Corpus.OtherFiles - clients.Count)];
    }
}
