using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>A test of code fixes: the sources before, and what they are after the fix, one diagnostic at a time and all at once.</summary>
public abstract class CodeFixTest<TVerifier> : CodeActionTest<TVerifier>
    where TVerifier : IVerifier, new()
{
    /// <summary>Creates a test without sources.</summary>
    protected CodeFixTest()
    {
        FixedState = new SolutionState(DefaultTestProjectName, Language, DefaultFilePathPrefix, DefaultFileExt);
        BatchFixedState = new SolutionState(DefaultTestProjectName, Language, DefaultFilePathPrefix, DefaultFileExt);
    }

    /// <summary>The first source after the fix; more go to <see cref="FixedState"/>. The same as before: no fix is expected.</summary>
    public string FixedCode
    {
        set
        {
            Verify.Empty(nameof(FixedState.Sources), FixedState.Sources);
            FixedState.Sources.Add(value);
        }
    }

    /// <summary>The first source after Fix All, where that differs from <see cref="FixedCode"/>.</summary>
    public string BatchFixedCode
    {
        set
        {
            Verify.Empty(nameof(BatchFixedState.Sources), BatchFixedState.Sources);
            BatchFixedState.Sources.Add(value);
        }
    }

    /// <summary>The sources after the fix, and what is expected of them.</summary>
    public SolutionState FixedState { get; }

    /// <summary>The sources after Fix All, where they differ from <see cref="FixedState"/>.</summary>
    public SolutionState BatchFixedState { get; }

    /// <summary>How many fixes lead to <see cref="FixedState"/>; negative: at most so many; null: at most one a fixable diagnostic.</summary>
    public int? NumberOfIncrementalIterations { get; set; }

    /// <summary>How many Fix Alls lead to the fixed state; negative: at most so many; null: one.</summary>
    public int? NumberOfFixAllIterations { get; set; }

    /// <summary>The same for Fix All in document; null: <see cref="NumberOfFixAllIterations"/>, or at most one a document.</summary>
    public int? NumberOfFixAllInDocumentIterations { get; set; }

    /// <summary>The same for Fix All in project; null: <see cref="NumberOfFixAllIterations"/>, or at most one a project.</summary>
    public int? NumberOfFixAllInProjectIterations { get; set; }

    /// <summary>Checks left out.</summary>
    public CodeFixTestBehaviors CodeFixTestBehaviors { get; set; }

    private protected override bool RequiresLocalDiagnostics
        => !CodeFixTestBehaviors.HasFlag(CodeFixTestBehaviors.SkipLocalDiagnosticCheck);

    /// <summary>The fixes under test.</summary>
    protected abstract IEnumerable<CodeFixProvider> GetCodeFixProviders();

    /// <inheritdoc/>
    protected override async Task RunImplAsync(CancellationToken cancellationToken)
    {
        ImmutableArray<CodeFixProvider> fixes = [.. GetCodeFixProviders()];
        ImmutableHashSet<string> fixableIds = [.. fixes.SelectMany(fix => fix.FixableDiagnosticIds)];
        var raw = SolutionContent.Of(TestState);
        var rawFixed = SolutionContent.Of(FixedState, raw, fixableIds);
        var rawBatchFixed = SolutionContent.Of(BatchFixedState, rawFixed, fixableIds);

        var before = ReadMarkup(raw, fixableIds);
        var start = await VerifyDiagnosticsAsync(before, Verify.PushContext("Diagnostics of test state"), cancellationToken).ConfigureAwait(false);
        if (!FixedState.IsGiven)
        {
            return;
        }

        var after = ReadMarkup(rawFixed, fixableIds);
        await VerifyDiagnosticsAsync(after, Verify.PushContext("Diagnostics of fixed state"), cancellationToken).ConfigureAwait(false);
        var afterBatch = ReadMarkup(rawBatchFixed, fixableIds);
        if (BatchFixedState.IsGiven)
        {
            await VerifyDiagnosticsAsync(afterBatch, Verify.PushContext("Diagnostics of batch fixed state"), cancellationToken)
                .ConfigureAwait(false);
        }

        await VerifyFixesAsync(fixes, start, before, after, afterBatch, cancellationToken).ConfigureAwait(false);
    }

    private async Task VerifyFixesAsync(
        ImmutableArray<CodeFixProvider> fixes,
        Solution start,
        SolutionContent before,
        SolutionContent after,
        SolutionContent afterBatch,
        CancellationToken cancellationToken)
    {
        var application = new FixApplication(
            Analysis, fixes, new CodeActionChoice(CodeActionIndex, CodeActionEquivalenceKey, CodeActionVerifier), CodeActionValidationMode);
        var fixable = await application.FixableDiagnosticsAsync(start, cancellationToken).ConfigureAwait(false);
        if (RequiresLocalDiagnostics)
        {
            await VerifyFixableAreShownAsync(start, fixable, cancellationToken).ConfigureAwait(false);
        }

        var oneByOne = CodeFixTestBehaviors.HasFlag(CodeFixTestBehaviors.FixOne)
            ? 1
            : NumberOfIncrementalIterations ?? (before.HasSameFiles(after) ? 0 : -fixable.Length);
        await VerifyIterationsAsync(
            start, after, oneByOne, (solution, verifier) => application.FixFirstAsync(solution, verifier, cancellationToken),
            Verify.PushContext("Iterative code fix application"), cancellationToken).ConfigureAwait(false);

        if (fixes.All(fix => fix.GetFixAllProvider() is null))
        {
            return;
        }

        var unchanged = before.HasSameFiles(afterBatch);
        var documents = fixable.Select(diagnostic => (diagnostic.Project.Id, diagnostic.Path)).Distinct().Count();
        var projects = fixable.Select(diagnostic => diagnostic.Project.Id).Distinct().Count();
        (FixAllScope Scope, CodeFixTestBehaviors Skip, int Iterations, string Name)[] scopes =
        [
            (FixAllScope.Document, CodeFixTestBehaviors.SkipFixAllInDocumentCheck,
                NumberOfFixAllInDocumentIterations ?? NumberOfFixAllIterations ?? (unchanged ? 0 : -documents), "Fix all in document"),
            (FixAllScope.Project, CodeFixTestBehaviors.SkipFixAllInProjectCheck,
                NumberOfFixAllInProjectIterations ?? NumberOfFixAllIterations ?? (unchanged ? 0 : -projects), "Fix all in project"),
            (FixAllScope.Solution, CodeFixTestBehaviors.SkipFixAllInSolutionCheck,
                NumberOfFixAllIterations ?? (unchanged ? 0 : 1), "Fix all in solution"),
        ];
        foreach (var (scope, skip, iterations, name) in scopes)
        {
            if (!CodeFixTestBehaviors.HasFlag(skip))
            {
                await VerifyIterationsAsync(
                    start, afterBatch, iterations,
                    (solution, verifier) => application.FixAllAsync(solution, scope, verifier, cancellationToken),
                    Verify.PushContext(name), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // A diagnostic that is reported late may be so in an analyzer test, but nobody is offered a fix for it.
    private async Task VerifyFixableAreShownAsync(
        Solution solution, ImmutableArray<AnalyzedDiagnostic> fixable, CancellationToken cancellationToken)
    {
        foreach (var late in fixable.Where(found => found.IsOfAnalyzerInSource && found.IsAdmittedlyLate))
        {
            Verify.True(
                await EditorView.ShowsAsync(Analysis, solution, late.Diagnostic, cancellationToken).ConfigureAwait(false),
                "Code fix is attempting to provide a fix for a non-local analyzer diagnostic: "
                + $"an editor that analyzes this file alone does not get it. {DiagnosticText.Of(late.Diagnostic)}");
        }
    }

    private async Task VerifyIterationsAsync(
        Solution start,
        SolutionContent expected,
        int iterations,
        Func<Solution, IVerifier, Task<Solution?>> fixAsync,
        IVerifier verifier,
        CancellationToken cancellationToken)
    {
        var limit = Math.Abs(iterations);
        var solution = start;
        var applied = 0;
        while (applied <= limit && await fixAsync(solution, verifier).ConfigureAwait(false) is { } changed)
        {
            if (applied == limit && CodeFixTestBehaviors.HasFlag(CodeFixTestBehaviors.FixOne))
            {
                break;
            }

            solution = changed;
            applied++;
        }

        if (iterations >= 0 && applied != iterations)
        {
            var found = applied > limit ? $"at least {applied}" : applied.ToString(CultureInfo.InvariantCulture);
            verifier.Fail(
                $"Expected '{iterations}' iterations but found '{found}' iterations. The code after them:{Environment.NewLine}"
                + await SourcesAsync(solution, cancellationToken).ConfigureAwait(false));
        }

        if (applied > limit)
        {
            verifier.Fail(
                $"The upper limit for the number of code fix iterations was exceeded: a fix is still offered after {limit}. "
                + $"The code after them:{Environment.NewLine}{await SourcesAsync(solution, cancellationToken).ConfigureAwait(false)}");
        }

        await VerifyFilesAsync(solution, expected, verifier, cancellationToken).ConfigureAwait(false);
    }

    private static async Task VerifyFilesAsync(
        Solution solution, SolutionContent expected, IVerifier verifier, CancellationToken cancellationToken)
    {
        foreach (var content in expected.Projects)
        {
            var project = solution.Projects.Single(project => project.Name == content.Name);
            await VerifyFilesAsync(project.Documents, content.Sources, "source", verifier, cancellationToken).ConfigureAwait(false);
            await VerifyFilesAsync(project.AdditionalDocuments, content.AdditionalFiles, "additional file", verifier, cancellationToken)
                .ConfigureAwait(false);
            await VerifyFilesAsync(project.AnalyzerConfigDocuments, content.AnalyzerConfigFiles, "analyzer config file", verifier, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    private static async Task VerifyFilesAsync(
        IEnumerable<TextDocument> actual,
        ImmutableArray<(string Path, SourceText Text)> expected,
        string kind,
        IVerifier verifier,
        CancellationToken cancellationToken)
    {
        var documents = actual.ToList();
        verifier.EqualOrDiff(
            string.Join('\n', expected.Select(file => file.Path)),
            string.Join('\n', documents.Select(document => document.FilePath ?? document.Name)),
            $"The fixed solution has other {kind}s than expected");
        foreach (var ((path, text), document) in expected.Zip(documents))
        {
            var actualText = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
            verifier.EqualOrDiff(text.ToString(), actualText.ToString(), $"The fixed {kind} {path} is not as expected");
            verifier.Equal(
                text.Encoding, actualText.Encoding,
                $"The encoding of {path} is expected to be {Name(text)}, but is {Name(actualText)} after the fix");
        }
    }

    private static string Name(SourceText text)
        => text.Encoding is { } encoding
            ? $"{encoding.WebName} {(encoding.Preamble.IsEmpty ? "without" : "with")} byte order mark"
            : "unknown";

    private static async Task<string> SourcesAsync(Solution solution, CancellationToken cancellationToken)
    {
        var sources = new List<string>();
        foreach (var document in solution.Projects.SelectMany(project => project.Documents))
        {
            sources.Add($"{document.FilePath}:{Environment.NewLine}{await document.GetTextAsync(cancellationToken).ConfigureAwait(false)}");
        }

        return string.Join(Environment.NewLine, sources);
    }
}
