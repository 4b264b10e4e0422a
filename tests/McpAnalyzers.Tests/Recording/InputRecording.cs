using Microsoft.CodeAnalysis.Testing;

namespace McpAnalyzers.Tests;

/// <summary>Hands the inputs of tests to somebody who runs them in the same process, in place of verifying them.</summary>
internal static class InputRecording
{
    private static readonly AsyncLocal<Action<AnalyzerTest<DefaultVerifier>>?> Recorder = new();

    /// <summary>From here on, in this asynchronous flow, tests are given to the recorder and not run.</summary>
    public static void Begin(Action<AnalyzerTest<DefaultVerifier>> recorder) => Recorder.Value = recorder;

    /// <summary>Whether somebody records, and so has the test.</summary>
    public static bool Takes(AnalyzerTest<DefaultVerifier> test)
    {
        Recorder.Value?.Invoke(test);
        return Recorder.Value is not null;
    }
}
