using Microsoft.CodeAnalysis.Host;
using Microsoft.CodeAnalysis.Host.Mef;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>The workspace services, composed once for all tests: composing them costs more than most tests.</summary>
internal static class TestHost
{
    private static readonly HostServices Services = MefHostServices.DefaultHost;

    /// <summary>An empty solution in a workspace of its own.</summary>
    public static Solution CreateSolution() => new AdhocWorkspace(Services).CurrentSolution;
}
