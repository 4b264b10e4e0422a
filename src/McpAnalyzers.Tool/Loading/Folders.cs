namespace McpAnalyzers.Tool.Loading;

/// <summary>Folders, and those on the way from one up to the root of the file system.</summary>
internal static class Folders
{
    /// <summary>As the system's usual file system compares paths.</summary>
    public static StringComparer PathComparer { get; } = OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;

    /// <summary>The folder itself first.</summary>
    public static IEnumerable<string> Above(string folder)
    {
        for (var current = Path.TrimEndingDirectorySeparator(folder); current is not null; current = Path.GetDirectoryName(current))
        {
            yield return current;
        }
    }

    /// <summary>Sorted; empty where the folder cannot be read.</summary>
    public static IReadOnlyList<string> FilesIn(string folder, string pattern)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Whether it is the root of a git repository; in a worktree .git is a file.</summary>
    public static bool IsRepository(string folder)
    {
        var git = Path.Combine(folder, ".git");
        return Directory.Exists(git) || File.Exists(git);
    }
}
