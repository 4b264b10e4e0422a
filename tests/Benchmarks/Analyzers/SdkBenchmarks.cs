using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace McpBenchmarks.Analyzers;

/// <summary>One pass over a project of the official SDK's size and kind, beside packages that others made.</summary>
[MemoryDiagnoser]
public class SdkBenchmarks
{
    private IReadOnlyList<SyntaxTree> _trees = [];
    private CSharpCompilation _compilation = null!;

    [ParamsSource(nameof(Contenders))]
    public object Analyzer { get; set; } = "";

    public static IEnumerable<object> Contenders => [AnalyzerContender.Binding, AnalyzerContender.AllRules, .. AnalyzerContender.Peers];

    [GlobalSetup]
    public void WriteCode() => _trees = Corpus.SdkSizedProject();

    [IterationSetup]
    public void Parse() => _compilation = Corpus.CompileAnew(_trees);

    [Benchmark]
    public Task Pass() => ((AnalyzerContender)Analyzer).PassAsync(_compilation);
}
