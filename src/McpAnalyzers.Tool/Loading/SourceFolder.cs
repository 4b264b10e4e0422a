using System.Collections.Immutable;

namespace McpAnalyzers.Tool.Loading;

/// <summary>What lies in a folder and below: C# sources and project files, absolute and sorted.</summary>
internal sealed record SourceFolder(string Root, ImmutableArray<string> Sources, ImmutableArray<string> ProjectFiles)
{
    /// <summary>What builds and package managers write. Hidden folders are left out too.</summary>
    private static readonly string[] NotSources = ["bin", "obj", "node_modules"];

    /// <summary>What the Unity editor writes beside the sources of a project: its packages and caches.</summary>
    private static readonly string[] NotSourcesOfUnity = ["Library", "Temp", "Logs"];

    public static SourceFolder Read(string root, Terminal terminal, Problems problems, CancellationToken cancellationToken)
    {
        var sources = new List<string>();
        var projectFiles = new List<string>();
        var open = new Stack<string>([root]);
        while (open.TryPop(out var folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                foreach (var file in Directory.EnumerateFiles(folder))
                {
                    if (HasExtension(file, ".cs"))
                    {
                        sources.Add(file);
                    }
                    else if (HasExtension(file, ".csproj"))
                    {
                        projectFiles.Add(file);
                    }
                }

                foreach (var child in new DirectoryInfo(folder).EnumerateDirectories().Where(HoldsSources))
                {
                    open.Push(child.FullName);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                problems.Add($"{terminal.Shown(folder)} could not be read: {Problems.Reason(e)}.");
            }
        }

        return new(root, [.. sources.Order(StringComparer.Ordinal)], [.. projectFiles.Order(StringComparer.Ordinal)]);
    }

    private static bool HasExtension(string file, string extension)
        => Path.GetExtension(file.AsSpan()).Equals(extension, StringComparison.OrdinalIgnoreCase);

    // A link leads to what is found elsewhere, or round in a circle.
    private static bool HoldsSources(DirectoryInfo folder)
        => !folder.Name.StartsWith('.')
            && (folder.Attributes & (FileAttributes.ReparsePoint | FileAttributes.Hidden)) == 0
            && !NotSources.Contains(folder.Name, StringComparer.OrdinalIgnoreCase)
            && !(NotSourcesOfUnity.Contains(folder.Name, StringComparer.OrdinalIgnoreCase) && IsUnityProject(folder.Parent!.FullName));

    private static bool IsUnityProject(string folder) => File.Exists(Path.Combine(folder, "ProjectSettings", "ProjectVersion.txt"));
}
