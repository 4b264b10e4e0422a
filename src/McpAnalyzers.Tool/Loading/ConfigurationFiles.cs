using System.Collections.Immutable;

namespace McpAnalyzers.Tool.Loading;

/// <summary>The .editorconfig and .globalconfig files that a build would find for sources.</summary>
internal static class ConfigurationFiles
{
    /// <param name="sources">Each looks for .editorconfig files in its folder and all above. Which of them count, and for what, the compiler decides.</param>
    /// <param name="projectFolder">Where the search for .globalconfig files begins.</param>
    public static ImmutableArray<string> Of(IEnumerable<string> sources, string projectFolder)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var source in sources)
        {
            foreach (var folder in Folders.Above(Path.GetDirectoryName(source)!))
            {
                if (!folders.Add(folder))
                {
                    break;
                }
            }
        }

        return
        [
            .. folders.Select(f => Path.Combine(f, ".editorconfig"))
                .Concat(Folders.Above(projectFolder).Select(f => Path.Combine(f, ".globalconfig")))
                .Where(File.Exists)
                .Order(StringComparer.Ordinal),
        ];
    }
}
