using System.Collections.Immutable;
using McpAnalyzers.Facts;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Rules.Request;

/// <summary>MCPT3003: requests carry a session id, and nothing ever sends the protocol version.</summary>
internal sealed class ProtocolVersionHeaderMissing : IRule
{
    /// <summary>The revision that added the header.</summary>
    private const string FirstWithHeader = "2025-06-18";

    public DiagnosticDescriptor Descriptor => Descriptors.MCPT3003_ProtocolVersionHeaderMissing;

    public bool IsAboutSessions => true;

    public void Check(TransportFacts facts, Action<Diagnostic> report)
    {
        if (facts.Scope != Scope.Header || facts.Gate.NamesProtocolVersion(facts.CancellationToken) || facts.SessionHeaders.AreBesideVersion || SpeaksOnlyEarlier(facts))
        {
            return;
        }

        foreach (var header in facts.SessionHeaders.All)
        {
            report(Diagnostic.Create(Descriptor, header.Write.Operation.Syntax.GetLocation(), VersionHeaderProperties.Of(facts, header)));
        }
    }

    private static bool SpeaksOnlyEarlier(TransportFacts facts) =>
        facts.NamedVersions.All.Any() && facts.NamedVersions.All.All(v => string.CompareOrdinal(v.Text, FirstWithHeader) < 0);
}

/// <summary>What the fix for MCPT3003 needs to know, as the diagnostic carries it.</summary>
internal static class VersionHeaderProperties
{
    /// <summary>An expression for the version: what the type keeps it in, else the one version that it names.</summary>
    public const string Version = nameof(Version);

    public static ImmutableDictionary<string, string?> Of(TransportFacts facts, SessionHeader header) =>
        ImmutableDictionary<string, string?>.Empty.Add(Version, Kept(facts, header) ?? Named(facts));

    private static string? Kept(TransportFacts facts, SessionHeader header)
    {
        var names = facts.NamesAt(header.Body, header.Write.Operation);
        return header.Body.Outermost.Symbol.ContainingType?.GetMembers()
            .Where(m => m is IFieldSymbol or IPropertySymbol { GetMethod: not null }
                && m.Type() is { SpecialType: SpecialType.System_String, NullableAnnotation: not NullableAnnotation.Annotated }
                && m.Name.IndexOf("ProtocolVersion", StringComparison.OrdinalIgnoreCase) >= 0
                && m.Name.IndexOf("Header", StringComparison.OrdinalIgnoreCase) < 0
                && names.Sees(m))
            .Select(m => m.Name)
            .FirstOrDefault();
    }

    private static string? Named(TransportFacts facts) =>
        facts.NamedVersions.All.Select(v => v.Text).Distinct().ToList() is [var only] && Revisions.Known.Contains(only) ? $"\"{only}\"" : null;
}
