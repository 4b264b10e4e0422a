using System.Collections.Concurrent;
using System.Collections.Immutable;
using McpAnalyzers.Configuration;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace McpAnalyzers.Tool.Scanning;

/// <summary>A diagnostic with the document that it is in; null where it is about no file.</summary>
internal sealed record PlacedDiagnostic(Diagnostic Diagnostic, Document? Document, ProjectId Project);

/// <summary>Runs the analyzers over projects. Says the same whatever thread comes first.</summary>
internal sealed class Scanner(ScanFilter filter, Problems problems)
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers = [new McpTransportAnalyzer()];

    /// <param name="solution">The code.</param>
    /// <param name="projects">Which of its projects to look at.</param>
    /// <param name="progress">Called with the name of each project before it is looked at.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>In the order of projects and places. A file that several projects hold is told of in the first.</returns>
    public async Task<ImmutableArray<PlacedDiagnostic>> ScanAsync(
        Solution solution, IEnumerable<ProjectId> projects, Action<string> progress, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<PlacedDiagnostic>();
        var told = new HashSet<(string Id, string? Path, int Start, int Length, string Message)>();
        foreach (var id in projects)
        {
            var project = solution.GetProject(id)!;
            progress(project.AssemblyName);
            foreach (var diagnostic in (await DiagnosticsAsync(project, cancellationToken)).Where(filter.Lets).OrderBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Id, StringComparer.Ordinal))
            {
                var document = solution.GetDocument(diagnostic.Location.SourceTree);
                var span = diagnostic.Location.SourceSpan;

                // Two target frameworks of a project, and files linked into several, are the same lines to who wrote them.
                if (told.Add((diagnostic.Id, document?.FilePath, span.Start, span.Length, diagnostic.GetMessage(null))))
                {
                    found.Add(new(diagnostic, document, id));
                }
            }
        }

        return found.ToImmutable();
    }

    /// <summary>Only of the files that the analyzers' gate lets through: what else there is need not be bound.</summary>
    private async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(Project project, CancellationToken cancellationToken)
    {
        if (!await TextGate.MayMatterAsync(project, cancellationToken))
        {
            return [];
        }

        var compilation = (await project.GetCompilationAsync(cancellationToken))!;
        var trees = TreesThatMatter.In(compilation, project.AnalyzerOptions, cancellationToken);
        if (trees.IsEmpty)
        {
            return [];
        }

        var analysis = compilation.WithAnalyzers(
            Analyzers,
            new CompilationWithAnalyzersOptions(
                project.AnalyzerOptions,
                (exception, _, _) => problems.Add($"The analyzers failed in {project.AssemblyName} ({exception.GetType().Name}: {Problems.Reason(exception)}). That is a bug of McpAnalyzers: please report it."),
                concurrentAnalysis: true,
                logAnalyzerExecutionTime: false));
        if (trees.Count > compilation.SyntaxTrees.Count() / 2)
        {
            return await analysis.GetAnalyzerDiagnosticsAsync(cancellationToken);
        }

        var found = new ConcurrentBag<Diagnostic>();
        await Parallel.ForEachAsync(trees, cancellationToken, async (tree, cancel) =>
        {
            foreach (var diagnostic in await analysis.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree), filterSpan: null, cancel))
            {
                found.Add(diagnostic);
            }
        });

        // What is about no file comes at the end of a compilation, which analysis file by file never reaches.
        var aboutOptions = new List<Diagnostic>();
        InvalidOptions.Check(compilation, project.AnalyzerOptions, aboutOptions.Add, cancellationToken);
        return [.. found, .. CompilationWithAnalyzers.GetEffectiveDiagnostics(aboutOptions, compilation)];
    }
}
