namespace Microsoft.CodeAnalysis.Testing;

/// <summary>How an expected location is to be read.</summary>
[Flags]
public enum DiagnosticLocationOptions
{
    /// <summary>Start and end are compared.</summary>
    None = 0,

    /// <summary>Only the start is compared.</summary>
    IgnoreLength = 1,

    /// <summary>The location is the number of a <c>{|#n:…|}</c> span of the test's markup.</summary>
    InterpretAsMarkupKey = 2,
}
