using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace McpAnalyzers.Tool.Loading;

/// <summary>Reads projects as the SDK would compile them. One that the SDK cannot load is read as a folder of sources instead, and a problem says so.</summary>
internal sealed class ProjectLoader(Terminal terminal, Problems problems, FolderLoader folders, ImmutableArray<string> definedSymbols)
{
    private readonly Dictionary<string, MetadataReference> _references = new(StringComparer.Ordinal);

    public async Task<ImmutableArray<CodeProject>> LoadAsync(ImmutableArray<string> projectFiles, string workingFolder, CancellationToken cancellationToken)
    {
        var missing = projectFiles.Where(p => !File.Exists(p)).ToImmutableArray();
        foreach (var project in missing)
        {
            problems.Add($"{terminal.Shown(project)} could not be loaded: it is not there.");
        }

        var present = projectFiles.RemoveRange(missing);
        if (present.IsEmpty)
        {
            return [];
        }

        var (described, errors) = await DescribeAsync(present, workingFolder, cancellationToken);
        var loaded = described.Select(d => d.ProjectFile).ToHashSet(Folders.PathComparer);
        var scanned = present.ToHashSet(Folders.PathComparer);
        return
        [
            .. described.Select(d => Project(d, described, scanned.Contains(d.ProjectFile))),
            .. present.Where(p => !loaded.Contains(p)).SelectMany(p => AsFolder(p, errors?.About(p), cancellationToken)),
        ];
    }

    private static async Task<(ImmutableArray<ProjectDescription> Projects, BuildErrors? Errors)> DescribeAsync(
        ImmutableArray<string> projectFiles, string workingFolder, CancellationToken cancellationToken)
    {
        try
        {
            return await ProjectDescriptions.ReadAsync(projectFiles, workingFolder, cancellationToken);
        }
        catch (SdkMissingException)
        {
            return ([], null);
        }
    }

    private IEnumerable<CodeProject> AsFolder(string projectFile, string? reason, CancellationToken cancellationToken)
    {
        problems.Add($"{terminal.Shown(projectFile)} could not be loaded ({reason ?? "the .NET SDK was not found"}): its folder was read as sources instead.");
        return folders.LoadProject(projectFile, cancellationToken);
    }

    private CodeProject Project(ProjectDescription description, ImmutableArray<ProjectDescription> all, bool isScanned)
    {
        var folder = Path.GetDirectoryName(description.ProjectFile)!;
        var call = CSharpCommandLineParser.Default.Parse(description.Arguments, folder, sdkDirectory: null);
        var referenced = description.References.Select(r => Find(r, all)).OfType<ProjectDescription>().ToImmutableArray();
        var ofProjects = referenced.SelectMany(r => r.Outputs).ToHashSet(StringComparer.Ordinal);
        var references = call.MetadataReferences
            .Where(r => !ofProjects.Contains(Path.GetFullPath(r.Reference, folder)))
            .Select(r => Reference(Path.GetFullPath(r.Reference, folder), r.Properties))
            .OfType<MetadataReference>()
            .ToImmutableArray();

        if (!description.IsRestored && isScanned)
        {
            problems.AddNote($"{terminal.Shown(description.ProjectFile)} was read without its packages: after dotnet restore more can be found.");
        }

        // Without a restore, only projects for the SDK's own framework know where its assemblies are.
        if (references.IsEmpty)
        {
            references = FrameworkReferences.All;
        }

        return new CodeProject
        {
            Key = description.Key,
            AssemblyName = call.CompilationName ?? Path.GetFileNameWithoutExtension(call.OutputFileName) ?? Path.GetFileNameWithoutExtension(description.ProjectFile),
            ProjectFile = description.ProjectFile,
            Sources = SourcesOf(call),
            ParseOptions = call.ParseOptions.WithPreprocessorSymbols(call.ParseOptions.PreprocessorSymbolNames.Concat(definedSymbols)),
            CompilationOptions = call.CompilationOptions,
            References = references,
            ReferencedProjects = [.. referenced.Select(r => r.Key)],
            ConfigFiles = [.. call.AnalyzerConfigPaths.Select(Path.GetFullPath).Where(File.Exists).Distinct(StringComparer.Ordinal)],
            IsScanned = isScanned,
        };
    }

    /// <summary>Without what the build has yet to write, which is no source of the user's.</summary>
    private static ImmutableArray<string> SourcesOf(CSharpCommandLineArguments call)
        =>
        [
            .. call.SourceFiles.Select(f => Path.GetFullPath(f.Path))
                .Where(f => File.Exists(f) || !f.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar).Contains("obj"))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    private static ProjectDescription? Find((string ProjectFile, string TargetFramework) reference, ImmutableArray<ProjectDescription> all)
        => all.FirstOrDefault(d => d.ProjectFile == reference.ProjectFile && (reference.TargetFramework.Length == 0 || d.TargetFramework == reference.TargetFramework))
            ?? all.FirstOrDefault(d => d.ProjectFile == reference.ProjectFile);

    /// <summary>Each assembly once for all projects; what is not there, a project that was never built, is left out.</summary>
    private MetadataReference? Reference(string path, MetadataReferenceProperties properties)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        if (properties != default)
        {
            return MetadataReference.CreateFromFile(path, properties);
        }

        return _references.TryGetValue(path, out var known) ? known : _references[path] = MetadataReference.CreateFromFile(path);
    }
}
