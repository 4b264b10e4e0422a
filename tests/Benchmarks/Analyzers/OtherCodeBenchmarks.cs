using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;

namespace McpBenchmarks.Analyzers;

/// <summary>A thousand files that do not mention MCP: the whole compilation, and the analyzer pass by itself, beside packages that others made.</summary>
[MemoryDiagnoser]
public class OtherCodeBenchmarks
{
    private IReadOnlyList<SyntaxTree> _trees = [];

    [ParamsSource(nameof(Contenders))]
    public object Analyzer { get; set; } = "";

    public static IEnumerable<object> Contenders => [AnalyzerContender.Idle, AnalyzerContender.AllRules, .. AnalyzerContender.Peers];

    [GlobalSetup]
    public void WriteCode() => _trees = Corpus.OtherProject();

    [Benchmark]
    public Task Pass() => ((AnalyzerContender)Analyzer).PassAsync(Corpus.Compile(_trees));

    [Benchmark]
    public Task Compilation() => ((AnalyzerContender)Analyzer).CompileAsync(Corpus.Compile(_trees));
}
