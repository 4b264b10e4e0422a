using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Gate;

/// <summary>What belongs to the official SDK, or to McpTransport, which stands in the place of a part of it.</summary>
internal static class SdkSymbols
{
    public static bool IsSdk(ITypeSymbol? type) => type?.ContainingAssembly?.Name is { } assembly && IsSdk(assembly);

    /// <summary>By the name of an assembly.</summary>
    public static bool IsSdk(string assembly) => assembly.StartsWith("ModelContextProtocol", StringComparison.Ordinal) || assembly == "McpTransport";

    /// <summary>The HTTP transport of the official SDK.</summary>
    public static bool IsHttpTransport(ITypeSymbol? type) => type?.Name == "HttpClientTransport" && IsSdk(type);

    /// <summary>A client of the official SDK, or what hands one out later: a task, a lazy value.</summary>
    public static bool IsClient(ITypeSymbol? type)
    {
        while (type is INamedTypeSymbol { Name: "Task" or "ValueTask" or "Lazy" or "AsyncLazy" or "Nullable", TypeArguments: [var inner] })
        {
            type = inner;
        }

        return type?.Name is "McpClient" or "IMcpClient" && IsSdk(type);
    }
}
