using McpAnalyzers.Configuration;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Tool.Scanning;

/// <summary>
/// Asks the texts of a project what the analyzers' gate would ask its syntax trees. Most projects of a large repository have nothing to do with
/// MCP, and need not even be parsed.
/// </summary>
internal static class TextGate
{
    /// <summary>False when the gate will certainly be closed.</summary>
    public static async Task<bool> MayMatterAsync(Project project, CancellationToken cancellationToken)
    {
        if (ReferencesSdk(project))
        {
            return true;
        }

        foreach (var file in project.AnalyzerConfigDocuments)
        {
            // A header of the user's own need not have the letters.
            if (TreeMentions.Contains(await file.GetTextAsync(cancellationToken), McpOptions.AdditionalSessionHeaders.Name, cancellationToken))
            {
                return true;
            }
        }

        foreach (var document in project.Documents)
        {
            if (TreeMentions.Contains(await document.GetTextAsync(cancellationToken), "mcp", cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    private static bool ReferencesSdk(Project project)
        => project.MetadataReferences.Any(r => IsOfSdk(Path.GetFileNameWithoutExtension(r.Display) ?? ""))
            || project.ProjectReferences.Any(r => IsOfSdk(project.Solution.GetProject(r.ProjectId)?.AssemblyName ?? ""));

    private static bool IsOfSdk(string assembly) => assembly.StartsWith("ModelContextProtocol", StringComparison.Ordinal) || assembly == "McpTransport";
}
