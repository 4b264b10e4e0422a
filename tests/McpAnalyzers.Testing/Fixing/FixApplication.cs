using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Applies the fixes under test to a solution, one diagnostic at a time or all at once.</summary>
internal sealed class FixApplication
{
    private readonly SolutionAnalysis _analysis;
    private readonly ImmutableArray<CodeFixProvider> _fixes;
    private readonly ImmutableHashSet<string> _fixableIds;
    private readonly CodeActionChoice _choice;
    private readonly CodeActionValidationMode _validation;

    public FixApplication(
        SolutionAnalysis analysis,
        ImmutableArray<CodeFixProvider> fixes,
        CodeActionChoice choice,
        CodeActionValidationMode validation)
    {
        _analysis = analysis;
        _fixes = fixes;
        _fixableIds = [.. fixes.SelectMany(fix => fix.FixableDiagnosticIds)];
        _choice = choice;
        _validation = validation;
    }

    /// <summary>The diagnostics in sources that a fix under test says it can mend.</summary>
    public async Task<ImmutableArray<AnalyzedDiagnostic>> FixableDiagnosticsAsync(Solution solution, CancellationToken cancellationToken)
    {
        if (await _analysis.IsKnownToLackAsync(solution, _fixableIds, cancellationToken).ConfigureAwait(false))
        {
            return [];
        }

        var diagnostics = await _analysis.DiagnosticsAsync(solution, cancellationToken).ConfigureAwait(false);
        return
        [
            .. diagnostics.Where(diagnostic
                => diagnostic.Diagnostic.Location.IsInSource && _fixableIds.Contains(diagnostic.Id)),
        ];
    }

    /// <summary>The solution with the first diagnostic mended that can be; null if none can.</summary>
    public async Task<Solution?> FixFirstAsync(Solution solution, IVerifier verifier, CancellationToken cancellationToken)
    {
        foreach (var diagnostic in await FixableDiagnosticsAsync(solution, cancellationToken).ConfigureAwait(false))
        {
            if (await OfferAsync(solution, diagnostic, verifier, cancellationToken).ConfigureAwait(false) is var (_, action))
            {
                var changed = await AppliedAction
                    .ApplyAsync(solution, action, _validation, verifier, cancellationToken).ConfigureAwait(false);
                verifier.True(
                    await HasChangedAsync(solution, changed, cancellationToken).ConfigureAwait(false),
                    $"Action '{action.Title}' is offered but changes nothing, for {DiagnosticText.Of(diagnostic.Diagnostic)}");
                return changed;
            }
        }

        return null;
    }

    /// <summary>The solution after one Fix All that starts at the first diagnostic that can be mended; null if there is none.</summary>
    public async Task<Solution?> FixAllAsync(
        Solution solution, FixAllScope scope, IVerifier verifier, CancellationToken cancellationToken)
    {
        var diagnostics = await FixableDiagnosticsAsync(solution, cancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in diagnostics)
        {
            if (await OfferAsync(solution, diagnostic, verifier, cancellationToken).ConfigureAwait(false) is not var (fix, offered)
                || fix.GetFixAllProvider() is not { } provider
                || !provider.GetSupportedFixAllScopes().Contains(scope))
            {
                continue;
            }

            var context = new FixAllContext(
                solution.GetDocument(diagnostic.Diagnostic.Location.SourceTree)!,
                fix,
                scope,
                offered.EquivalenceKey!,
                provider.GetSupportedFixAllDiagnosticIds(fix),
                new KnownDiagnostics(await _analysis.DiagnosticsAsync(solution, cancellationToken).ConfigureAwait(false)),
                cancellationToken);
            if (await provider.GetFixAsync(context).ConfigureAwait(false) is { } action)
            {
                var changed = await AppliedAction
                    .ApplyAsync(solution, action, _validation, verifier, cancellationToken).ConfigureAwait(false);
                if (await HasChangedAsync(solution, changed, cancellationToken).ConfigureAwait(false))
                {
                    return changed;
                }
            }
        }

        return null;
    }

    private static async Task<bool> HasChangedAsync(Solution before, Solution after, CancellationToken cancellationToken)
    {
        foreach (var project in after.GetChanges(before).GetProjectChanges())
        {
            if (project.GetAddedDocuments().Any()
                || project.GetRemovedDocuments().Any()
                || project.GetChangedAdditionalDocuments().Any()
                || project.GetAddedAdditionalDocuments().Any()
                || project.GetChangedAnalyzerConfigDocuments().Any())
            {
                return true;
            }

            foreach (var id in project.GetChangedDocuments())
            {
                var oldText = await before.GetDocument(id)!.GetTextAsync(cancellationToken).ConfigureAwait(false);
                var newText = await after.GetDocument(id)!.GetTextAsync(cancellationToken).ConfigureAwait(false);
                if (!oldText.ContentEquals(newText))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private async Task<(CodeFixProvider Fix, CodeAction Action)?> OfferAsync(
        Solution solution, AnalyzedDiagnostic diagnostic, IVerifier verifier, CancellationToken cancellationToken)
    {
        var offered = new List<(CodeFixProvider Fix, CodeAction Action)>();
        foreach (var fix in _fixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            var context = new CodeFixContext(
                solution.GetDocument(diagnostic.Diagnostic.Location.SourceTree)!,
                diagnostic.Diagnostic,
                (action, _) => offered.Add((fix, action)),
                cancellationToken);
            await fix.RegisterCodeFixesAsync(context).ConfigureAwait(false);
        }

        return _choice.Choose(offered.Select(offer => offer.Action), verifier) is { } chosen
            ? (offered.First(offer => offer.Action == chosen || Contains(offer.Action, chosen)).Fix, chosen)
            : null;
    }

    private static bool Contains(CodeAction action, CodeAction nested)
        => action.NestedActions.Any(inner => inner == nested || Contains(inner, nested));

    private sealed class KnownDiagnostics(ImmutableArray<AnalyzedDiagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
            => Where(diagnostic => diagnostic.Project.Id == document.Project.Id && diagnostic.Path == document.FilePath);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => Where(diagnostic => diagnostic.Project.Id == project.Id && !diagnostic.Diagnostic.Location.IsInSource);

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => Where(diagnostic => diagnostic.Project.Id == project.Id);

        private Task<IEnumerable<Diagnostic>> Where(Func<AnalyzedDiagnostic, bool> condition)
            => Task.FromResult(diagnostics.Where(condition).Select(diagnostic => diagnostic.Diagnostic));
    }
}
