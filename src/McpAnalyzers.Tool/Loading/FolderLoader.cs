using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace McpAnalyzers.Tool.Loading;

/// <summary>
/// Reads a folder as sources: nothing is built, restored or run. Files under one project file are taken together, as are those under none;
/// of the project files only what changes the meaning of sources is read.
/// </summary>
internal sealed class FolderLoader(Terminal terminal, Problems problems, ImmutableArray<string> definedSymbols)
{
    public IEnumerable<CodeProject> Load(string root, CancellationToken cancellationToken)
    {
        var folder = SourceFolder.Read(root, terminal, problems, cancellationToken);
        return Group(folder.Sources, root, folder.ProjectFiles);
    }

    /// <summary>The sources of one project, where it is not the only one in its folder either.</summary>
    public IEnumerable<CodeProject> LoadProject(string projectFile, CancellationToken cancellationToken)
    {
        var root = Path.GetDirectoryName(projectFile)!;
        var folder = SourceFolder.Read(root, terminal, problems, cancellationToken);
        return Group(folder.Sources, root, [projectFile, .. folder.ProjectFiles.Where(f => f != projectFile)]).Where(p => p.ProjectFile == projectFile);
    }

    public IEnumerable<CodeProject> LoadFile(string file) => Group([file], Path.GetDirectoryName(file)!, []);

    private IEnumerable<CodeProject> Group(ImmutableArray<string> sources, string root, ImmutableArray<string> projectFiles)
    {
        var projects = projectFiles.GroupBy(f => Path.GetDirectoryName(f)!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var above = ProjectFileAbove(root);
        var groups = sources.GroupBy(source => ProjectFileOf(source, root, projects) ?? above, StringComparer.Ordinal).ToList();
        var names = groups.Select(g => NameOf(g.Key, root)).ToImmutableArray();
        return groups.Select(group => Project(group.Key, root, [.. group], names));
    }

    private CodeProject Project(string? projectFile, string root, ImmutableArray<string> sources, ImmutableArray<string> allNames)
    {
        var facts = projectFile is null ? ProjectFileFacts.None : ProjectFileFacts.Read(projectFile);
        return new CodeProject
        {
            Key = projectFile ?? root,
            AssemblyName = NameOf(projectFile, root),
            ProjectFile = projectFile,
            Sources = sources,
            GeneratedSource = facts.GlobalUsings + FriendsOf(allNames),
            ParseOptions = new CSharpParseOptions(
                LanguageVersion.Latest,
                preprocessorSymbols: [.. PreprocessorSymbols.OfBuild, .. facts.DefinedSymbols, .. definedSymbols]),
            CompilationOptions = new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                allowUnsafe: true,
                nullableContextOptions: NullableContextOptions.Enable),
            References = FrameworkReferences.All,
            ReferencedProjects = facts.ReferencedProjects,
            ConfigFiles = ConfigurationFiles.Of(sources, Path.GetDirectoryName(projectFile) ?? root),
        };
    }

    /// <summary>The nearest at or above a source, not above the folder that is read.</summary>
    private static string? ProjectFileOf(string source, string root, Dictionary<string, string> projects)
    {
        for (var folder = Path.GetDirectoryName(source); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (projects.TryGetValue(folder, out var project))
            {
                return project;
            }

            if (folder.Length <= root.Length)
            {
                break;
            }
        }

        return null;
    }

    /// <summary>Of a part of a project too the sources mean what its project file says. Not looked for outside the repository.</summary>
    private static string? ProjectFileAbove(string root)
    {
        foreach (var folder in Folders.Above(root))
        {
            if (Folders.FilesIn(folder, "*.csproj") is [var project, ..])
            {
                return project;
            }

            if (Folders.IsRepository(folder))
            {
                break;
            }
        }

        return null;
    }

    private static string NameOf(string? projectFile, string root)
        => projectFile is not null ? Path.GetFileNameWithoutExtension(projectFile)
            : Path.GetFileName(Path.TrimEndingDirectorySeparator(root)) is { Length: > 0 } name ? name : "Sources";

    // Which projects see the internals of which is said in places that are not read here. To see too much is no harm.
    private static string FriendsOf(ImmutableArray<string> names)
        => names.Length < 2
            ? ""
            : string.Concat(names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(n => $"[assembly: global::System.Runtime.CompilerServices.InternalsVisibleTo({SymbolDisplay.FormatLiteral(n, quote: true)})]\n"));
}
