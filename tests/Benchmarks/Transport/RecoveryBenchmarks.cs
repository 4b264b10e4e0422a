using BenchmarkDotNet.Attributes;

namespace McpBenchmarks.Transport;

/// <summary>Fifty calls at once that meet the end of their session: how long until the last is answered.</summary>
public class RecoveryBenchmarks
{
    private SessionEnd _sessionEnd = null!;

    [Params(AnswerForm.Json, AnswerForm.EventStream)]
    public AnswerForm Form { get; set; }

    [IterationSetup]
    public void SetUp() => _sessionEnd = SessionEnd.PrepareAsync(Contender.Ours, Form).GetAwaiter().GetResult();

    [Benchmark(Description = Contender.Ours)]
    public async Task<int> FiftyCallsAtTheEndOfASession() => (await _sessionEnd.CallAsync()).Answered;

    [IterationCleanup]
    public void CleanUp() => _sessionEnd.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
