namespace Microsoft.CodeAnalysis.Testing;

/// <summary>What a fixed state takes over from the state before the fix.</summary>
public enum StateInheritanceMode
{
    /// <summary>What is not given is taken over, except expected diagnostics that a fix under test mends.</summary>
    AutoInherit = 0,

    /// <summary>Nothing is taken over.</summary>
    Explicit = 1,

    /// <summary>What is not given is taken over, all expected diagnostics too.</summary>
    AutoInheritAll = 2,
}
