using Microsoft.CodeAnalysis;

namespace McpAnalyzers;

/// <content>Group 0: the configuration of McpAnalyzers itself.</content>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor MCPT0001_InvalidOption = new(
        "MCPT0001",
        "An option of McpAnalyzers has a value that it cannot have",
        "'{0} = {1}' is not understood: allowed are {2}, and {3}",
        Categories.Configuration,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "An .editorconfig or a globalconfig sets an option of McpAnalyzers to a value that it cannot have. The option's default is used in its place; of several names, those that can be are used.",
        HelpBase + "MCPT0001.md",
        WellKnownDiagnosticTags.CompilationEnd);
}
