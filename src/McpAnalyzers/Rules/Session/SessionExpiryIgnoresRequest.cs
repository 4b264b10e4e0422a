using System.Collections.Immutable;
using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Rules.Session;

/// <summary>MCPT1001: a 404 is taken for the loss of the session where it is not established that a POST with the session id was answered.</summary>
internal sealed class SessionExpiryIgnoresRequest : IRule
{
    public DiagnosticDescriptor Descriptor => Descriptors.MCPT1001_SessionExpiryIgnoresRequest;

    public bool IsAboutSessions => true;

    public void Check(TransportFacts facts, Action<Diagnostic> report)
    {
        foreach (var tests in WrongTests(facts).GroupBy(wrong => wrong.Test.Syntax))
        {
            var test = tests.First().Test;
            var missing = tests.Aggregate(MissingGuards.None, (all, wrong) => all | wrong.Missing);
            report(Diagnostic.Create(
                Descriptor,
                test.Syntax.GetLocation(),
                GuardProperties.ReactionsTo(facts, [.. tests.Select(wrong => wrong.Test)]),
                GuardProperties.Of(facts, test, missing),
                test.Reaction.Description,
                Describe(missing)));
        }
    }

    /// <summary>What asks IsSessionExpired(response) is right or wrong as its answer is: that is looked at where it is given.</summary>
    private static IEnumerable<(ExpiryTest Test, MissingGuards Missing)> WrongTests(TransportFacts facts) =>
        from reaction in facts.Reactions.All
        where reaction.Kind != ReactionKind.Flag
        from test in facts.ExpiryTests.TestsOf(reaction)
        where facts.Code.Own.Contains(test.Body) && !facts.Reactions.AsksPredicate(test.Test) && !facts.IsStateless(test.Exchange) && facts.IsMcpExchange(test.Exchange)
        let missing = Missing(facts, test)
        where missing != MissingGuards.None
        select (test, missing);

    /// <summary>What is not established of the request where the test decides.</summary>
    internal static MissingGuards Missing(TransportFacts facts, ExpiryTest test)
    {
        var verbs = facts.Exchanges.VerbsOf(test.Exchange);

        // The SDK's completion tells of no method: a client without a session is all that its user can rule out. A stream that was begun is not optional.
        var method = !TransportFacts.IsCompletion(test.Exchange) && verbs.May(Verbs.Get) && facts.ExpiryTests.CanRun(test, Verbs.Get, carriesSession: null) && !facts.ListeningStreams.IsResuming(test.Exchange) ? MissingGuards.Method : MissingGuards.None;
        var session = verbs.May(Verbs.Post) && facts.ExpiryTests.CanRun(test, Verbs.Post, carriesSession: false) ? MissingGuards.Session : MissingGuards.None;
        return method | session;
    }

    private static string Describe(MissingGuards missing) => missing switch
    {
        MissingGuards.Method => "was a POST",
        MissingGuards.Session => "carried Mcp-Session-Id",
        _ => "was a POST that carried Mcp-Session-Id",
    };
}

/// <summary>What is not established where a 404 is taken for the loss of the session.</summary>
[Flags]
internal enum MissingGuards
{
    None = 0,
    Method = 1,
    Session = 2,
}

/// <summary>What the fix for MCPT1001 needs to know, as the diagnostic carries it.</summary>
internal static class GuardProperties
{
    public const string Missing = nameof(Missing);
    public const string IsTrueFor404 = nameof(IsTrueFor404);
    public const string Request = nameof(Request);
    public const string Response = nameof(Response);
    public const string Header = nameof(Header);
    public const string AllowsDelete = nameof(AllowsDelete);

    /// <summary>Is the request a GET in any case? No guard can then be true: the reaction itself is wrong.</summary>
    public const string IsGet = nameof(IsGet);

    /// <summary>May the GET go on with a stream that has broken off, for whose events somebody may wait?</summary>
    public const string Resumes = nameof(Resumes);

    public static ImmutableDictionary<string, string?> Of(TransportFacts facts, ExpiryTest test, MissingGuards missing)
    {
        var tested = TestedAlike(facts, test);
        var verbs = tested.Aggregate(Verbs.None, (all, t) => all | facts.Exchanges.VerbsOf(t.Exchange));
        var scope = facts.NamesAt(test.Body, test.Test);
        return ImmutableDictionary<string, string?>.Empty
            .Add(Missing, ((int)missing).ToString(System.Globalization.CultureInfo.InvariantCulture))
            .Add(IsTrueFor404, test.IsTrueForStatus ? "true" : null)
            .Add(AllowsDelete, verbs.HasFlag(Verbs.Delete) ? "true" : null)
            .Add(IsGet, tested.All(t => IsOfGet(facts, t)) ? "true" : null)
            .Add(Resumes, facts.ListeningStreams.MayResume(test.Exchange) ? "true" : null)
            .Add(Request, NameOf(scope.Request))
            .Add(Response, NameOf(scope.Response))
            .Add(Header, scope.SessionHeader());

        // Of all that the test asks about, or of none of it.
        string? NameOf(Func<Origin, string?> find) => verbs != Verbs.Get && tested.Select(t => find(t.Exchange)).Distinct().ToList() is [var name] ? name : null;
    }

    /// <summary>Where code beside the test of the answer to a GET takes it for the loss of the session; none where it is another method that does.</summary>
    public static IEnumerable<Location> ReactionsTo(TransportFacts facts, IReadOnlyList<ExpiryTest> tests) =>
        tests.SelectMany(test => TestedAlike(facts, test)).All(test => IsOfGet(facts, test)) ? tests.Select(test => test.Reaction.Operation.Syntax.GetLocation()) : [];

    /// <summary>The test, and what it is where it asks about the answers to other requests: one local may hold several.</summary>
    private static IReadOnlyList<ExpiryTest> TestedAlike(TransportFacts facts, ExpiryTest test) =>
        [test, .. facts.ExpiryTests.TestsOf(test.Reaction).Where(t => t.Syntax == test.Syntax && t != test)];

    private static bool IsOfGet(TransportFacts facts, ExpiryTest test) => facts.Exchanges.VerbsOf(test.Exchange) == Verbs.Get && test.Calls.Count == 0;
}
