using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Documentation;

/// <summary>A rule, as the documentation speaks of it.</summary>
/// <param name="Name">What the descriptor's field is called after the id.</param>
/// <param name="Descriptor">What is reported.</param>
/// <param name="HasFix">Does any fix mend it?</param>
/// <param name="Since">The first version that has it.</param>
internal sealed record Rule(string Name, DiagnosticDescriptor Descriptor, bool HasFix, string Since)
{
    public string Id => Descriptor.Id;

    /// <summary>A rule about the configuration of McpAnalyzers, not about the protocol.</summary>
    public bool IsAboutConfiguration => Descriptor.Category == Descriptors.Categories.Configuration;
}
