using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.Tool.Loading;

/// <summary>Puts projects, wherever they were read from, together to one Roslyn solution. Each file is read once, however many projects hold it.</summary>
internal sealed class SolutionAssembly(Terminal terminal, Problems problems)
{
    private readonly ConcurrentDictionary<string, SourceText?> _texts = new(StringComparer.Ordinal);

    public LoadedCode Assemble(IEnumerable<CodeProject> codeProjects, CancellationToken cancellationToken)
    {
        var projects = codeProjects.DistinctBy(p => p.Key, StringComparer.Ordinal).OrderBy(p => p.Key, StringComparer.Ordinal).ToImmutableArray();
        Read(projects, cancellationToken);

        var ids = projects.ToDictionary(p => p.Key, p => ProjectId.CreateNewId(p.Key), StringComparer.Ordinal);
        var references = new AcyclicReferences(projects);
        var workspace = new AdhocWorkspace();
        var solution = workspace.AddSolution(SolutionInfo.Create(
            SolutionId.CreateNewId(),
            VersionStamp.Default,
            projects: projects.Select(p => Info(p, ids, references.Of(p)))));

        var scanned = projects.Where(p => p.IsScanned).ToImmutableArray();
        var files = scanned.SelectMany(p => p.Sources).Where(HasText).Distinct(StringComparer.Ordinal).Count();
        return new(solution, [.. scanned.Select(p => ids[p.Key])], files);
    }

    private void Read(ImmutableArray<CodeProject> projects, CancellationToken cancellationToken)
    {
        var files = projects.SelectMany(p => p.Sources.Concat(p.ConfigFiles)).Distinct(StringComparer.Ordinal);
        Parallel.ForEach(files, new ParallelOptions { CancellationToken = cancellationToken }, path =>
        {
            try
            {
                _texts[path] = SourceFile.Read(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _texts[path] = null;
                problems.Add($"{terminal.Shown(path)} could not be read: {Problems.Reason(e)}.");
            }
        });
    }

    private bool HasText(string path) => _texts[path] is not null;

    private ProjectInfo Info(CodeProject project, Dictionary<string, ProjectId> ids, ImmutableArray<string> referenced)
    {
        var id = ids[project.Key];
        var documents = project.Sources.Where(HasText).Select(path => Document(id, path, _texts[path]!)).ToList();
        if (project.GeneratedSource.Length > 0)
        {
            // By its name it is generated code, which nothing is reported in.
            documents.Add(Document(id, "McpAnalyzers.Tool.g.cs", SourceText.From(project.GeneratedSource)).WithFilePath(null));
        }

        return ProjectInfo.Create(
                id,
                VersionStamp.Default,
                project.Key,
                project.AssemblyName,
                LanguageNames.CSharp,
                project.ProjectFile,
                compilationOptions: project.CompilationOptions,
                parseOptions: project.ParseOptions,
                documents: documents,
                projectReferences: referenced.Select(key => new ProjectReference(ids[key])),
                metadataReferences: project.References)
            .WithAnalyzerConfigDocuments(project.ConfigFiles.Where(HasText).Select(path => Document(id, path, _texts[path]!)));
    }

    private static DocumentInfo Document(ProjectId project, string path, SourceText text)
        => DocumentInfo.Create(
            DocumentId.CreateNewId(project, path),
            Path.GetFileName(path),
            loader: TextLoader.From(TextAndVersion.Create(text, VersionStamp.Default, path)),
            filePath: path);
}
