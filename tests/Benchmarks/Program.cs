// dotnet run -c Release --project tests/Benchmarks -- <group> [--quick] [options of BenchmarkDotNet]
//   --quick   one table in under a minute; without it BenchmarkDotNet measures, which takes many minutes
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using McpBenchmarks.Analyzers;
using McpBenchmarks.Transport;

switch (args)
{
    case ["transport", "--quick"]:
        return await QuickTransportComparison.RunAsync();

    case ["transport", .. var options]:
        BenchmarkSwitcher.FromTypes([typeof(CallBenchmarks), typeof(RecoveryBenchmarks)]).Run(options is [] ? ["--filter", "*"] : options, DefaultConfig.Instance);
        return 0;

    case ["analyzers", "--quick"]:
        return await QuickAnalyzerComparison.RunAsync();

    case ["analyzers", .. var options]:
        BenchmarkSwitcher.FromTypes([typeof(RuleBenchmarks), typeof(GateBenchmarks)]).Run(options is [] ? ["--filter", "*"] : options, DefaultConfig.Instance);
        return 0;

    default:
        await Console.Error.WriteLineAsync("Usage: dotnet run -c Release --project tests/Benchmarks -- transport|analyzers [--quick]");
        return 2;
}
