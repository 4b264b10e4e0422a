using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace McpBenchmarks.Analyzers;

/// <summary>One pass over MCP clients, by each rule alone and by all.</summary>
[MemoryDiagnoser]
public class RuleBenchmarks
{
    private IReadOnlyList<SyntaxTree> _trees = [];
    private DiagnosticAnalyzer _analyzer = null!;

    [ParamsSource(nameof(Analyzers))]
    public string Analyzer { get; set; } = "";

    public static IEnumerable<string> Analyzers => AnalyzerContender.Names;

    [GlobalSetup]
    public void ReadCode()
    {
        _trees = Corpus.McpClients().Trees;
        _analyzer = AnalyzerContender.Create(Analyzer);
    }

    [Benchmark]
    public Task<int> Pass() => AnalyzerContender.AnalyzeAsync(Corpus.Compile(_trees), _analyzer);
}
