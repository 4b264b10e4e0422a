using Microsoft.CodeAnalysis.Diagnostics;

namespace McpAnalyzers.Configuration;

/// <summary>One option that users set to names, separated by commas.</summary>
/// <param name="name">What follows the prefix in the key.</param>
/// <param name="allowed">What a name can be, in words.</param>
/// <param name="isName">Can it be this?</param>
internal sealed class NamesOption(string name, string allowed, Func<string, bool> isName) : IOption
{
    private static readonly char[] Separators = [','];

    public string Name { get; } = name;

    public string Key { get; } = McpOptions.Prefix + name;

    /// <summary>The names that are written there, without those that cannot be.</summary>
    public IEnumerable<string> In(AnalyzerConfigOptions options) => options.TryGetValue(Key, out var value) ? Parts(value).Where(isName) : [];

    public InvalidValue? InvalidValue(AnalyzerConfigOptions options) =>
        options.TryGetValue(Key, out var value) && Parts(value).Where(p => !isName(p)).ToList() is { Count: > 0 } wrong
            ? new(value, allowed, $"{string.Join(" and ", wrong.Select(w => $"'{w}'"))} {(wrong.Count == 1 ? "is" : "are")} left out")
            : null;

    /// <summary>No text at all is no name, and nothing wrong: so one file takes back what another sets.</summary>
    private static IEnumerable<string> Parts(string value) => value.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Select(p => p.Trim()).Where(p => p.Length > 0);
}
