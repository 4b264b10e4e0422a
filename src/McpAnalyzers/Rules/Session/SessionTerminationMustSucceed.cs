using System.Collections.Immutable;
using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Rules.Session;

/// <summary>MCPT1010: a server that does not let clients end sessions makes the client fail.</summary>
internal sealed class SessionTerminationMustSucceed : IRule
{
    /// <summary>"The server MAY respond to this request with HTTP 405 Method Not Allowed". Whoever tolerates that looks at the answer.</summary>
    private const int NotAllowed = 405;

    /// <summary>The name of the response, for the fix.</summary>
    public const string Response = nameof(Response);

    public DiagnosticDescriptor Descriptor => Descriptors.MCPT1010_SessionTerminationMustSucceed;

    public bool IsAboutSessions => true;

    public void Check(TransportFacts facts, Action<Diagnostic> report)
    {
        var reported = new HashSet<SyntaxNode>();
        foreach (var termination in facts.Terminations.All)
        {
            foreach (var failing in facts.ExchangeFailures.Of(termination.Exchange, termination.Body, NotAllowed).Where(o => !IsTeardown(facts, o)).Take(1))
            {
                if (reported.Add(failing.Syntax))
                {
                    report(Diagnostic.Create(
                        Descriptor,
                        failing.Syntax.GetLocation(),
                        ImmutableDictionary<string, string?>.Empty.Add(Response, facts.NamesAt(termination.Body, failing).Response(termination.Exchange)),
                        Describe(failing)));
                }
            }
        }
    }

    /// <summary>Ending the transport is what comes after the DELETE anyway.</summary>
    private static bool IsTeardown(TransportFacts facts, IOperation operation) => facts.Reactions.All.Any(r => r.Kind == ReactionKind.Teardown && r.Operation == operation);

    private static string Describe(IOperation operation) => ValueOrigins.Unwrap(operation) switch
    {
        IInvocationOperation invocation => $"{invocation.TargetMethod.Name}()",
        IObjectCreationOperation creation => $"throw new {creation.Type?.Name}()",
        _ => "throw",
    };
}
