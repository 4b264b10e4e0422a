using System.Collections.Immutable;
using McpAnalyzers.Facts;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Rules.Server;

/// <summary>MCPT4004: the id of a session comes from something that others can guess.</summary>
internal sealed class PredictableSessionId : IRule
{
    public DiagnosticDescriptor Descriptor => Descriptors.MCPT4004_PredictableSessionId;

    public bool IsAboutSessions => true;

    public void Check(TransportFacts facts, Action<Diagnostic> report)
    {
        if (facts.Scope != Scope.Header)
        {
            return;
        }

        foreach (var id in facts.GuessableSessionIds.All)
        {
            report(Diagnostic.Create(Descriptor, id.Maker.Syntax.GetLocation(), SessionIdProperties.Of(id), InOneLine(id.Maker.Syntax), Why(id.Guess)));
        }
    }

    private static string InOneLine(SyntaxNode syntax) => string.Join(" ", syntax.ToString().Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(l => l.Trim()));

    private static string Why(Guess? guess) => guess switch
    {
        Guess.Constant => "is the same for every session: whoever knows it is in all of them",
        Guess.Counter => "is counted: whoever has one id knows the others",
        Guess.Clock => "is taken from the clock: others can try the few times that it may be",
        Guess.Process => "tells of the process and not of the session: others can guess it",
        Guess.HashCode => "is a hash code, of which there are few and which can be computed",
        Guess.Random => "comes from System.Random, whose numbers can be predicted",
        _ => "has a character that is not visible ASCII: clients and proxies may refuse the header",
    };
}

/// <summary>What the fix for MCPT4004 needs to know, as the diagnostic carries it.</summary>
internal static class SessionIdProperties
{
    /// <summary>Is the reported expression the id, made anew for each session? A constant may be compared to elsewhere.</summary>
    public const string IsMade = nameof(IsMade);

    public static ImmutableDictionary<string, string?> Of(GuessableSessionId id) => ImmutableDictionary<string, string?>.Empty
        .Add(IsMade, id.IsMadeHere && id.Maker.Type?.SpecialType == SpecialType.System_String && id.Guess is not Guess.Constant ? "true" : null);
}
