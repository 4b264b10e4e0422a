using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;

namespace McpBenchmarks.Analyzers;

/// <summary>One pass over MCP clients, at once, four and sixteen times the size: the time above binding must grow as the code does.</summary>
[MemoryDiagnoser]
public class GrowthBenchmarks
{
    private IReadOnlyList<SyntaxTree> _trees = [];

    [ParamsSource(nameof(Contenders))]
    public object Analyzer { get; set; } = "";

    [Params(1, 4, 16)]
    public int Copies { get; set; }

    public static IEnumerable<object> Contenders => [AnalyzerContender.Binding, AnalyzerContender.AllRules];

    [GlobalSetup]
    public void ReadCode() => _trees = Corpus.McpClients(Copies);

    [Benchmark]
    public Task Pass() => ((AnalyzerContender)Analyzer).PassAsync(Corpus.Compile(_trees));
}
