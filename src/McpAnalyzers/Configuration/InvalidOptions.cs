using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace McpAnalyzers.Configuration;

/// <summary>Tells users of a value that an option of ours cannot have. A compilation hears of each value once, however many files it holds for.</summary>
internal static class InvalidOptions
{
    public static DiagnosticDescriptor Descriptor => Descriptors.MCPT0001_InvalidOption;

    /// <summary>At the end of the compilation and at no location: the compiler tells the value for a file, and not which line of which configuration file set it.</summary>
    public static void Check(CompilationAnalysisContext context)
        => Check(context.Compilation, context.Options, context.ReportDiagnostic, context.CancellationToken);

    public static void Check(Compilation compilation, AnalyzerOptions analyzerOptions, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        var provider = analyzerOptions.AnalyzerConfigOptionsProvider;
        var told = new HashSet<(string Key, string Value)>();
        Check(provider.GlobalOptions, told, report);
        foreach (var tree in compilation.SyntaxTrees)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Check(provider.GetOptions(tree), told, report);
        }
    }

    private static void Check(AnalyzerConfigOptions options, HashSet<(string Key, string Value)> told, Action<Diagnostic> report)
    {
        foreach (var option in McpOptions.All)
        {
            if (option.InvalidValue(options) is { } invalid && told.Add((option.Key, invalid.Written)))
            {
                report(Diagnostic.Create(Descriptor, Location.None, option.Key, invalid.Written, invalid.Allowed, invalid.Effect));
            }
        }
    }
}
