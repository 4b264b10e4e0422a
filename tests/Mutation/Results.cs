using System.Globalization;
using System.Text.Json;

namespace McpAnalyzers.Mutation;

/// <summary>A file of what was tried, which the next run reads: what was detected is not tried again.</summary>
internal sealed class Results(string path)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly SortedDictionary<string, Result> _all = File.Exists(path) ? JsonSerializer.Deserialize<SortedDictionary<string, Result>>(File.ReadAllText(path))! : [];

    public Result? Of(Mutant mutant) => _all.GetValueOrDefault(mutant.Key);

    public void Add(Mutant mutant, Result result)
    {
        lock (_all)
        {
            _all[mutant.Key] = result;
        }
    }

    public void Write()
    {
        lock (_all)
        {
            File.WriteAllText(path, JsonSerializer.Serialize(_all, Indented));
        }
    }

    /// <summary>One line of sums.</summary>
    public string Summary(string what, IReadOnlyCollection<Mutant> mutants)
    {
        var outcomes = mutants.CountBy(mutant => Of(mutant)!.Outcome).ToDictionary();
        var survived = outcomes.GetValueOrDefault(Outcome.Survived);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {mutants.Count} mutants, {mutants.Count - survived} detected ({outcomes.GetValueOrDefault(Outcome.Timeout)} by timeout, {outcomes.GetValueOrDefault(Outcome.Crash)} by a crash), {survived} survived, {100.0 * (mutants.Count - survived) / Math.Max(1, mutants.Count):F1} %");
    }
}
