using McpAnalyzers.Facts;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Rules.Request;

/// <summary>MCPT3002: the answer to a request is read in one of the two forms that servers answer in.</summary>
internal sealed class ResponseContentTypeUnhandled : IRule
{
    public DiagnosticDescriptor Descriptor => Descriptors.MCPT3002_ResponseContentTypeUnhandled;

    public bool IsAboutSessions => false;

    public void Check(TransportFacts facts, Action<Diagnostic> report)
    {
        if (facts.Scope != Scope.Header || facts.AnswerReaders.AskContentType)
        {
            return;
        }

        var reported = new HashSet<SyntaxNode>();
        foreach (var request in facts.SentRequests.All)
        {
            if (request.Verbs != Verbs.Post || !AcceptHeaderIncomplete.IsMessage(facts, request) || AcceptsOneForm(facts, request)
                || facts.Purposes.IsAnsweredWithoutBody(request.Exchange))
            {
                continue;
            }

            var reading = facts.AnswerReaders.Of(request);
            if (reading.Forms is AnswerForms.Json or AnswerForms.Events)
            {
                var (read, other) = reading.Forms == AnswerForms.Json ? ("one JSON document", "a stream of events") : ("a stream of events", "one JSON document");
                foreach (var reader in reading.Readers.Where(r => reported.Add(r.Syntax)).Take(1))
                {
                    report(Diagnostic.Create(Descriptor, reader.Syntax.GetLocation(), read, other));
                }
            }
        }
    }

    /// <summary>Who says that only one form is accepted has made one mistake, and said so: that is MCPT3001's.</summary>
    private static bool AcceptsOneForm(TransportFacts facts, SentRequest request) =>
        AcceptHeaderIncomplete.LackOf(facts, request) is not null || facts.AcceptedMedia.Of(request) is { } accepted && accepted.Json != accepted.Events;
}
