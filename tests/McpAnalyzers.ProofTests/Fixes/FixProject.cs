using System.Collections.Immutable;
using McpAnalyzers.ProofTests.Analysis;
using McpAnalyzers.ProofTests.Inputs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace McpAnalyzers.ProofTests.Fixes;

/// <summary>An action that a fix offers for a report.</summary>
internal sealed record OfferedAction(CodeFixProvider Fix, Diagnostic Diagnostic, Document Document, CodeAction Action)
{
    /// <summary>What says that two actions are the same for different reports.</summary>
    public string Key => Action.EquivalenceKey!;
}

/// <summary>An input as the project of a workspace, with what is reported in it.</summary>
internal sealed class FixProject : IDisposable
{
    private readonly AdhocWorkspace _workspace;
    private readonly Input _input;
    private readonly Project _project;
    private readonly ImmutableArray<Diagnostic> _found;

    private FixProject(AdhocWorkspace workspace, Input input, Project project, Compilation before, ImmutableArray<Diagnostic> found)
    {
        _workspace = workspace;
        _input = input;
        _project = project;
        Before = before;
        _found = found;
    }

    public Compilation Before { get; }

    public static async Task<FixProject> OfAsync(Input input)
    {
        var compiled = await Workbench.CompileAsync(input.IsProgram, input.HasImplicitUsings, input.Files, isNullable: true);
        var workspace = new AdhocWorkspace();
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Fixed", "Fixed", LanguageNames.CSharp,
            compilationOptions: compiled.Options, parseOptions: compiled.SyntaxTrees.First().Options, metadataReferences: compiled.References));
        foreach (var tree in compiled.SyntaxTrees)
        {
            project = project.AddDocument(Path.GetFileName(tree.FilePath), await tree.GetTextAsync(), filePath: tree.FilePath).Project;
        }

        var before = (await project.GetCompilationAsync())!;
        return new(workspace, input, project, before, await Workbench.AnalyzeAsync(before, input.Name));
    }

    /// <summary>Every action of every fix for every report.</summary>
    public async Task<IReadOnlyList<OfferedAction>> ActionsAsync(ImmutableArray<CodeFixProvider> fixes)
    {
        var actions = new List<OfferedAction>();
        foreach (var diagnostic in _found.Where(d => d.Location.IsInSource).OrderBy(d => d.Location.SourceTree!.FilePath, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start))
        {
            var document = _project.GetDocument(diagnostic.Location.SourceTree)!;
            foreach (var fix in fixes.Where(f => f.FixableDiagnosticIds.Contains(diagnostic.Id)))
            {
                try
                {
                    await fix.RegisterCodeFixesAsync(new(document, diagnostic, (action, _) => actions.Add(new(fix, diagnostic, document, action)), CancellationToken.None));
                }
                catch (Exception e)
                {
                    throw new AnalysisFailure($"{_input.Name}: the fix for {diagnostic.Id} throws {e.GetType().Name}", Before, e);
                }
            }
        }

        return actions;
    }

    /// <summary>The project after an action.</summary>
    public async Task<Project> ApplyAsync(OfferedAction action) => await ApplyAsync(action.Action);

    /// <summary>The input after an action.</summary>
    public async Task<Input> AfterAsync(OfferedAction action) => await AsInputAsync(await ApplyAsync(action));

    /// <summary>The input after the same action for every report.</summary>
    public async Task<Input> AfterAllAsync(OfferedAction like)
    {
        var context = new FixAllContext(_project, like.Fix, FixAllScope.Project, like.Key, [like.Diagnostic.Id], new Found(_found), CancellationToken.None);
        return await like.Fix.GetFixAllProvider()!.GetFixAsync(context) is { } all ? await AsInputAsync(await ApplyAsync(all)) : _input;
    }

    /// <summary>What is wrong after an action.</summary>
    public async Task<IReadOnlyList<string>> CheckAsync(OfferedAction action)
    {
        var failures = new List<string>();
        var mended = await ApplyAsync(action);
        var after = (await mended.GetCompilationAsync())!;
        if (after.GetDiagnostics().FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error) is { } error)
        {
            return [$"does not compile: {error}"];
        }

        var left = await Workbench.AnalyzeAsync(after, _input.Name);
        var id = action.Diagnostic.Id;
        if (left.Count(d => d.Id == id) >= _found.Count(d => d.Id == id))
        {
            failures.Add("does not silence");
        }

        failures.AddRange(left.Where(d => d.Id != id).Select(d => d.Id).Distinct()
            .Where(other => left.Count(d => d.Id == other) > _found.Count(d => d.Id == other))
            .Select(other => $"brings {other}"));

        var (kept, lost) = (Trivia(await mended.GetDocument(action.Document.Id)!.GetSyntaxRootAsync()), Trivia(await action.Document.GetSyntaxRootAsync()).ToList());
        foreach (var trivia in kept)
        {
            lost.Remove(trivia);
        }

        failures.AddRange(lost.Select(trivia => $"loses '{trivia}'"));
        return failures;
    }

    public void Dispose() => _workspace.Dispose();

    private async Task<Project> ApplyAsync(CodeAction action)
    {
        try
        {
            var operations = await action.GetOperationsAsync(CancellationToken.None);
            return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(_project.Id)!;
        }
        catch (Exception e)
        {
            throw new AnalysisFailure($"{_input.Name}: '{action.Title}' throws {e.GetType().Name}", Before, e);
        }
    }

    private async Task<Input> AsInputAsync(Project project)
    {
        var files = new List<SourceFile>();
        foreach (var file in _input.Files)
        {
            var document = project.Documents.First(d => d.FilePath == file.Path);
            files.Add(file with { Text = (await document.GetTextAsync()).ToString() });
        }

        return _input with { Files = files };
    }

    private static IEnumerable<string> Trivia(SyntaxNode? root)
        => root!.DescendantTrivia(descendIntoTrivia: true)
            .Where(t => t.IsDirective || t.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia)
            .Select(t => t.ToString().Trim());

    private sealed class Found(ImmutableArray<Diagnostic> found) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(found);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult(found.Where(d => !d.Location.IsInSource));

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
            => Task.FromResult(found.Where(d => d.Location.IsInSource && d.Location.SourceTree!.FilePath == document.FilePath));
    }
}
