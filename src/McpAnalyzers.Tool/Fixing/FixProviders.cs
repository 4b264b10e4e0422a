using System.Collections.Immutable;
using System.Reflection;
using McpAnalyzers.CodeFixes.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace McpAnalyzers.Tool.Fixing;

/// <summary>The code fixes that the tool carries.</summary>
internal static class FixProviders
{
    private static readonly ImmutableArray<CodeFixProvider> All =
    [
        .. typeof(DocumentFix).Assembly.GetTypes()
            .Where(t => t.GetCustomAttribute<ExportCodeFixProviderAttribute>() is not null)
            .OrderBy(t => t.FullName, StringComparer.Ordinal)
            .Select(t => (CodeFixProvider)Activator.CreateInstance(t)!),
    ];

    public static bool Mends(string ruleId) => All.Any(p => p.FixableDiagnosticIds.Contains(ruleId));

    /// <summary>The first action that is offered, which is the safest; null when there is none.</summary>
    public static async Task<CodeAction?> FirstActionAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        CodeAction? first = null;
        foreach (var provider in All.Where(p => p.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => first ??= action, cancellationToken));
        }

        return first;
    }
}
