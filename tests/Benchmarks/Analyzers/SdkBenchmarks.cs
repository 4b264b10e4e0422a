using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;

namespace McpBenchmarks.Analyzers;

/// <summary>One pass over a project of the official SDK's size and kind, beside packages that others made.</summary>
[MemoryDiagnoser]
public class SdkBenchmarks
{
    private IReadOnlyList<SyntaxTree> _trees = [];

    [ParamsSource(nameof(Contenders))]
    public object Analyzer { get; set; } = "";

    public static IEnumerable<object> Contenders => [AnalyzerContender.Binding, AnalyzerContender.AllRules, .. AnalyzerContender.Peers];

    [GlobalSetup]
    public void WriteCode() => _trees = Corpus.SdkSizedProject();

    [Benchmark]
    public Task Pass() => ((AnalyzerContender)Analyzer).PassAsync(Corpus.Compile(_trees));
}
