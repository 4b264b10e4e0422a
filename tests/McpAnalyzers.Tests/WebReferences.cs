using Microsoft.CodeAnalysis.Testing;

namespace McpAnalyzers.Tests;

/// <summary>What a project of Microsoft.NET.Sdk.Web refers to.</summary>
internal static class WebReferences
{
    /// <summary>.NET 10 with ASP.NET Core.</summary>
    public static ReferenceAssemblies Net100 { get; } = ReferenceAssemblies.Net.Net100.AddPackages([new PackageIdentity("Microsoft.AspNetCore.App.Ref", "10.0.0")]);

    /// <summary>A web project.</summary>
    public static void UseWeb(this AnalyzerTest<DefaultVerifier> test) => test.ReferenceAssemblies = Net100;
}
