using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace McpBenchmarks.Analyzers;

/// <summary>The analyzers of a package that others made, as a project gets them that installs it and configures nothing.</summary>
internal sealed class PeerPackage
{
    private PeerPackage(string name, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        Name = name;
        Analyzers = analyzers;
    }

    /// <summary>The package's id and version.</summary>
    public string Name { get; }

    public ImmutableArray<DiagnosticAnalyzer> Analyzers { get; }

    /// <summary>The packages that the project file asks for to be measured beside ours.</summary>
    public static IReadOnlyList<PeerPackage> All { get; } =
        [.. typeof(PeerPackage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Where(a => a.Key == "Peer").Select(a => Load(a.Value!))];

    private static PeerPackage Load(string folder)
    {
        var assemblies = Directory.EnumerateFiles(FolderFor(Path.Combine(folder, "analyzers", "dotnet")), "*.dll").ToList();
        var context = new AssemblyLoadContext(folder);
        var loader = new Loader(context);
        foreach (var path in assemblies)
        {
            loader.AddDependencyLocation(path);
        }

        var analyzers = assemblies
            .SelectMany(path => new AnalyzerFileReference(path, loader).GetAnalyzers(LanguageNames.CSharp))
            .Where(analyzer => analyzer.SupportedDiagnostics.Any(d => d.IsEnabledByDefault))
            .ToImmutableArray();
        var version = Path.GetFileName(folder);
        var id = Path.GetFileName(Path.GetDirectoryName(folder));
        return analyzers is [] ? throw new InvalidOperationException($"{folder} holds no analyzers.") : new($"{id} {version}", analyzers);
    }

    /// <summary>The folder of the newest compiler that is not newer than this one: roslyn4.14/cs, or cs where the package knows one only.</summary>
    private static string FolderFor(string analyzers)
    {
        var running = typeof(CSharpCompilation).Assembly.GetName().Version!;
        var newest = Directory.EnumerateDirectories(analyzers, "roslyn*")
            .Select(path => (Path: path, Version: Version.Parse(Path.GetFileName(path)["roslyn".Length..])))
            .Where(folder => folder.Version <= running)
            .OrderBy(folder => folder.Version)
            .Select(folder => folder.Path)
            .LastOrDefault(analyzers);
        var ofLanguage = Path.Combine(newest, "cs");
        return Directory.Exists(ofLanguage) ? ofLanguage : newest;
    }

    /// <summary>Loads a package's assemblies apart from those of other packages, and the compiler's from here.</summary>
    private sealed class Loader(AssemblyLoadContext context) : IAnalyzerAssemblyLoader
    {
        private readonly Dictionary<string, string> _paths = new(StringComparer.OrdinalIgnoreCase);

        public void AddDependencyLocation(string fullPath)
        {
            if (_paths.Count == 0)
            {
                context.Resolving += (_, name) => _paths.TryGetValue(name.Name!, out var path) ? context.LoadFromAssemblyPath(path) : null;
            }

            _paths[Path.GetFileNameWithoutExtension(fullPath)] = fullPath;
        }

        public Assembly LoadFromPath(string fullPath) => context.LoadFromAssemblyPath(fullPath);
    }
}
