using System.IO.Enumeration;

namespace McpAnalyzers.Mutation;

/// <summary>A part of the analyzers that gets a score of its own.</summary>
/// <param name="Name">As the command names it.</param>
/// <param name="Project">The project that Stryker mutates, which is also the name of its assembly.</param>
/// <param name="Files">Its files, beneath <c>src</c>.</param>
/// <param name="Tests">The namespaces whose tests are run as they are, where no expected diagnostic has detected a mutant.</param>
internal sealed record Area(string Name, string Project, string[] Files, string[] Tests)
{
    /// <summary>Parts of which the path of a file must have one.</summary>
    private string[] Within { get; init; } = [""];

    private const string Analyzers = "McpAnalyzers", CodeFixes = "McpAnalyzers.CodeFixes";

    public static IReadOnlyList<Area> All { get; } =
    [
        new("facts", Analyzers, ["McpAnalyzers/Facts/*"], ["McpAnalyzers.Tests.Facts", "McpAnalyzers.Tests.Flow", "McpAnalyzers.Tests.Fixes.Session"]),
        new("flow", Analyzers, ["McpAnalyzers/Flow/*"], ["McpAnalyzers.Tests.Facts", "McpAnalyzers.Tests.Flow"]),
        new("rules-session", Analyzers, ["McpAnalyzers/Rules/Session/*"], ["McpAnalyzers.Tests.Rules", "McpAnalyzers.Tests.Facts", "McpAnalyzers.Tests.Fixes.Session"]),
        new("rules-others", Analyzers, ["McpAnalyzers/Rules/EventStream/*", "McpAnalyzers/Rules/Request/*", "McpAnalyzers/Rules/Sdk/*", "McpAnalyzers/Rules/Server/*"], ["McpAnalyzers.Tests.Rules", "McpAnalyzers.Tests.Fixes"]),
        new("fixes", CodeFixes, ["McpAnalyzers.CodeFixes/*"], ["McpAnalyzers.Tests.Fixes"]),
    ];

    /// <summary>An area, or what is left of it with a part of a path after its name, or with several, between commas.</summary>
    public static Area? Find(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash < 0
            ? All.FirstOrDefault(area => area.Name == name)
            : Find(name[..slash]) is { } whole ? whole with { Name = name, Within = [.. name[(slash + 1)..].Split(',').Select(part => $"/{part}")] } : null;
    }

    public bool Has(string file) => Within.Any(part => file.Contains(part, StringComparison.Ordinal)) && Files.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, file));
}
