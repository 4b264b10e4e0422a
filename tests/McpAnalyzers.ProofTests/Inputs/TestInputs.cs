using McpAnalyzers.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace McpAnalyzers.ProofTests.Inputs;

/// <summary>What the tests of rules and fixes analyze. Their methods are called, and hand over their sources in place of verifying them.</summary>
internal static class TestInputs
{
    public static async Task<IReadOnlyList<Input>> RecordAsync()
    {
        var inputs = new List<Input>();
        foreach (var test in (await TestCase.InAsync("McpAnalyzers.Tests.Fixes")).Concat(await TestCase.InAsync("McpAnalyzers.Tests.Rules")))
        {
            inputs.AddRange((await test.RecordAsync()).Select(recorded => Of(test.Name, recorded)));
        }

        return inputs;
    }

    private static Input Of(string name, AnalyzerTest<DefaultVerifier> test)
        => new(
            name,
            [.. test.TestState.Sources.Select(source => new SourceFile(source.Item1, Markup.Removed(source.Item2.ToString())))],
            test.TestState.OutputKind is OutputKind.ConsoleApplication);
}
