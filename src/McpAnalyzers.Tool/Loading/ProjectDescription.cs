using System.Collections.Immutable;

namespace McpAnalyzers.Tool.Loading;

/// <summary>What Describe.targets wrote about one project for one target framework.</summary>
/// <param name="ProjectFile">Absolute.</param>
/// <param name="TargetFramework">Empty for old projects.</param>
/// <param name="AssetsFile">What a restore writes; empty for old projects.</param>
/// <param name="Outputs">The assemblies that other projects may name when they mean this one.</param>
/// <param name="References">The projects that it is built on, and for which target framework (empty: the only one).</param>
/// <param name="Arguments">Of the call of the compiler.</param>
internal sealed record ProjectDescription(
    string ProjectFile,
    string TargetFramework,
    string AssetsFile,
    ImmutableArray<string> Outputs,
    ImmutableArray<(string ProjectFile, string TargetFramework)> References,
    ImmutableArray<string> Arguments)
{
    public string Key => TargetFramework.Length == 0 ? ProjectFile : $"{ProjectFile} ({TargetFramework})";

    public static ProjectDescription Parse(IEnumerable<string> lines)
    {
        var values = lines.Select(line => line.Split('=', 2)).Where(parts => parts.Length == 2).ToLookup(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        return new(
            values["project"].First(),
            values["framework"].FirstOrDefault() ?? "",
            values["assets"].FirstOrDefault() ?? "",
            [.. values["output"]],
            [.. values["reference"].Select(Reference)],
            [.. values["argument"]]);
    }

    public bool IsRestored => AssetsFile.Length == 0 || File.Exists(AssetsFile);

    /// <summary>As in <c>/src/A.csproj|TargetFramework=net10.0</c>; the second half may be empty.</summary>
    private static (string ProjectFile, string TargetFramework) Reference(string value)
    {
        var parts = value.Split('|', 2);
        return (parts[0], parts[^1].StartsWith("TargetFramework=", StringComparison.Ordinal) ? parts[^1]["TargetFramework=".Length..] : "");
    }
}
