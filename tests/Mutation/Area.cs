using System.IO.Enumeration;

namespace McpAnalyzers.Mutation;

/// <summary>A part of the analyzers that gets a score of its own.</summary>
/// <param name="Name">As the command names it.</param>
/// <param name="Project">The project that Stryker mutates, which is also the name of its assembly.</param>
/// <param name="Files">Its files, beneath <c>src</c>.</param>
/// <param name="Tests">The namespaces whose tests are run as they are, where no expected diagnostic has detected a mutant.</param>
internal sealed record Area(string Name, string Project, string[] Files, string[] Tests)
{
    private const string Analyzers = "McpAnalyzers", CodeFixes = "McpAnalyzers.CodeFixes";

    public static IReadOnlyList<Area> All { get; } =
    [
        new("facts", Analyzers, ["McpAnalyzers/Facts/*"], ["McpAnalyzers.Tests.Facts", "McpAnalyzers.Tests.Flow"]),
        new("flow", Analyzers, ["McpAnalyzers/Flow/*"], ["McpAnalyzers.Tests.Facts", "McpAnalyzers.Tests.Flow"]),
        new("rules-session", Analyzers, ["McpAnalyzers/Rules/Session/*"], ["McpAnalyzers.Tests.Rules", "McpAnalyzers.Tests.Facts", "McpAnalyzers.Tests.Fixes.Session"]),
        new("rules-others", Analyzers, ["McpAnalyzers/Rules/EventStream/*", "McpAnalyzers/Rules/Request/*", "McpAnalyzers/Rules/Sdk/*", "McpAnalyzers/Rules/Server/*"], ["McpAnalyzers.Tests.Rules", "McpAnalyzers.Tests.Fixes"]),
        new("fixes", CodeFixes, ["McpAnalyzers.CodeFixes/*"], ["McpAnalyzers.Tests.Fixes"]),
    ];

    public bool Has(string file) => Files.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, file));
}
