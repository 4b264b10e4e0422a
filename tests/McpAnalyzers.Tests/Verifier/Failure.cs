namespace McpAnalyzers.Tests.Verifier;

/// <summary>What a test that must fail says.</summary>
internal static class Failure
{
    /// <summary>Runs a test that must fail, and gives its message.</summary>
    public static async Task<string> Of(Task test) => (await Assert.ThrowsAnyAsync<InvalidOperationException>(() => test)).Message;
}
