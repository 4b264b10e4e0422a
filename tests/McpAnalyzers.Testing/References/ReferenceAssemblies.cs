using System.Collections.Immutable;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>The framework that a test's projects refer to. The references are shared by all tests.</summary>
public sealed class ReferenceAssemblies
{
    private const string AspNetCore = "Microsoft.AspNetCore.App.Ref";

    private readonly Lazy<ImmutableArray<MetadataReference>> _references;

    private ReferenceAssemblies(string targetFramework, Func<ImmutableArray<MetadataReference>> references)
    {
        TargetFramework = targetFramework;
        _references = new(references);
    }

    /// <summary>The framework of tests that name none.</summary>
    public static ReferenceAssemblies Default => Net.Net80;

    /// <summary>The framework's moniker.</summary>
    public string TargetFramework { get; }

    /// <summary>
    /// These and the assemblies of some packages. There is one here, <c>Microsoft.AspNetCore.App.Ref</c> for <see cref="Net.Net100"/>,
    /// of the version that the SDK brings.
    /// </summary>
    /// <exception cref="NotSupportedException">Another package is named.</exception>
    public ReferenceAssemblies AddPackages(ImmutableArray<PackageIdentity> packages)
    {
        if (packages.FirstOrDefault(package => package.Id != AspNetCore) is { } unknown)
        {
            throw new NotSupportedException(
                $"Package {unknown.Id} is not known here; refer to its assemblies by {nameof(ProjectState.AdditionalReferences)}");
        }

        return new(TargetFramework, () => [.. _references.Value, .. TargetingPack.References(AspNetCore, TargetFramework)]);
    }

    /// <summary>The references.</summary>
    public Task<ImmutableArray<MetadataReference>> ResolveAsync(string? language, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_references.Value);
    }

    /// <summary>.NET.</summary>
    public static class Net
    {
        /// <summary>.NET 8, without ASP.NET Core.</summary>
        public static ReferenceAssemblies Net80 { get; }
            = new("net8.0", () => [.. global::Basic.Reference.Assemblies.Net80.References.All]);

        /// <summary>.NET 10, without ASP.NET Core.</summary>
        public static ReferenceAssemblies Net100 { get; }
            = new("net10.0", () => TargetingPack.References("Microsoft.NETCore.App.Ref", "net10.0"));
    }

    /// <summary>.NET Standard.</summary>
    public static class NetStandard
    {
        /// <summary>.NET Standard 2.0.</summary>
        public static ReferenceAssemblies NetStandard20 { get; }
            = new("netstandard2.0", () => [.. global::Basic.Reference.Assemblies.NetStandard20.References.All]);
    }

    /// <summary>.NET Framework.</summary>
    public static class NetFramework
    {
        /// <summary>.NET Framework 4.7.2.</summary>
        public static class Net472
        {
            /// <summary>.NET Framework 4.7.2.</summary>
            public static ReferenceAssemblies Default { get; }
                = new("net472", () => [.. global::Basic.Reference.Assemblies.Net472.References.All]);
        }
    }
}
