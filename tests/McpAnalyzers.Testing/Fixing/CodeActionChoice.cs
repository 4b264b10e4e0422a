using Microsoft.CodeAnalysis.CodeActions;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Which of the offered actions a test applies.</summary>
internal sealed record CodeActionChoice(int? Index, string? EquivalenceKey, Action<CodeAction, IVerifier>? Check)
{
    /// <summary>The action to apply; null if there is none.</summary>
    public CodeAction? Choose(IEnumerable<CodeAction> offered, IVerifier verifier)
    {
        var actions = offered.SelectMany(WithNested).ToList();
        if (actions.Count == 0)
        {
            return null;
        }

        CodeAction? chosen;
        if (Index is { } index)
        {
            verifier.True(
                index < actions.Count, $"There is no action {index}; offered: {Names(actions)}");
            chosen = actions[index];
            verifier.True(
                EquivalenceKey is null || chosen.EquivalenceKey == EquivalenceKey,
                $"The equivalence key of action {index} is expected to be '{EquivalenceKey}'; offered: {Names(actions)}");
        }
        else
        {
            chosen = EquivalenceKey is null ? actions[0] : actions.Find(action => action.EquivalenceKey == EquivalenceKey);
        }

        if (chosen is not null)
        {
            Check?.Invoke(chosen, verifier);
        }

        return chosen;
    }

    private static IEnumerable<CodeAction> WithNested(CodeAction action)
        => action.NestedActions.IsEmpty ? [action] : action.NestedActions.SelectMany(WithNested);

    private static string Names(IEnumerable<CodeAction> actions)
        => string.Join(", ", actions.Select(action => $"'{action.Title}' (key '{action.EquivalenceKey}')"));
}
