using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CodeActions;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Applies code actions to a solution, and checks the trees they make.</summary>
internal static class AppliedAction
{
    /// <summary>The solution after the action, each changed file parsed anew from its text, as an editor would.</summary>
    public static async Task<Solution> ApplyAsync(
        Solution solution,
        CodeAction action,
        CodeActionValidationMode validation,
        IVerifier verifier,
        CancellationToken cancellationToken)
    {
        var operations = await action.GetOperationsAsync(cancellationToken).ConfigureAwait(false);
        var changes = operations.OfType<ApplyChangesOperation>().ToList();
        verifier.True(
            changes.Count == 1,
            $"Action '{action.Title}' is expected to change the solution once, but does {changes.Count} times");
        var changed = changes[0].ChangedSolution;
        var reparsed = changed;
        foreach (var document in ChangedDocuments(solution, changed))
        {
            await VerifyTreeAsync(document, validation, verifier, cancellationToken).ConfigureAwait(false);
            var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
            reparsed = reparsed
                .RemoveDocument(document.Id)
                .AddDocument(document.Id, document.Name, text, document.Folders, document.FilePath);
        }

        return InOrderOf(changed, reparsed);
    }

    private static ImmutableArray<Document> ChangedDocuments(Solution before, Solution after) =>
    [
        .. after.GetChanges(before).GetProjectChanges()
            .SelectMany(project => project.GetChangedDocuments().Concat(project.GetAddedDocuments()))
            .Select(id => after.GetDocument(id)!),
    ];

    private static Solution InOrderOf(Solution order, Solution solution)
    {
        foreach (var project in order.Projects)
        {
            var ids = ImmutableList.CreateRange(project.DocumentIds);
            solution = solution.WithProjectDocumentsOrder(project.Id, ids);
        }

        return solution;
    }

    private static async Task VerifyTreeAsync(
        Document document, CodeActionValidationMode validation, IVerifier verifier, CancellationToken cancellationToken)
    {
        if (validation == CodeActionValidationMode.None
            || await document.GetSyntaxTreeAsync(cancellationToken).ConfigureAwait(false) is not { } tree)
        {
            return;
        }

        var made = await tree.GetRootAsync(cancellationToken).ConfigureAwait(false);
        var text = made.ToFullString();
        var parsed = await CSharp.CSharpSyntaxTree
            .ParseText(text, (CSharp.CSharpParseOptions)tree.Options, cancellationToken: cancellationToken)
            .GetRootAsync(cancellationToken).ConfigureAwait(false);
        var withTrivia = validation == CodeActionValidationMode.Full;
        verifier.EqualOrDiff(
            SyntaxOutline.Of(parsed, withTrivia),
            SyntaxOutline.Of(made, withTrivia),
            $"The fix made a syntax tree that is not the one its text parses to, in {document.FilePath}. The text:{Environment.NewLine}{text}{Environment.NewLine}The trees");
    }
}
