namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Checks that a test leaves out.</summary>
[Flags]
public enum TestBehaviors
{
    /// <summary>All checks are made.</summary>
    None = 0,

    /// <summary>Not checked: that nothing is reported in generated code.</summary>
    SkipGeneratedCodeCheck = 1,

    /// <summary>Not checked: that <c>#pragma warning disable</c> silences.</summary>
    SkipSuppressionCheck = 2,
}
