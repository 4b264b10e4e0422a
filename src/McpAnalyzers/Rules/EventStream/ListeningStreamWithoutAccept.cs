using System.Collections.Immutable;
using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Rules.EventStream;

/// <summary>MCPT2003: the GET that opens the listening stream does not say that it accepts one.</summary>
internal sealed class ListeningStreamWithoutAccept : IRule
{
    /// <summary>The name of the local that holds the request, for the fix.</summary>
    public const string Request = nameof(Request);

    public DiagnosticDescriptor Descriptor => Descriptors.MCPT2003_ListeningStreamWithoutAccept;

    public bool IsAboutSessions => true;

    public void Check(TransportFacts facts, Action<Diagnostic> report)
    {
        if (facts.Scope != Gate.Scope.Header)
        {
            return;
        }

        // A helper that always listens is asked itself; one that sends other requests too, where it is called to listen.
        var reported = new HashSet<SyntaxNode>();
        foreach (var stream in facts.ListeningStreams.All.OrderBy(s => s.Exchange.Frame.Body == s.Body ? 0 : 1))
        {
            // A GET of which nobody reads the body asks whether the server is there: any answer will do.
            if (facts.IsStateless(stream.Exchange)
                || facts.Exchanges.SendOf(stream.Exchange.Operation) is not { } send
                || facts.Accepted.MayBeEvents(send, stream.Exchange)
                || facts.AnswerReaders.BodyReadsOf(stream.Exchange) == BodyReads.None)
            {
                continue;
            }

            var made = RequestOf(facts, send, stream);
            if (reported.Add(send.Call.Syntax) && (made == send.Call || reported.Add(made.Syntax)))
            {
                report(Diagnostic.Create(Descriptor, made.Syntax.GetLocation(), EventStreamBuffered.CallToChange(facts, send, stream.Exchange), Properties(made)));
            }
        }
    }

    /// <summary>The creation of the request, where this GET alone uses it; else the call that sends it.</summary>
    private static IOperation RequestOf(TransportFacts facts, Send send, ListeningStream stream) =>
        send.Request is { } request
        && facts.Origins.Of(request, stream.Exchange.Frame).Leaves is [{ Operation: IObjectCreationOperation creation, Frame: var frame }]
        && frame.Body == stream.Body
            ? creation
            : stream.Exchange.Operation;

    private static ImmutableDictionary<string, string?> Properties(IOperation made) =>
        made is IObjectCreationOperation { Parent: IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.Name: var name } } }
            ? ImmutableDictionary<string, string?>.Empty.Add(Request, name)
            : ImmutableDictionary<string, string?>.Empty;
}
