using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Flow;

/// <summary>
/// What is supposed of one exchange, to ask which code runs if it is so: "a GET, answered 404". What is not supposed stays open.
/// </summary>
/// <param name="Exchange">The exchange that the suppositions are about; null supposes nothing of any.</param>
/// <param name="Status">The status of the answer.</param>
/// <param name="Verb">The method of the request.</param>
/// <param name="CarriesSession">Did the request carry the session id?</param>
internal sealed record Scenario(Origin? Exchange = null, int? Status = null, Verbs Verb = Verbs.None, bool? CarriesSession = null)
{
    /// <summary>A call that throws in this scenario, whatever it is.</summary>
    public SyntaxNode? FailingCall { get; init; }

    /// <summary>Do responses bring a session id?</summary>
    public bool? AnswersWithSession { get; init; }

    /// <summary>Does nobody ever cancel? A token that is only handed in ends nothing by itself.</summary>
    public bool NobodyCancels { get; init; }

    /// <summary>Operations at which a path ends, to see what is reached without them. Compared as an object: ask with the same set to be answered from memory.</summary>
    public ISet<SyntaxNode>? EndsAt { get; init; }

    /// <summary>What is supposed of a request that this code serves; null where it is the code of a client.</summary>
    public ServedRequest? Served { get; init; }

    public static Scenario Nothing { get; } = new();

    public bool IsFailure => Status is >= 400;
}
