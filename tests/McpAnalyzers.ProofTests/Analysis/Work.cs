using McpAnalyzers.Facts;
using McpAnalyzers.Rules;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.ProofTests.Analysis;

/// <summary>
/// Counts what the rules do with the types of an input, by the bytes that they allocate: unlike time that is the same on a busy machine
/// as on an idle one, and whatever walks, collects or compares allocates.
/// </summary>
internal sealed class Work
{
    private long _begun;
    private long _bytes;

    /// <summary>An analyzer with all rules, whose work is counted here. For one analysis that is not concurrent.</summary>
    public McpTransportAnalyzer Counted() => new([new Begin(this), .. McpTransportAnalyzer.Rules, new End(this)]);

    /// <summary>The bytes for each character of the input.</summary>
    public double PerCharacter(int length) => _bytes / (double)length;

    public long Bytes => _bytes;

    // Rules are asked in their order, all on one thread.
    private sealed class Begin(Work work) : IRule
    {
        public DiagnosticDescriptor Descriptor => Descriptors.MCPT1001_SessionExpiryIgnoresRequest;

        public bool IsAboutSessions => false;

        public void Check(TransportFacts facts, Action<Diagnostic> report) => work._begun = GC.GetAllocatedBytesForCurrentThread();
    }

    private sealed class End(Work work) : IRule
    {
        public DiagnosticDescriptor Descriptor => Descriptors.MCPT1001_SessionExpiryIgnoresRequest;

        public bool IsAboutSessions => false;

        public void Check(TransportFacts facts, Action<Diagnostic> report) => work._bytes += GC.GetAllocatedBytesForCurrentThread() - work._begun;
    }
}
