using Microsoft.CodeAnalysis.Diagnostics;

namespace McpAnalyzers.Configuration;

/// <summary>An option that users set in an .editorconfig or a globalconfig.</summary>
internal interface IOption
{
    /// <summary>What follows <c>mcp_analyzers.</c> in the key.</summary>
    string Name { get; }

    /// <summary>In lower case, as the compiler hands keys over.</summary>
    string Key { get; }

    /// <summary>What is written there and cannot be; null when there is nothing to object to.</summary>
    InvalidValue? InvalidValue(AnalyzerConfigOptions options);
}

/// <summary>What an option cannot be, in words that end the message of MCPT0001.</summary>
/// <param name="Written">What is written there.</param>
/// <param name="Allowed">What could be.</param>
/// <param name="Effect">What is done instead.</param>
internal sealed record InvalidValue(string Written, string Allowed, string Effect);
