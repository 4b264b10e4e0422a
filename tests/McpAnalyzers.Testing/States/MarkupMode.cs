namespace Microsoft.CodeAnalysis.Testing;

/// <summary>What the markup in the sources of a state means.</summary>
public enum MarkupMode
{
    /// <summary>There is no markup; everything is code.</summary>
    None = 0,

    /// <summary>Markup is removed and expects nothing.</summary>
    Ignore = 1,

    /// <summary>Markup expects the diagnostics that no fix under test mends; the rest is only removed.</summary>
    IgnoreFixable = 2,

    /// <summary>Markup expects diagnostics.</summary>
    Allow = 3,
}
