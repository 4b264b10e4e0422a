using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace McpBenchmarks;

/// <summary>What the quick comparisons have in common.</summary>
internal static class Measuring
{
    public static bool IsOptimized =>
        typeof(Measuring).Assembly.GetCustomAttributes(typeof(DebuggableAttribute), inherit: false)
            is not [DebuggableAttribute { IsJITOptimizerDisabled: true }];

    public static string Machine => string.Create(
        CultureInfo.InvariantCulture,
        $"{RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}");

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
