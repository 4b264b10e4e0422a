using McpAnalyzers.Tool.Loading;

namespace McpAnalyzers.Tool.Reports;

/// <summary>Paths for services that show findings beside the code: they count from the root of the repository, wherever the tool was started.</summary>
internal sealed class RepositoryPaths(string root)
{
    /// <param name="scanned">What was scanned. Without a repository around it, paths count from the current directory.</param>
    /// <param name="terminal">Knows that directory.</param>
    public static RepositoryPaths Around(string scanned, Terminal terminal)
        => new(Folders.Above(scanned).FirstOrDefault(Folders.IsRepository) ?? terminal.CurrentDirectory);

    /// <summary>With slashes; null for a file outside.</summary>
    public string? Of(string path)
    {
        var relative = Path.GetRelativePath(root, path).Replace('\\', '/');
        return relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? null : relative;
    }
}
