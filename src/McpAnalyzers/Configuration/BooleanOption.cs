using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace McpAnalyzers.Configuration;

/// <summary>One option that users set to true or false.</summary>
internal sealed class BooleanOption(string name, bool defaultValue) : IOption
{
    public string Name { get; } = name;

    public string Key { get; } = McpOptions.Prefix + name;

    /// <summary>What holds where the option is not set, or is set to something that it cannot be.</summary>
    public bool Default { get; } = defaultValue;

    /// <summary>What holds for the file.</summary>
    public bool In(SyntaxTree file, AnalyzerConfigOptionsProvider options) =>
        options.GetOptions(file).TryGetValue(Key, out var value) && bool.TryParse(value, out var set) ? set : Default;

    public InvalidValue? InvalidValue(AnalyzerConfigOptions options) =>
        options.TryGetValue(Key, out var value) && !bool.TryParse(value, out _)
            ? new(value, "true and false", $"'{(Default ? "true" : "false")}' is used")
            : null;
}
