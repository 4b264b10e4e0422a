using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace McpBenchmarks.Analyzers;

/// <summary>A thousand files that do not mention MCP: the whole compilation, and the analyzer pass by itself, beside packages that others made.</summary>
[MemoryDiagnoser]
public class OtherCodeBenchmarks
{
    private IReadOnlyList<SyntaxTree> _trees = [];
    private CSharpCompilation _compilation = null!;

    [ParamsSource(nameof(Contenders))]
    public object Analyzer { get; set; } = "";

    public static IEnumerable<object> Contenders => [AnalyzerContender.Idle, AnalyzerContender.AllRules, .. AnalyzerContender.Peers];

    [GlobalSetup]
    public void WriteCode() => _trees = Corpus.OtherProject();

    [IterationSetup]
    public void Parse() => _compilation = Corpus.CompileAnew(_trees);

    [Benchmark]
    public Task Pass() => ((AnalyzerContender)Analyzer).PassAsync(_compilation);

    [Benchmark]
    public Task Compilation() => ((AnalyzerContender)Analyzer).CompileAsync(_compilation);
}
