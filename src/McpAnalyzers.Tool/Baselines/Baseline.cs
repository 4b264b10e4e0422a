using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using McpAnalyzers.Tool.Scanning;

namespace McpAnalyzers.Tool.Baselines;

/// <summary>Findings that are known, in a file to be checked in: only what is not in it is news.</summary>
internal sealed class Baseline
{
    private const int CurrentVersion = 1;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private readonly string _folder;
    private readonly HashSet<(string Path, string Rule, string Fingerprint)> _known;

    private Baseline(string folder, IEnumerable<BaselineEntry> entries)
    {
        _folder = folder;
        _known = [.. entries.Select(e => (e.Path, e.Rule, e.Fingerprint))];
    }

    /// <exception cref="FormatException">The file is no baseline.</exception>
    public static Baseline Read(string file)
    {
        try
        {
            var content = JsonSerializer.Deserialize<FileContent>(File.ReadAllText(file), Format);
            return content is { Version: CurrentVersion }
                ? new(Path.GetDirectoryName(file)!, content.Findings)
                : throw new FormatException($"it is not a baseline of version {CurrentVersion}");
        }
        catch (JsonException e)
        {
            throw new FormatException("it is not a baseline of mcp-analyzers", e);
        }
    }

    public static void Write(string file, IEnumerable<Finding> findings)
    {
        var folder = Path.GetDirectoryName(file)!;
        Directory.CreateDirectory(folder);
        var entries = findings.Select(f => new BaselineEntry(PathFrom(folder, f), f.RuleId, f.Fingerprint, f.Message));
        File.WriteAllText(file, JsonSerializer.Serialize(new FileContent(CurrentVersion, [.. entries]), Format) + "\n");
    }

    public bool Knows(Finding finding) => _known.Contains((PathFrom(_folder, finding), finding.RuleId, finding.Fingerprint));

    /// <summary>How many known findings are no longer there.</summary>
    public int Gone(IEnumerable<Finding> findings) => _known.Count - findings.Count(Knows);

    private static string PathFrom(string folder, Finding finding)
        => finding.Path is null ? "" : Path.GetRelativePath(folder, finding.Path).Replace('\\', '/');

    private sealed record FileContent(int Version, ImmutableArray<BaselineEntry> Findings);
}
