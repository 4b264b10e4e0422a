using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Gate;

/// <summary>
/// May any code of a compilation notice that the SDK's client has lost its session? By the words that a tree uses, which were read with
/// the rest of its text: whoever uses them may do so.
/// </summary>
internal static class SessionLossMention
{
    /// <summary>Every tree that has all words of one row.</summary>
    private static readonly string[][] Words =
    [
        ["Completion"],
        ["ClientTransportClosedException"],
        ["ClientCompletionDetails"],
        ["HttpClientCompletionDetails"],
        ["HttpStatusCode", "NotFound"],
        ["StatusCode", "404"],
        ["StatusCode", "Status404NotFound"],
    ];

    public static bool IsIn(Compilation compilation, CancellationToken cancellationToken) =>
        compilation.SyntaxTrees.Any(tree =>
        {
            var mentions = TreeMentions.Of(tree, cancellationToken);
            return Words.Any(row => row.All(word => mentions.MayUse(word, cancellationToken)));
        });
}
