using System.Text.Json;

namespace McpAnalyzers.Mutation;

/// <summary>Which mutants the checks run through.</summary>
/// <param name="Checks">By the check's name.</param>
internal sealed record Coverage(Dictionary<string, Covered> Checks)
{
    public static Coverage Read(string path) => File.Exists(path) ? JsonSerializer.Deserialize<Coverage>(File.ReadAllText(path))! : new([]);

    public void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this));

    /// <summary>Is this known of the check as it is now?</summary>
    public bool Knows(Check check) => Checks.TryGetValue(check.Name, out var covered) && covered.Version == check.Version;

    /// <summary>Adds what another process has found out.</summary>
    public void Add(Coverage other)
    {
        foreach (var (name, covered) in other.Checks)
        {
            Checks[name] = covered;
        }
    }
}

/// <summary>What a check runs through.</summary>
/// <param name="Version">See <see cref="Check.Version"/>.</param>
/// <param name="Holds">Without a mutant. If it does not, it says nothing about mutants.</param>
/// <param name="Since">When this was found out. What has survived until then has not met this check.</param>
/// <param name="Mutants">Their numbers.</param>
internal sealed record Covered(string Version, bool Holds, DateTime Since, int[] Mutants);
