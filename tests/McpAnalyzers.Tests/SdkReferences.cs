using McpTransport;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.Extensions.AI;
using ModelContextProtocol.Client;

namespace McpAnalyzers.Tests;

/// <summary>The assemblies of the official SDK, and ours that stands beside it.</summary>
internal static class SdkReferences
{
    /// <summary>The client half of the official SDK.</summary>
    public static IReadOnlyList<MetadataReference> Sdk { get; } = [Of<McpClient>(), Of<AIFunction>()];

    public static MetadataReference Transport { get; } = Of<ResilientHttpClientTransport>();

    /// <summary>A project with the official SDK, and with McpTransport unless it is to have none.</summary>
    public static void UseSdk(this AnalyzerTest<DefaultVerifier> test, bool withTransport = true)
    {
        test.UseWeb();
        test.TestState.AdditionalReferences.AddRange(Sdk);
        if (withTransport)
        {
            test.TestState.AdditionalReferences.Add(Transport);
        }
    }

    private static PortableExecutableReference Of<T>() => MetadataReference.CreateFromFile(typeof(T).Assembly.Location);
}
