using System.Text.Json;

namespace McpAnalyzers.Mutation;

/// <summary>What is asked of a worker.</summary>
/// <param name="Mutant">Its number.</param>
/// <param name="File">The file that it is in.</param>
/// <param name="MadeOnceBy">See <see cref="Mutation.Mutant.MadeOnceBy"/>.</param>
/// <param name="Rule">The rule that it is in, if it is in one.</param>
/// <param name="Tests">The namespaces whose tests are run as they are.</param>
/// <param name="Survived">When it was last tried: only checks that are newer can still detect it.</param>
internal sealed record Question(int Mutant, string File, string? MadeOnceBy, string? Rule, string[] Tests, DateTime Survived);

/// <summary>A process that holds the mutated assembly, and tries mutants in it. It dies with one that hangs or crashes.</summary>
internal static class Worker
{
    /// <summary>Said when it is ready, and before each check: the worker lives.</summary>
    public const string Alive = ".";

    /// <summary>Said when a mutant has survived.</summary>
    public const string Survived = "survived";

    /// <summary>Runs a share of the checks that are not known yet, without a mutant, and writes what they cover.</summary>
    public static async Task CoverAsync(string assembly, string knownPath, string path, int share, int shares)
    {
        var mutants = new MutantSwitch(assembly);
        mutants.BeginCoverage();
        var known = Coverage.Read(knownPath);
        var coverage = new Coverage([]);
        var checks = await Check.CollectAsync();
        mutants.TakeCovered();
        foreach (var check in checks.Where(check => !known.Knows(check)).Where((_, index) => index % shares == share))
        {
            var holds = await HoldsAsync(check);
            coverage.Checks[check.Name] = new(check.Version, holds, DateTime.UtcNow, mutants.TakeCovered());
            if (!holds)
            {
                Console.WriteLine($"does not hold without a mutant, and is left out: {check.Name}");
            }
        }

        coverage.Write(path);
    }

    /// <summary>Answers questions, one a line, until there are no more: with the name of a check that failed, or <see cref="Survived"/>.</summary>
    /// <param name="assembly">The mutated assembly.</param>
    /// <param name="coveragePath">What is known of the checks.</param>
    public static async Task ServeAsync(string assembly, string coveragePath)
    {
        var mutants = new MutantSwitch(assembly);
        var coverage = Coverage.Read(coveragePath);
        var checks = (await Check.CollectAsync()).Where(check => coverage.Knows(check) && coverage.Checks[check.Name].Holds).ToArray();
        var covers = checks.ToDictionary(check => check.Name, check => (coverage.Checks[check.Name].Since, Mutants: coverage.Checks[check.Name].Mutants.ToHashSet()));
        var killers = new Dictionary<string, List<Check>>();
        Console.WriteLine(Alive);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var question = JsonSerializer.Deserialize<Question>(line)!;
            var recent = killers.TryGetValue(question.File, out var known) ? known : killers[question.File] = [];
            Console.WriteLine(await TryAsync() ?? Survived);

            async Task<string?> TryAsync()
            {
                try
                {
                    mutants.TurnOn(question.Mutant, question.MadeOnceBy);
                    if (await FirstFailureAsync(Ordered()) is not { } killer)
                    {
                        return null;
                    }

                    recent.Remove(killer);
                    recent.Insert(0, killer);
                    return killer.Name;
                }
                catch (Exception exception)
                {
                    return $"cannot be made: {exception.Message.ReplaceLineEndings(" ")}";
                }
                finally
                {
                    mutants.TurnOff(question.MadeOnceBy);
                }
            }

            // What failed for the file before comes first, then what is named after it, then the quick ones. What cannot see the mutant does not come at all.
            IEnumerable<Check> Ordered()
            {
                var tests = $"{Path.GetFileNameWithoutExtension(question.File)}Tests.";
                var able = checks.Where(check => (question.MadeOnceBy is not null || covers[check.Name].Mutants.Contains(question.Mutant)) && covers[check.Name].Since > question.Survived && check.Sees(question.Rule)).ToArray();
                return recent.Where(able.Contains).Take(16)
                    .Concat(able.Where(check => check.Name.StartsWith(tests, StringComparison.Ordinal)))
                    .Concat(able.Where(check => check.IsVerdict))
                    .Concat(able.Where(check => !check.IsVerdict && question.Tests.Any(ns => $"{check.Namespace}.".StartsWith($"{ns}.", StringComparison.Ordinal))))
                    .Distinct();
            }
        }
    }

    private static async Task<Check?> FirstFailureAsync(IEnumerable<Check> checks)
    {
        foreach (var check in checks)
        {
            Console.WriteLine(Alive);
            if (!await HoldsAsync(check))
            {
                return check;
            }
        }

        return null;
    }

    private static async Task<bool> HoldsAsync(Check check)
    {
        try
        {
            return await check.HoldsAsync();
        }
        catch (Exception)
        {
            return false;
        }
    }
}
