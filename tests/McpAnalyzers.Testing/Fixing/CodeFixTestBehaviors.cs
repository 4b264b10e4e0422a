namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Checks that a code fix test leaves out.</summary>
[Flags]
public enum CodeFixTestBehaviors
{
    /// <summary>All checks are made.</summary>
    None = 0,

    /// <summary>Fix All in document is not checked.</summary>
    SkipFixAllInDocumentCheck = 1,

    /// <summary>Fix All in project is not checked.</summary>
    SkipFixAllInProjectCheck = 2,

    /// <summary>Fix All in solution is not checked.</summary>
    SkipFixAllInSolutionCheck = 4,

    /// <summary>No Fix All is checked.</summary>
    SkipFixAllCheck = SkipFixAllInDocumentCheck | SkipFixAllInProjectCheck | SkipFixAllInSolutionCheck,

    /// <summary>Only one fix is applied.</summary>
    FixOne = 8,

    /// <summary>Not checked: that the fixed diagnostics can be had file by file, as an editor asks for them.</summary>
    SkipLocalDiagnosticCheck = 16,
}
