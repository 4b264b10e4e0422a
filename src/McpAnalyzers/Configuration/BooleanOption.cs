using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace McpAnalyzers.Configuration;

/// <summary>One option that users set to true or false in an .editorconfig or a globalconfig.</summary>
internal sealed class BooleanOption(string name, bool defaultValue)
{
    /// <summary>In lower case, as the compiler hands keys over.</summary>
    public string Key { get; } = "mcp_analyzers." + name;

    /// <summary>What holds where the option is not set, or is set to something that it cannot be.</summary>
    public bool Default { get; } = defaultValue;

    /// <summary>What holds for the file.</summary>
    public bool In(SyntaxTree file, AnalyzerConfigOptionsProvider options) =>
        options.GetOptions(file).TryGetValue(Key, out var value) && bool.TryParse(value, out var set) ? set : Default;

    /// <summary>What is written there and is neither true nor false; null when there is nothing to object to.</summary>
    public string? InvalidValue(AnalyzerConfigOptions options) =>
        options.TryGetValue(Key, out var value) && !bool.TryParse(value, out _) ? value : null;
}
