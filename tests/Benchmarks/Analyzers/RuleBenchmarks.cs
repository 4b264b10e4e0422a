using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;

namespace McpBenchmarks.Analyzers;

/// <summary>One pass over MCP clients, by each rule alone and by all.</summary>
[MemoryDiagnoser]
public class RuleBenchmarks
{
    private IReadOnlyList<SyntaxTree> _trees = [];

    [ParamsSource(nameof(Contenders))]
    public object Analyzer { get; set; } = "";

    public static IEnumerable<object> Contenders => [AnalyzerContender.Binding, AnalyzerContender.NoRule, .. AnalyzerContender.SingleRules, AnalyzerContender.AllRules];

    [GlobalSetup]
    public void ReadCode() => _trees = Corpus.McpClients(copies: 3);

    [Benchmark]
    public Task Pass() => ((AnalyzerContender)Analyzer).PassAsync(Corpus.Compile(_trees));
}
