namespace Microsoft.CodeAnalysis.Testing;

/// <summary>What any verifier can do.</summary>
public static class IVerifierExtensions
{
    /// <summary>Fails with a line diff unless both texts are equal.</summary>
    public static void EqualOrDiff(this IVerifier verifier, string expected, string actual, string? message = null)
    {
        if (expected != actual)
        {
            verifier.Fail(
                $"{message ?? "The texts differ"} ('-' is expected, '+' is actual):{Environment.NewLine}{LineDiff.Between(expected, actual)}");
        }
    }
}
