using System.Text.Json.Serialization;

namespace McpAnalyzers.Mutation;

/// <summary>What became of a mutant.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Outcome>))]
internal enum Outcome
{
    /// <summary>A check failed.</summary>
    Killed,

    /// <summary>A check did not end.</summary>
    Timeout,

    /// <summary>It brought the process down.</summary>
    Crash,

    /// <summary>Nothing noticed it.</summary>
    Survived,
}

/// <summary>What is remembered of a mutant that was tried, and the time when the checks were taken that it has met.</summary>
internal sealed record Result(string Area, string Mutant, string File, int Line, Outcome Outcome, string? Killer, DateTime Tried);
