using System.Collections.Immutable;
using McpAnalyzers.Facts;
using McpAnalyzers.Gate;
using McpAnalyzers.Rules.EventStream;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpAnalyzers.Rules.Request;

/// <summary>MCPT3001: a message is posted without accepting both kinds of answer.</summary>
internal sealed class AcceptHeaderIncomplete : IRule
{
    public DiagnosticDescriptor Descriptor => Descriptors.MCPT3001_AcceptHeaderIncomplete;

    public bool IsAboutSessions => false;

    public void Check(TransportFacts facts, Action<Diagnostic> report)
    {
        if (facts.Scope != Scope.Header)
        {
            return;
        }

        foreach (var request in facts.SentRequests.All)
        {
            if (LackOf(facts, request) is { } accepted)
            {
                // What accepts events from now on must not wait for the end of the stream.
                var waiting = accepted.Events ? null : EventStreamBuffered.CallToChange(facts, request.Send, request.Exchange);
                report(Diagnostic.Create(Descriptor, request.Made.Syntax.GetLocation(), waiting, AcceptProperties.Of(request, accepted), Missing(accepted, " and ")));
            }
        }
    }

    /// <summary>What the request accepts, where that is certainly not all it should.</summary>
    internal static Acceptance? LackOf(TransportFacts facts, SentRequest request) =>
        request.Verbs == Verbs.Post
        && IsMessage(facts, request)
        && !facts.SentRequests.MayGetOtherHeaders(request)
        && facts.AcceptedMedia.Of(request) is { } accepted and not { Json: true, Events: true }
        && (facts.SentRequests.HasClientInSight(request) || (accepted.ReplacesDefaults && facts.SentRequests.IsSentByPlainClient(request)))
            ? accepted
            : null;

    internal static bool IsMessage(TransportFacts facts, SentRequest request) => facts.SentRequests.HasMcpHeader(request) || facts.MessageContents.Of(request).IsJsonRpc;

    internal static string Missing(Acceptance accepted, string separator) =>
        string.Join(separator, new[] { accepted.Json ? null : AcceptedMedia.Json, accepted.Events ? null : AcceptedMedia.Events }.OfType<string>());
}

/// <summary>What the fix for MCPT3001 needs to know, as the diagnostic carries it.</summary>
internal static class AcceptProperties
{
    /// <summary>The local that the message is made for.</summary>
    public const string Request = nameof(Request);

    /// <summary>The value to add to its Accept header.</summary>
    public const string Accept = nameof(Accept);

    // The client's defaults count only for requests without a value of their own: whoever adds one adds both.
    public static ImmutableDictionary<string, string?> Of(SentRequest request, Acceptance accepted) => ImmutableDictionary<string, string?>.Empty
        .Add(Request, (request.Made.Syntax.Parent?.Parent as VariableDeclaratorSyntax)?.Identifier.Text)
        .Add(Accept, accepted.IsOfClient ? $"{AcceptedMedia.Json}, {AcceptedMedia.Events}" : AcceptHeaderIncomplete.Missing(accepted, ", "));
}
