using System.Globalization;
using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Rules.Server;

/// <summary>MCPT4007: an invalid Origin is not refused with 403, or none is invalid.</summary>
internal sealed class OriginNotEnforced : IRule
{
    public DiagnosticDescriptor Descriptor => Descriptors.MCPT4007_OriginNotEnforced;

    public bool IsAboutSessions => false;

    public void Check(TransportFacts facts, Action<Diagnostic> report)
    {
        if (!facts.Answers.IsOfServer)
        {
            return;
        }

        foreach (var refusal in facts.OriginChecks.Refusals)
        {
            report(Diagnostic.Create(
                Descriptor,
                refusal.Operation.Syntax.GetLocation(),
                [AnswerProperties.NumberOf(refusal)],
                AnswerProperties.Of(refusal),
                $"An invalid Origin is answered with {refusal.Status.ToString(CultureInfo.InvariantCulture)}"));
        }

        foreach (var policy in facts.OriginChecks.OpenPolicies)
        {
            report(Diagnostic.Create(Descriptor, PolicyCall(policy), $"{policy.TargetMethod.Name}() lets every web page call this endpoint"));
        }
    }

    /// <summary>The name of the call, without the chain that it ends.</summary>
    private static Location PolicyCall(IInvocationOperation call) =>
        call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: var name } } ? name.GetLocation() : call.Syntax.GetLocation();
}
