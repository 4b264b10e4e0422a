namespace McpAnalyzers.Tests;

/// <summary>The files of the repository that tests read: samples and pages.</summary>
internal static class RepositoryFiles
{
    /// <summary>The folder of McpAnalyzers.sln.</summary>
    public static string Root { get; } = Find();

    // By the folder of the test program: the compiler's paths are mapped in builds of CI.
    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "McpAnalyzers.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds McpAnalyzers.sln.");
    }
}
