using BenchmarkDotNet.Attributes;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;

namespace McpBenchmarks.Analyzers;

/// <summary>The gate over code that does not mention MCP: it reads every file once, and stays closed.</summary>
[MemoryDiagnoser]
public class GateBenchmarks
{
    private IReadOnlyList<string> _texts = [];
    private Compilation _compilation = null!;

    [GlobalSetup]
    public void ReadCode() => _texts = Corpus.OtherTexts();

    /// <summary>What was found in a tree is remembered: each time gets trees of its own.</summary>
    [IterationSetup]
    public void Parse() => _compilation = Corpus.CompileAnew(_texts);

    [Benchmark]
    public bool Open() => TypeGate.Open(_compilation, CancellationToken.None) is not null;
}
