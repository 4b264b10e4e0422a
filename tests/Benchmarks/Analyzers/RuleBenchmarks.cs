using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace McpBenchmarks.Analyzers;

/// <summary>One pass over MCP clients, by each rule alone and by all.</summary>
[MemoryDiagnoser]
public class RuleBenchmarks
{
    private IReadOnlyList<SyntaxTree> _trees = [];
    private CSharpCompilation _compilation = null!;

    [ParamsSource(nameof(Contenders))]
    public object Analyzer { get; set; } = "";

    public static IEnumerable<object> Contenders => [AnalyzerContender.Binding, AnalyzerContender.NoRule, .. AnalyzerContender.SingleRules, AnalyzerContender.AllRules];

    [GlobalSetup]
    public void ReadCode() => _trees = Corpus.McpClients(copies: 3);

    [IterationSetup]
    public void Parse() => _compilation = Corpus.CompileAnew(_trees);

    [Benchmark]
    public Task Pass() => ((AnalyzerContender)Analyzer).PassAsync(_compilation);
}
