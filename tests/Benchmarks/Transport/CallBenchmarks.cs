using BenchmarkDotNet.Attributes;

namespace McpBenchmarks.Transport;

/// <summary>
/// Calls of one tool through each transport, and without any. The bytes are those of the whole process, so the server's are among
/// them, alike for all; the quick comparison takes them off.
/// </summary>
[MemoryDiagnoser]
public class CallBenchmarks
{
    private const int CallsPerCaller = 16;

    private LoopbackMcpServer _server = null!;
    private Contender _contender = null!;

    [ParamsAllValues]
    public AnswerForm Form { get; set; }

    [Params(1, 64)]
    public int Callers { get; set; }

    [GlobalSetup(Target = nameof(Official))]
    public Task SetUpOfficial() => SetUpAsync(Contender.Official);

    [GlobalSetup(Target = nameof(Ours))]
    public Task SetUpOurs() => SetUpAsync(Contender.Ours);

    [GlobalSetup(Target = nameof(Bare))]
    public Task SetUpBare() => SetUpAsync(Contender.Bare);

    /// <summary>The time of <see cref="CallsPerCaller"/> calls by each of the callers at once.</summary>
    [Benchmark(Baseline = true, Description = Contender.Official)]
    public Task Official() => CallAsync();

    [Benchmark(Description = Contender.Ours)]
    public Task Ours() => CallAsync();

    [Benchmark(Description = Contender.Bare)]
    public Task Bare() => CallAsync();

    [GlobalCleanup]
    public async Task CleanUp()
    {
        await _contender.DisposeAsync();
        await _server.DisposeAsync();
    }

    private async Task SetUpAsync(string contender)
    {
        _server = await LoopbackMcpServer.StartAsync(Form);
        _contender = await Contender.ConnectAsync(contender, _server.Endpoint);
    }

    private Task CallAsync()
    {
        var callers = new Task[Callers];
        for (var caller = 0; caller < Callers; caller++)
        {
            callers[caller] = CallInTurnAsync();
        }

        return Task.WhenAll(callers);
    }

    private async Task CallInTurnAsync()
    {
        for (var call = 0; call < CallsPerCaller; call++)
        {
            await _contender.CallAsync();
        }
    }
}
