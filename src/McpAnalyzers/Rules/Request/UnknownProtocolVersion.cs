using System.Collections.Immutable;
using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Rules.Request;

/// <summary>MCPT3004: the code names a protocol version that never was one.</summary>
internal sealed class UnknownProtocolVersion : IRule
{
    public DiagnosticDescriptor Descriptor => Descriptors.MCPT3004_UnknownProtocolVersion;

    public bool IsAboutSessions => false;

    public void Check(TransportFacts facts, Action<Diagnostic> report)
    {
        foreach (var version in facts.NamedVersions.All.Where(v => Revisions.IsUnknown(v.Text)))
        {
            report(Diagnostic.Create(Descriptor, version.Location, VersionProperties.Of(version.Text), version.Text));
        }
    }
}

/// <summary>What the fix for MCPT3004 needs to know, as the diagnostic carries it.</summary>
internal static class VersionProperties
{
    public const string Version = nameof(Version);

    /// <summary>The known revisions next to it, the nearest first, separated by commas.</summary>
    public const string Neighbours = nameof(Neighbours);

    public static ImmutableDictionary<string, string?> Of(string version) => ImmutableDictionary<string, string?>.Empty
        .Add(Version, version)
        .Add(Neighbours, string.Join(",", Revisions.NeighboursOf(version)));
}
