using System.Collections.Immutable;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Makes a workspace solution of a test's state.</summary>
internal static class TestSolution
{
    public static async Task<Solution> CreateAsync(
        SolutionContent content,
        ReferenceAssemblies defaultReferences,
        CompilationOptions compilationOptions,
        ParseOptions parseOptions,
        IEnumerable<Func<Solution, ProjectId, Solution>> transforms,
        CancellationToken cancellationToken)
    {
        var solution = TestHost.CreateSolution();
        var ids = content.Projects.ToDictionary(project => project.Name, project => ProjectId.CreateNewId(project.Name));
        foreach (var project in content.Projects)
        {
            var references = await (project.ReferenceAssemblies ?? defaultReferences)
                .ResolveAsync(project.Language, cancellationToken).ConfigureAwait(false);
            solution = AddProject(
                solution,
                ids[project.Name],
                project,
                references,
                compilationOptions.WithOutputKind(project.OutputKind ?? OutputKind.DynamicallyLinkedLibrary),
                parseOptions.WithDocumentationMode(project.DocumentationMode ?? parseOptions.DocumentationMode));
        }

        foreach (var project in content.Projects)
        {
            solution = solution.AddProjectReferences(
                ids[project.Name], project.ProjectReferences.Select(name => new ProjectReference(ids[name])));
        }

        foreach (var transform in transforms)
        {
            foreach (var project in content.Projects)
            {
                solution = transform(solution, ids[project.Name]);
            }
        }

        return solution;
    }

    private static Solution AddProject(
        Solution solution,
        ProjectId id,
        ProjectContent project,
        ImmutableArray<MetadataReference> frameworkReferences,
        CompilationOptions compilationOptions,
        ParseOptions parseOptions)
    {
        solution = solution
            .AddProject(ProjectInfo.Create(
                id,
                VersionStamp.Default,
                project.Name,
                project.Name,
                project.Language,
                compilationOptions: compilationOptions,
                parseOptions: parseOptions,
                metadataReferences: frameworkReferences.AddRange(project.References)));
        foreach (var (path, text) in project.Sources)
        {
            solution = solution.AddDocument(DocumentId.CreateNewId(id, path), FileName(path), text, filePath: path);
        }

        foreach (var (path, text) in project.AdditionalFiles)
        {
            solution = solution.AddAdditionalDocument(DocumentId.CreateNewId(id, path), FileName(path), text, filePath: path);
        }

        foreach (var (path, text) in project.AnalyzerConfigFiles)
        {
            solution = solution.AddAnalyzerConfigDocument(DocumentId.CreateNewId(id, path), FileName(path), text, filePath: path);
        }

        return solution;
    }

    private static string FileName(string path) => path[(path.LastIndexOf('/') + 1)..];
}
