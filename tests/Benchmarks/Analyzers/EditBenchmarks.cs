using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;

namespace McpBenchmarks.Analyzers;

/// <summary>One file of a project of a thousand is edited, one that speaks MCP or another: the diagnostics of that file.</summary>
[MemoryDiagnoser]
public class EditBenchmarks
{
    private IReadOnlyList<SyntaxTree> _trees = [];
    private Func<Task<Result>> _edit = null!;

    [ParamsSource(nameof(Contenders))]
    public object Analyzer { get; set; } = "";

    [Params(true, false)]
    public bool SpeaksMcp { get; set; }

    public static IEnumerable<object> Contenders => [AnalyzerContender.Binding, AnalyzerContender.AllRules];

    [GlobalSetup]
    public void ReadCode() => _trees = AnalyzerScenarios.LargeProject();

    [IterationSetup]
    public void Type() => _edit = AnalyzerScenarios.Edit((AnalyzerContender)Analyzer, _trees, SpeaksMcp ? 0 : _trees.Count - 1).Prepare();

    [Benchmark]
    public Task Diagnostics() => _edit();
}
