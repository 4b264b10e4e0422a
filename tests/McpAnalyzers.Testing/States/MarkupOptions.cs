namespace Microsoft.CodeAnalysis.Testing;

/// <summary>How markup is read.</summary>
[Flags]
public enum MarkupOptions
{
    /// <summary><c>[|…|]</c> needs an analyzer with a single descriptor.</summary>
    None = 0,

    /// <summary><c>[|…|]</c> means the first descriptor of the first analyzer.</summary>
    UseFirstDescriptor = 1,

    /// <summary><c>$$</c> is code.</summary>
    TreatPositionIndicatorsAsCode = 2,
}
