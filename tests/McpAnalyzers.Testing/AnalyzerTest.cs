using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>A test of analyzers: the sources, and exactly the diagnostics they get.</summary>
public abstract class AnalyzerTest<TVerifier>
    where TVerifier : IVerifier, new()
{
    private SolutionAnalysis? _analysis;

    /// <summary>Creates a test without sources.</summary>
    protected AnalyzerTest()
        => TestState = new SolutionState(DefaultTestProjectName, Language, DefaultFilePathPrefix, DefaultFileExt);

    /// <summary>The language of the sources.</summary>
    public abstract string Language { get; }

    /// <summary>The first source; more go to <see cref="TestState"/>.</summary>
    public string TestCode
    {
        set
        {
            Verify.Empty(nameof(TestState.Sources), TestState.Sources);
            TestState.Sources.Add(value);
        }
    }

    /// <summary>The sources, and what is expected of them.</summary>
    public SolutionState TestState { get; }

    /// <summary>The diagnostics expected besides those of the markup.</summary>
    public List<DiagnosticResult> ExpectedDiagnostics => TestState.ExpectedDiagnostics;

    /// <summary>Which diagnostics of the compiler must be expected; errors unless set.</summary>
    public CompilerDiagnostics CompilerDiagnostics { get; set; } = CompilerDiagnostics.Errors;

    /// <summary>Checks left out.</summary>
    public TestBehaviors TestBehaviors { get; set; }

    /// <summary>How markup is read.</summary>
    public MarkupOptions MarkupOptions { get; set; }

    /// <summary>Ids that are switched off in the compilation.</summary>
    public List<string> DisabledDiagnostics { get; } = [];

    /// <summary>The framework of projects that name none.</summary>
    public ReferenceAssemblies ReferenceAssemblies { get; set; } = ReferenceAssemblies.Default;

    /// <summary>Changes to the solution before it is analyzed; called once a project.</summary>
    public List<Func<Solution, ProjectId, Solution>> SolutionTransforms { get; } = [];

    /// <summary>A further check of every diagnostic found where it was expected.</summary>
    public Action<Diagnostic, DiagnosticResult, IVerifier>? DiagnosticVerifier { get; set; }

    /// <summary>The verifier that every check goes through.</summary>
    protected static TVerifier Verify { get; } = new();

    /// <summary>The extension of sources added without a name.</summary>
    protected abstract string DefaultFileExt { get; }

    /// <summary>The beginning of the path of sources added without a name.</summary>
    protected virtual string DefaultFilePathPrefix => "/0/Test";

    /// <summary>The first project's name.</summary>
    protected virtual string DefaultTestProjectName => "TestProject";

    // Beyond what the official library checks of analyzers; it checks the fixable diagnostics only.
    private protected virtual bool RequiresLocalDiagnostics => true;

    private protected SolutionAnalysis Analysis
        => _analysis ??= new([.. GetDiagnosticAnalyzers()], diagnostic => IsCompilerDiagnosticIncluded(diagnostic, CompilerDiagnostics));

    /// <summary>Runs the test; fails through the verifier.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        Verify.NotEmpty($"{nameof(TestState)}.{nameof(SolutionState.Sources)}", TestState.Sources);
        await RunImplAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What is verified first of all, to be verified again and again.</summary>
    internal async Task<Expectation> PrepareAsync(CancellationToken cancellationToken)
    {
        var content = ReadMarkup(SolutionContent.Of(TestState), []);
        return new(await CreateSolutionAsync(content, cancellationToken).ConfigureAwait(false), content.Expected);
    }

    /// <summary>What <see cref="RunAsync"/> does.</summary>
    protected virtual async Task RunImplAsync(CancellationToken cancellationToken)
    {
        var testState = ReadMarkup(SolutionContent.Of(TestState), []);
        await VerifyDiagnosticsAsync(testState, Verify.PushContext("Diagnostics of test state"), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>The analyzers under test.</summary>
    protected abstract IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers();

    /// <summary>The compilation options of every project.</summary>
    protected abstract CompilationOptions CreateCompilationOptions();

    /// <summary>The parse options of every project.</summary>
    protected abstract ParseOptions CreateParseOptions();

    /// <summary>The descriptor that <c>[|…|]</c> means.</summary>
    protected virtual DiagnosticDescriptor? GetDefaultDiagnostic(DiagnosticAnalyzer[] analyzers)
        => analyzers switch
        {
            [{ SupportedDiagnostics: [var only] }] => only,
            [{ SupportedDiagnostics: [var first, ..] }, ..] when MarkupOptions.HasFlag(MarkupOptions.UseFirstDescriptor) => first,
            _ => null,
        };

    /// <summary>Whether a diagnostic of the compiler must be expected.</summary>
    protected virtual bool IsCompilerDiagnosticIncluded(Diagnostic diagnostic, CompilerDiagnostics compilerDiagnostics)
        => compilerDiagnostics switch
        {
            CompilerDiagnostics.None => false,
            CompilerDiagnostics.Errors => diagnostic.Severity >= DiagnosticSeverity.Error,
            CompilerDiagnostics.Warnings => diagnostic.Severity >= DiagnosticSeverity.Warning,
            CompilerDiagnostics.Suggestions => diagnostic.Severity >= DiagnosticSeverity.Info,
            _ => true,
        };

    private protected SolutionContent ReadMarkup(SolutionContent content, ImmutableHashSet<string> fixableIds)
    {
        DiagnosticAnalyzer[] analyzers = [.. GetDiagnosticAnalyzers()];
        return MarkupReader.Read(content, MarkupOptions, GetDefaultDiagnostic(analyzers), Supported(analyzers), fixableIds, Verify);
    }

    private protected async Task<Solution> VerifyDiagnosticsAsync(SolutionContent content, IVerifier verifier, CancellationToken cancellationToken)
    {
        var solution = await CreateSolutionAsync(content, cancellationToken).ConfigureAwait(false);
        await VerifyDiagnosticsAsync(solution, content.Expected, verifier, cancellationToken).ConfigureAwait(false);
        if (RequiresLocalDiagnostics)
        {
            await EditorView.VerifyAsync(Analysis, solution, verifier, cancellationToken).ConfigureAwait(false);
        }

        var exclusion = new Exclusion(content, Supported(GetDiagnosticAnalyzers()));
        if (!TestBehaviors.HasFlag(TestBehaviors.SkipGeneratedCodeCheck) && content.Expected.Any(exclusion.SilencedInGeneratedCode))
        {
            await VerifySilenceAsync(
                content, "// <auto-generated/>\n", exclusion.SilencedInGeneratedCode,
                verifier.PushContext("Silence in generated code (// <auto-generated/> before every file)"), cancellationToken)
                .ConfigureAwait(false);
        }

        if (!TestBehaviors.HasFlag(TestBehaviors.SkipSuppressionCheck) && content.Expected.Any(exclusion.SilencedByPragma))
        {
            var ids = content.Expected.Where(exclusion.SilencedByPragma).Select(result => result.Id).Distinct();
            var pragma = $"#pragma warning disable {string.Join(", ", ids)}";
            await VerifySilenceAsync(
                content, $"{pragma}\n", exclusion.SilencedByPragma,
                verifier.PushContext($"Silence by suppression ({pragma} before every file)"), cancellationToken)
                .ConfigureAwait(false);
        }

        return solution;
    }

    private static ImmutableArray<DiagnosticDescriptor> Supported(IEnumerable<DiagnosticAnalyzer> analyzers)
        => [.. analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics)];

    private async Task<Solution> CreateSolutionAsync(SolutionContent content, CancellationToken cancellationToken)
    {
        var options = WithSeverities(CreateCompilationOptions());
        return await TestSolution
            .CreateAsync(content, ReferenceAssemblies, options, CreateParseOptions(), SolutionTransforms, cancellationToken)
            .ConfigureAwait(false);
    }

    private async Task VerifySilenceAsync(
        SolutionContent content,
        string prefix,
        Func<DiagnosticResult, bool> isSilenced,
        IVerifier verifier,
        CancellationToken cancellationToken)
    {
        var solution = await CreateSolutionAsync(content.WithSourcesPrefixed(prefix), cancellationToken).ConfigureAwait(false);
        await VerifyDiagnosticsAsync(
            solution,
            [.. content.Expected.Where(result => !isSilenced(result)).Select(result => result.WithLineOffset(1))],
            verifier,
            cancellationToken).ConfigureAwait(false);
    }

    private async Task VerifyDiagnosticsAsync(
        Solution solution, ImmutableArray<DiagnosticResult> expected, IVerifier verifier, CancellationToken cancellationToken)
    {
        var actual = await Analysis.DiagnosticsAsync(solution, cancellationToken).ConfigureAwait(false);
        var matching = DiagnosticMatching.Of(expected, actual);
        if (!matching.IsExact)
        {
            var sources = await MismatchReport.SourcesWithMarkupAsync(solution, actual, cancellationToken).ConfigureAwait(false);
            verifier.Fail(MismatchReport.Of(matching) + sources);
        }

        foreach (var (result, found) in matching.Pairs)
        {
            DiagnosticVerifier?.Invoke(found.Diagnostic, result, verifier);
        }
    }

    // Rules that are off by default are tested all the same. An analyzer's exception is always an error. As in the official
    // library, an .editorconfig can silence a rule but not change its severity: the compilation's own option wins.
    private CompilationOptions WithSeverities(CompilationOptions options)
    {
        var severities = options.SpecificDiagnosticOptions.ToBuilder();
        foreach (var descriptor in Supported(GetDiagnosticAnalyzers()))
        {
            severities[descriptor.Id] = (descriptor.IsEnabledByDefault, descriptor.DefaultSeverity) switch
            {
                (true, _) => ReportDiagnostic.Default,
                (_, DiagnosticSeverity.Error) => ReportDiagnostic.Error,
                (_, DiagnosticSeverity.Warning) => ReportDiagnostic.Warn,
                (_, DiagnosticSeverity.Info) => ReportDiagnostic.Info,
                _ => ReportDiagnostic.Hidden,
            };
        }

        severities["AD0001"] = ReportDiagnostic.Error;
        foreach (var id in DisabledDiagnostics)
        {
            severities[id] = ReportDiagnostic.Suppress;
        }

        return options.WithSpecificDiagnosticOptions(severities.ToImmutable());
    }
}
