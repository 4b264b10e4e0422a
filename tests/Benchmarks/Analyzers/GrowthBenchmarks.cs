using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace McpBenchmarks.Analyzers;

/// <summary>One pass over MCP clients, at once, four and sixteen times the size: the time above binding must grow as the code does.</summary>
[MemoryDiagnoser]
public class GrowthBenchmarks
{
    private IReadOnlyList<SyntaxTree> _trees = [];
    private CSharpCompilation _compilation = null!;

    [ParamsSource(nameof(Contenders))]
    public object Analyzer { get; set; } = "";

    [Params(1, 4, 16)]
    public int Copies { get; set; }

    public static IEnumerable<object> Contenders => [AnalyzerContender.Binding, AnalyzerContender.AllRules];

    [GlobalSetup]
    public void ReadCode() => _trees = Corpus.McpClients(Copies);

    [IterationSetup]
    public void Parse() => _compilation = Corpus.CompileAnew(_trees);

    [Benchmark]
    public Task Pass() => ((AnalyzerContender)Analyzer).PassAsync(_compilation);
}
