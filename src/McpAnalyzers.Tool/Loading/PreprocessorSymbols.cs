using System.Collections.Immutable;

namespace McpAnalyzers.Tool.Loading;

/// <summary>What a project that says nothing defines when <c>dotnet build</c> builds it for the framework that the tool carries.</summary>
internal static class PreprocessorSymbols
{
    private const int NewestVersion = 10;

    public static ImmutableArray<string> OfBuild { get; } =
    [
        "DEBUG",
        "TRACE",
        "NET",
        $"NET{NewestVersion}_0",
        "NETCOREAPP",
        .. Enumerable.Range(5, NewestVersion - 4).Select(v => $"NET{v}_0_OR_GREATER"),
        .. new[] { "1_0", "1_1", "2_0", "2_1", "2_2", "3_0", "3_1" }.Select(v => $"NETCOREAPP{v}_OR_GREATER"),
    ];
}
