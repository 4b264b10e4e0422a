using McpAnalyzers.Configuration;

namespace McpAnalyzers.Documentation;

/// <summary>Which options a rule's page points at.</summary>
internal static class RelatedOptions
{
    /// <summary>Options that reach some rules only, by their names; where a category is named, all of its rules.</summary>
    private static readonly Dictionary<string, IReadOnlyCollection<string>> Reach = new()
    {
        [McpOptions.AnalyzeTestProjects.Name] = McpOptions.SilentInTestProjects,
        [McpOptions.AdditionalSessionHeaders.Name] = (string[])[Descriptors.Categories.Session, Descriptors.Categories.Server, "MCPT3003", "MCPT3005", "MCPT3008"],
        [McpOptions.SessionResetMethods.Name] = (string[])["MCPT1001", "MCPT1002", "MCPT1003", "MCPT1008"],
        [McpOptions.ExpiryReactionNames.Name] = (string[])["MCPT1001"],
    };

    public static IEnumerable<IOption> Of(Rule rule) => McpOptions.All.Where(o => Reach[o.Name] is var reach && (reach.Contains(rule.Id) || reach.Contains(rule.Descriptor.Category)));
}
