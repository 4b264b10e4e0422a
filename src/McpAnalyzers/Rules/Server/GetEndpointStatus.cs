using System.Collections.Immutable;
using System.Globalization;
using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Rules.Server;

/// <summary>MCPT4002: a GET of the endpoint gets neither an event stream nor 405.</summary>
internal sealed class GetEndpointStatus : IRule
{
    /// <summary>The methods for the Allow header, for the fix.</summary>
    public const string Allowed = nameof(Allowed);

    public DiagnosticDescriptor Descriptor => Descriptors.MCPT4002_GetEndpointStatus;

    public bool IsAboutSessions => false;

    public void Check(TransportFacts facts, Action<Diagnostic> report)
    {
        if (!facts.Answers.IsOfServer)
        {
            return;
        }

        var reported = new HashSet<SyntaxNode>();
        foreach (var found in facts.GetAnswers.Wrong)
        {
            if (reported.Add(found.Operation.Syntax))
            {
                var properties = found.Answer is { } answer ? AnswerProperties.Of(answer) : ImmutableDictionary<string, string?>.Empty;
                report(Diagnostic.Create(
                    Descriptor,
                    found.Operation.Syntax.GetLocation(),
                    found.Answer is { } given ? [AnswerProperties.NumberOf(given)] : [],
                    properties.Add(Allowed, found.Allowed),
                    found.Answer is { } status ? status.Status.ToString(CultureInfo.InvariantCulture) : "something else"));
            }
        }
    }
}
