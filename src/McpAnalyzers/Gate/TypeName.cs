using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Gate;

/// <summary>
/// A type by its full name, whichever assembly it comes from. To ask a compilation for a type it does not have is to search every reference; a
/// type that is at hand knows its name.
/// </summary>
internal readonly struct TypeName(string space, string name)
{
    /// <summary>Is it this type?</summary>
    public bool Is(ITypeSymbol type) => type.Name == name && type.ContainingType is null && type is INamedTypeSymbol { Arity: 0 } && IsIn(type.ContainingNamespace, space);

    private static bool IsIn(INamespaceSymbol? current, string space)
    {
        var end = space.Length;
        while (current is { IsGlobalNamespace: false, Name: var part })
        {
            var start = end - part.Length;
            if (start < 0 || string.CompareOrdinal(space, start, part, 0, part.Length) != 0 || (start > 0 && space[start - 1] != '.'))
            {
                return false;
            }

            if (start == 0)
            {
                return current.ContainingNamespace is { IsGlobalNamespace: true };
            }

            end = start - 1;
            current = current.ContainingNamespace;
        }

        return false;
    }
}
