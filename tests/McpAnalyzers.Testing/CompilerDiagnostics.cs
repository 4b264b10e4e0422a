namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Which diagnostics of the compiler a test must expect.</summary>
public enum CompilerDiagnostics
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Errors.</summary>
    Errors = 1,

    /// <summary>Errors and warnings.</summary>
    Warnings = 2,

    /// <summary>Errors, warnings and suggestions.</summary>
    Suggestions = 3,

    /// <summary>All, hidden ones too.</summary>
    All = 4,
}
