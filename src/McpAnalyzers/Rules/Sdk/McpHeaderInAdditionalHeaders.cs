using System.Collections.Immutable;
using McpAnalyzers.Facts;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Rules.Sdk;

/// <summary>MCPT5001: a header that the SDK's transport writes itself is among those that it is told to add.</summary>
internal sealed class McpHeaderInAdditionalHeaders : IRule
{
    public DiagnosticDescriptor Descriptor => Descriptors.MCPT5001_McpHeaderInAdditionalHeaders;

    public bool IsAboutSessions => false;

    public void Check(TransportFacts facts, Action<Diagnostic> report)
    {
        foreach (var header in facts.AdditionalHeaders.ProtocolHeaders)
        {
            report(Diagnostic.Create(Descriptor, header.Place.Syntax.GetLocation(), AdditionalHeaderProperties.Of(facts, header), header.Name));
        }
    }
}

/// <summary>What the fix for MCPT5001 needs to know, as the diagnostic carries it.</summary>
internal static class AdditionalHeaderProperties
{
    /// <summary>Is the entry itself reported, and not the use of another type's?</summary>
    public const string IsEntry = nameof(IsEntry);

    /// <summary>Is it the id of a session that the type resumes, and never one that it initializes?</summary>
    public const string IsResumed = nameof(IsResumed);

    public static ImmutableDictionary<string, string?> Of(TransportFacts facts, AdditionalHeader header) => ImmutableDictionary<string, string?>.Empty
        .Add(IsEntry, header.IsEntry ? "true" : null)
        .Add(IsResumed, McpHeaders.Find(header.Name) == McpHeader.SessionId && Calls(facts, "ResumeSessionAsync") && !Calls(facts, "CreateAsync") ? "true" : null);

    private static bool Calls(TransportFacts facts, string method) => facts.Code.All.Any(b => b.Operations.Any(o =>
        o is IInvocationOperation { TargetMethod: var called } && called.Name == method && SdkSymbols.IsSdk(called.ContainingType)));
}
