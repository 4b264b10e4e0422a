using System.Collections.Immutable;
using McpAnalyzers.Facts;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpAnalyzers.Rules.Session;

/// <summary>What the fix for MCPT1002 needs to know, as the diagnostic carries it: of the store, and of each place.</summary>
internal static class ResetProperties
{
    public const string Store = nameof(Store);

    /// <summary>The statement that empties the store.</summary>
    public const string Statement = nameof(Statement);

    /// <summary>A <see cref="ResetPosition"/>.</summary>
    public const string Position = nameof(Position);

    /// <summary>The local that says whether the session is lost.</summary>
    public const string Flag = nameof(Flag);

    public const string Request = nameof(Request);

    /// <summary>The answer; null, as the flag, where only the loss of the session leads to the place.</summary>
    public const string Response = nameof(Response);
    public const string MayHaveNoResponse = nameof(MayHaveNoResponse);
    public const string Header = nameof(Header);
    public const string NeedsMethod = nameof(NeedsMethod);

    /// <summary>The name of what is known of one of the places.</summary>
    public static string At(string name, int place) => FormattableString.Invariant($"{name}.{place}");
}

/// <summary>Where the reset goes, seen from the statement that the place is given by.</summary>
internal enum ResetPosition
{
    /// <summary>Behind it.</summary>
    After,

    /// <summary>Before it.</summary>
    Before,

    /// <summary>To the start of the block that it has.</summary>
    Within,
}

/// <summary>The places where a store has to be emptied, so that every answer to a POST with its id is looked at.</summary>
internal sealed record ResetPlaces(ImmutableArray<Location> Locations, ImmutableDictionary<string, string?> Properties)
{
    /// <summary>Null unless there is a right place for each of the answers.</summary>
    public static ResetPlaces? For(TransportFacts facts, StoreWrite capture)
    {
        var search = new Search(facts, capture.Store);
        if (!search.FindsAll())
        {
            return null;
        }

        var places = search.Places.ToList();
        var properties = ImmutableDictionary.CreateBuilder<string, string?>();
        properties.Add(ResetProperties.Store, capture.Store.Name);
        for (var i = 0; i < places.Count; i++)
        {
            properties.Add(ResetProperties.At(ResetProperties.Position, i), places[i].Position.ToString());
            foreach (var known in places[i].Known)
            {
                properties.Add(ResetProperties.At(known.Key, i), known.Value);
            }
        }

        return new([.. places.Select(p => p.Statement.GetLocation())], properties.ToImmutable());
    }

    private sealed record Place(StatementSyntax Statement, ResetPosition Position, ImmutableDictionary<string, string?> Known);

    /// <summary>An answer that a local holds, and those of the requests with a session id that it may be of.</summary>
    private sealed record Answer(HeldAnswer Held, IReadOnlyList<Origin> Exchanges)
    {
        public bool IsOf(SyntaxNode send) => Exchanges.Any(e => e.Operation.Syntax == send);
    }

    private sealed class Search(TransportFacts facts, ISymbol store)
    {
        private readonly LostSessionCode _lost = new(facts, store);
        private readonly Dictionary<Answer, LostSessionHandling> _handling = [];
        private readonly Dictionary<(StatementSyntax, ResetPosition), Place> _places = [];

        public IReadOnlyCollection<Place> Places => _places.Values;

        public bool FindsAll()
        {
            var answers = facts.HeldAnswers.All
                .Where(held => facts.Lifetime.IsLive(held.Body))
                .Select(held => new Answer(held, [.. facts.Origins.Of(held.Value, held.Body.AnyCall).Leaves.Where(IsWithSession)]))
                .ToList();
            return facts.Code.Own.Where(facts.Lifetime.IsLive).All(body => body.Operations.All(o => !IsWithSession(new(o, body.AnyCall)) || IsAnswerHeld(o, body)))
                && answers.SelectMany(a => a.Exchanges).Select(e => e.Operation.Syntax).Distinct().ToList().All(send => FindsFor([.. answers.Where(a => a.IsOf(send))], send));
        }

        /// <summary>A POST that carries the id, and that is no handshake: of that a 404 says nothing about the session.</summary>
        private bool IsWithSession(Origin exchange) =>
            facts.Exchanges.SendOf(exchange.Operation) is { } send
            && facts.Exchanges.VerbsOf(exchange).May(Verbs.Post)
            && !facts.IsStateless(exchange)
            && facts.Exchanges.HeadersOf(send, exchange.Frame).Any(h => facts.Headers.HeaderOf(h.Write.Name, h.Frame).HasFlag(McpHeader.SessionId))
            && !facts.Handshakes.IsHandshakeForEveryCaller(exchange);

        /// <summary>Of a notification nobody waits for the answer: the next request is told the same.</summary>
        private bool IsAnswerHeld(IOperation send, CodeBody body) =>
            facts.HeldAnswers.IsHeldOrDropped(send, body) || facts.Purposes.Of(new(send, body.AnyCall)) == Purpose.Notification;

        /// <summary>As near to the send as can be, so that all pass through; further out only where the store is asked there.</summary>
        private bool FindsFor(IReadOnlyList<Answer> answers, SyntaxNode send)
        {
            var near = answers.Where(a => !answers.Any(b => b != a && LeadsThrough(a, b.Held.Body, send))).ToList();
            var far = answers.Except(near).ToList();
            if (!far.Any(a => HandlingOf(a) is { AsksStore: true } or { Branches.Count: > 0 }))
            {
                return near.All(Add);
            }

            return near.All(a => HandlingOf(a) is { AsksStore: false, Branches.Count: 0 } && facts.Code.CallersOf(a.Held.Body).Complete) && far.All(Add);
        }

        /// <summary>Has the answer been held in the other body before?</summary>
        private static bool LeadsThrough(Answer answer, CodeBody body, SyntaxNode send)
        {
            foreach (var exchange in answer.Exchanges.Where(e => e.Operation.Syntax == send))
            {
                for (var frame = exchange.Frame; frame?.Caller is not null; frame = frame.Caller)
                {
                    if (frame.Body == body)
                    {
                        return true;
                    }
                }
            }

            return false;
        }

        private LostSessionHandling HandlingOf(Answer answer)
        {
            if (!_handling.TryGetValue(answer, out var handling))
            {
                _handling.Add(answer, handling = _lost.Of(answer.Held, answer.Exchanges));
            }

            return handling;
        }

        private bool Add(Answer answer) => HandlingOf(answer) switch
        {
            { AsksStore: true } or { CallersAskStore: true } => false,
            { Branches: { Count: > 0 } branches } => branches.All(b => AddIn(b, answer.Exchanges[0])),
            _ => AddTest(answer),
        };

        /// <summary>Into the code that is there for the loss of the session.</summary>
        private bool AddIn(LostSessionBranch branch, Origin exchange)
        {
            if (branch.Flag is { } flag)
            {
                return Add(branch.Statement, ResetPosition.After, branch.Frame.Body, ImmutableDictionary<string, string?>.Empty.Add(ResetProperties.Flag, flag.Name));
            }

            if (_lost.LastAsking(branch, exchange) is not { } asking)
            {
                return Add(branch.Statement, ResetPosition.Before, branch.Frame.Body, ImmutableDictionary<string, string?>.Empty);
            }

            // What the last statement says of the session, the store must still have; and what comes after one that leaves never runs.
            return asking.Parent is BlockSyntax or SwitchSectionSyntax
                && !branch.Statements.TakeWhile(s => s.SpanStart <= asking.SpanStart).Any(s => s.DescendantNodesAndSelf().Any(n => n is ThrowStatementSyntax or ReturnStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax or YieldStatementSyntax))
                && Add(asking, ResetPosition.After, branch.Frame.Body, ImmutableDictionary<string, string?>.Empty);
        }

        /// <summary>With a test of its own, where the answer has come.</summary>
        private bool AddTest(Answer answer)
        {
            var (held, exchanges) = answer;
            var position = held.Statement is UsingStatementSyntax ? ResetPosition.Within : ResetPosition.After;
            if (!facts.Types.IsResponseMessage(held.Local.Type)
                || (position == ResetPosition.After ? held.Statement.Parent is not (BlockSyntax or SwitchSectionSyntax) : held.Statement is not UsingStatementSyntax { Statement: BlockSyntax }))
            {
                return false;
            }

            var scope = facts.NamesAt(held.Body, held.Value);
            var requests = exchanges.Select(scope.Request).Distinct().ToList();
            return Add(held.Statement, position, held.Body, ImmutableDictionary<string, string?>.Empty
                .Add(ResetProperties.Response, held.Local.Name)
                .Add(ResetProperties.MayHaveNoResponse, held.Value.Type?.NullableAnnotation == NullableAnnotation.Annotated ? "true" : null)
                .Add(ResetProperties.Request, requests is [var request] ? request : null)
                .Add(ResetProperties.Header, scope.SessionHeader())
                .Add(ResetProperties.NeedsMethod, exchanges.All(e => facts.Exchanges.VerbsOf(e) == Verbs.Post) ? null : "true"));
        }

        private bool Add(StatementSyntax statement, ResetPosition position, CodeBody body, ImmutableDictionary<string, string?> known)
        {
            var point = body.Operations.First(o => statement.Span.Contains(o.Syntax.Span));
            if (ResetStatement.For(facts, store, facts.NamesAt(body, point)) is not { } reset)
            {
                return false;
            }

            _places[(statement, position)] = new(statement, position, known.Add(ResetProperties.Statement, reset));
            return true;
        }
    }
}
