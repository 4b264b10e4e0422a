// Tries the mutants that Stryker has made with the tests that run through them. See docs/quality.md; tests/Mutation/run is the command.
//
//     Mutation FOLDER AREA [SAMPLE [SEED]]
//
// FOLDER   has Stryker's mutation-report.json and the mutated assembly. What was tried is kept there, and not tried again if it was detected.
// AREA     see Area.cs. With a slash and a part of a path, only the files that have it.
// SAMPLE   how many mutants are drawn from the area at most, with the SEED; all without it.
using System.Globalization;
using System.Reflection;
using McpAnalyzers;
using McpAnalyzers.Mutation;

switch (args)
{
    case ["--cover", var assembly, var known, var path, var share, var shares]:
        await Worker.CoverAsync(assembly, known, path, int.Parse(share, CultureInfo.InvariantCulture), int.Parse(shares, CultureInfo.InvariantCulture));
        return 0;
    case ["--serve", var assembly, var path]:
        await Worker.ServeAsync(assembly, path);
        return 0;
    case [var folder, var name, .. var draw] when Area.Find(name) is { } area:
        await TryAsync(folder, area, draw.Length > 0 ? int.Parse(draw[0], CultureInfo.InvariantCulture) : int.MaxValue, draw.Length > 1 ? int.Parse(draw[1], CultureInfo.InvariantCulture) : 1);
        return 0;
    default:
        Console.Error.WriteLine($"Mutation FOLDER {string.Join(" | ", Area.All.Select(area => area.Name))}[/PART] [SAMPLE [SEED]]");
        return 1;
}

static async Task TryAsync(string folder, Area area, int sample, int seed)
{
    var workers = Environment.ProcessorCount;
    var mutants = Mutant.Read(Path.Combine(folder, "mutation-report.json")).Where(mutant => area.Has(mutant.File)).ToArray();
    Console.WriteLine($"{area.Name}: {mutants.Length} mutants compile");
    if (mutants.Length > sample)
    {
        new Random(seed).Shuffle(mutants);
        mutants = [.. mutants.Take(sample).OrderBy(mutant => mutant.File, StringComparer.Ordinal).ThenBy(mutant => mutant.Start).ThenBy(mutant => mutant.Id)];
    }

    var host = CopyWith(Path.Combine(folder, $"{area.Project}.dll"), Path.Combine(folder, "host"));
    await CoverAsync(folder, host, area.Project, workers);
    var started = DateTime.UtcNow;
    var mutated = File.GetLastWriteTimeUtc(Path.Combine(folder, "mutation-report.json"));
    var results = new Results(Path.Combine(folder, "results.json"));
    var ruleIds = McpTransportAnalyzer.Rules.Where(rule => !IsAskedByOthers(rule.GetType())).ToDictionary(rule => rule.GetType().Name, rule => rule.Descriptor.Id);

    // Neighbours go to the same worker: what detects one often detects the other.
    var open = new Queue<Mutant[]>(mutants.Where(mutant => results.Of(mutant) is null or { Outcome: Outcome.Survived }).GroupBy(mutant => mutant.File).SelectMany(file => file.Chunk(12)));
    await Task.WhenAll(Enumerable.Range(0, workers).Select(async _ =>
    {
        using var worker = new WorkerProcess(host, area.Project, Path.Combine(folder, CoverageFile));
        while (Next() is { } neighbours)
        {
            foreach (var mutant in neighbours)
            {
                var rule = mutant.File.StartsWith("McpAnalyzers/Rules/", StringComparison.Ordinal) ? ruleIds.GetValueOrDefault(Path.GetFileNameWithoutExtension(mutant.File)) : null;
                var (outcome, killer) = await worker.TryAsync(new(mutant.Id, mutant.File, mutant.MadeOnceBy, rule, area.Tests, results.Of(mutant) is { } before && before.Tried > mutated ? before.Tried : DateTime.MinValue));
                results.Add(mutant, new(area.Name, mutant.ToString(), mutant.File, mutant.Line, outcome, killer, started));
                Console.WriteLine($"{DateTime.UtcNow:HH:mm:ss} {outcome,-8} #{mutant.Id} {mutant}");
            }

            results.Write();
        }
    }));

    foreach (var file in mutants.GroupBy(mutant => mutant.File))
    {
        Console.WriteLine(results.Summary(file.Key, [.. file]));
    }

    Console.WriteLine(results.Summary(area.Name, mutants));

    Mutant[]? Next()
    {
        lock (open)
        {
            return open.TryDequeue(out var next) ? next : null;
        }
    }
}

// A mutant of such a rule can be seen where the rule itself is switched off.
static bool IsAskedByOthers(Type rule) =>
    rule.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).Any(method => !method.IsPrivate && !method.Name.Contains('<'));

// A copy of this program that has the mutated assembly in place of the real one.
static string CopyWith(string mutated, string host)
{
    Directory.CreateDirectory(host);
    foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories))
    {
        var copy = Path.Combine(host, Path.GetRelativePath(AppContext.BaseDirectory, file));
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.Copy(file, copy, overwrite: true);
    }

    File.Copy(mutated, Path.Combine(host, Path.GetFileName(mutated)), overwrite: true);
    return host;
}

// Taken of what is new only: a run through all checks is not quick. A changed test that analyzes the same as before counts as known.
static async Task CoverAsync(string folder, string host, string assembly, int workers)
{
    var path = Path.Combine(folder, CoverageFile);
    if (File.GetLastWriteTimeUtc(path) < File.GetLastWriteTimeUtc(Path.Combine(folder, $"{assembly}.dll")))
    {
        File.Delete(path);
    }

    string PartOf(int share) => $"{path}.{share}";
    await Task.WhenAll(Enumerable.Range(0, workers).Select(share => WorkerProcess.RunAsync(host, "--cover", assembly, path, PartOf(share), $"{share}", $"{workers}")));
    var coverage = Coverage.Read(path);
    for (var share = 0; share < workers; share++)
    {
        coverage.Add(Coverage.Read(PartOf(share)));
    }

    // A few may not hold here for a reason of their own. Of many, it is this program's fault, and its scores would be none.
    var failing = coverage.Checks.Values.Count(covered => !covered.Holds);
    if (failing * 100 > coverage.Checks.Count)
    {
        File.Delete(path);
        throw new InvalidOperationException($"{failing} of {coverage.Checks.Count} checks do not hold without a mutant.");
    }

    coverage.Write(path);
}

/// <summary>The names of files in the folder.</summary>
internal static partial class Program
{
    private const string CoverageFile = "coverage.json";
}
