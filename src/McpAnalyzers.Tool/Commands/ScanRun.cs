using System.Collections.Immutable;
using McpAnalyzers.Tool.Baselines;
using McpAnalyzers.Tool.Fixing;
using McpAnalyzers.Tool.Loading;
using McpAnalyzers.Tool.Reports;
using McpAnalyzers.Tool.Scanning;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Tool.Commands;

/// <summary>One run of <c>scan</c>: read, look, mend, report.</summary>
internal sealed class ScanRun(ScanRequest request, Terminal terminal)
{
    private readonly Problems _problems = new();

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (!TryReadBaseline(out var baseline))
        {
            return Finish(findings: 0);
        }

        var outcome = await Progress.ShowAsync(terminal, progress => LookAsync(baseline, progress, cancellationToken));
        if (outcome is null)
        {
            return Finish(findings: 0);
        }

        var (report, all, diff) = outcome;
        if (request.NewBaselineFile is { } file)
        {
            return WriteBaseline(file, all);
        }

        if (request.SarifFile is not null)
        {
            WriteSarif(report);
        }

        report = report with { Problems = _problems.Sentences };
        if (diff is not null)
        {
            terminal.Out.Write(diff);
        }
        else
        {
            ReportFormats.Writer(request.Format, terminal, Paths).Write(report);
        }

        return Finish(report.Findings.Length);
    }

    private RepositoryPaths Paths => RepositoryPaths.Around(request.Path, terminal);

    /// <summary>What a look came to.</summary>
    /// <param name="Report">What is to be told.</param>
    /// <param name="All">Every finding, known or not.</param>
    /// <param name="Diff">What fixing would change; null when that was not asked for.</param>
    private sealed record Outcome(Report Report, ImmutableArray<Finding> All, string? Diff);

    private async Task<Outcome?> LookAsync(Baseline? baseline, Action<string> progress, CancellationToken cancellationToken)
    {
        progress($"Reading {terminal.Shown(request.Path)}…");
        if (await new CodeLoader(terminal, _problems, request.DefinedSymbols).LoadAsync(request.Path, cancellationToken) is not { } code)
        {
            return null;
        }

        var scanner = new Scanner(request.Filter, _problems);
        void Looking(string project) => progress($"Looking at {project}…");
        var diagnostics = await scanner.ScanAsync(code.Solution, code.Scanned, Looking, cancellationToken);
        var solution = code.Solution;
        ImmutableArray<AppliedFix> applied = [];
        var unmended = new UnmendedFindings();
        string? diff = null;
        if (request.Fix)
        {
            var result = await new Fixer(scanner, FixProviders.FirstActionAsync, _problems).FixAsync(
                solution, code.Scanned, diagnostics, (now, found) => NewsAsync(now, found, baseline, cancellationToken), Looking, cancellationToken);
            unmended = result.Unmended;
            if (request.DryRun)
            {
                diff = string.Concat(result.Files.Select(f => UnifiedDiff.Of(terminal.Shown(f.Path), f.Before.ToString(), f.After.ToString())));
            }
            else
            {
                var written = new FileWriter(terminal, _problems).Write(result.Files);
                applied = [.. result.Applied.Where(a => written.Contains(a.Path))];
                solution = WithWritten(solution, result.Files.Where(f => written.Contains(f.Path)));
                diagnostics = await scanner.ScanAsync(solution, code.Scanned, Looking, cancellationToken);
            }
        }

        var all = await Findings.OfAsync(solution, diagnostics, unmended, cancellationToken);
        ImmutableArray<Finding> news = [.. all.Where(f => baseline?.Knows(f) != true)];
        if (baseline?.Gone(all) is > 0 and var gone)
        {
            _problems.AddNote($"{Counts.Of(gone, "finding")} of the baseline {(gone == 1 ? "is" : "are")} gone: --write-baseline {terminal.Shown(request.BaselineFile!)} writes it again without.");
        }

        return new(new Report(news, applied, code.FileCount, all.Length - news.Length, []), all, diff);
    }

    /// <summary>Without what the baseline knows, which is not to be mended either.</summary>
    private static async Task<ImmutableArray<PlacedDiagnostic>> NewsAsync(
        Solution solution, ImmutableArray<PlacedDiagnostic> found, Baseline? baseline, CancellationToken cancellationToken)
    {
        if (baseline is null)
        {
            return found;
        }

        var news = (await Findings.OfAsync(solution, found, new UnmendedFindings(), cancellationToken)).Where(f => !baseline.Knows(f)).Select(Place).ToHashSet();
        return
        [
            .. found.Where(p => p.Document is not null
                && p.Diagnostic.Location.GetLineSpan().StartLinePosition is var start
                && news.Contains((p.Document.FilePath, start.Line + 1, start.Character + 1, p.Diagnostic.Id))),
        ];

        static (string?, int, int, string) Place(Finding finding) => (finding.Path, finding.Line, finding.Column, finding.RuleId);
    }

    private static Solution WithWritten(Solution solution, IEnumerable<ChangedFile> files)
    {
        foreach (var file in files)
        {
            foreach (var id in solution.GetDocumentIdsWithFilePath(file.Path))
            {
                solution = solution.WithDocumentText(id, file.After);
            }
        }

        return solution;
    }

    private bool TryReadBaseline(out Baseline? baseline)
    {
        baseline = null;
        if (request.BaselineFile is not { } file)
        {
            return true;
        }

        try
        {
            baseline = Baseline.Read(file);
            return true;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            _problems.Add($"There is no baseline {terminal.Shown(file)}: --write-baseline {terminal.Shown(file)} writes one.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            _problems.Add($"The baseline {terminal.Shown(file)} could not be read: {Problems.Reason(e)}.");
        }

        return false;
    }

    private int WriteBaseline(string file, ImmutableArray<Finding> all)
    {
        // A baseline of half the code would make news of the other half.
        if (_problems.Any)
        {
            _problems.Add($"{terminal.Shown(file)} was not written: not everything could be read.");
            return Finish(findings: 0);
        }

        if (TryWrite(file, () => Baseline.Write(file, all)))
        {
            terminal.Out.WriteLine($"{Counts.Of(all.Length, "finding")} written to {terminal.Shown(file)}.");
        }

        return Finish(findings: 0);
    }

    private void WriteSarif(Report report)
    {
        var file = request.SarifFile!;
        TryWrite(file, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            using var writer = new StreamWriter(file) { NewLine = "\n" };
            new SarifReport(writer, Paths).Write(report with { Problems = _problems.Sentences });
        });
    }

    private bool TryWrite(string file, Action write)
    {
        try
        {
            write();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _problems.Add($"{terminal.Shown(file)} could not be written: {Problems.Reason(e)}.");
            return false;
        }
    }

    private int Finish(int findings)
    {
        Messages.Write(terminal, _problems);
        return _problems.Any ? ExitCodes.CouldNotRun : findings > 0 ? ExitCodes.Findings : ExitCodes.Clean;
    }
}
