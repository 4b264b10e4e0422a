namespace McpAnalyzers.Documentation;

/// <summary>Where the repository is that a generator was started in.</summary>
internal static class RepositoryRoot
{
    /// <summary>The nearest folder, from here upwards, that is the root; null when there is none.</summary>
    public static string? Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "McpAnalyzers.sln")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
