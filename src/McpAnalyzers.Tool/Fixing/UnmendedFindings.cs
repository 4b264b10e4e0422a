using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.Tool.Fixing;

/// <summary>The findings whose fixes were taken back because they did not help: no fix is to try them again.</summary>
internal sealed class UnmendedFindings
{
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private readonly HashSet<(string File, string RuleId, int Start)> _places = [];

    /// <summary>The files of which every finding is left as it is.</summary>
    public IEnumerable<string> Files => _files;

    /// <summary>Single findings, and where in the code as it is now they begin.</summary>
    public IEnumerable<(string File, string RuleId, int Start)> Places => _places;

    public void Add(string file) => _files.Add(file);

    public void Add(string file, string ruleId, int start) => _places.Add((file, ruleId, start));

    public bool Contains(Document document, Diagnostic diagnostic) =>
        document.FilePath is { } file && (_files.Contains(file) || _places.Contains((file, diagnostic.Id, diagnostic.Location.SourceSpan.Start)));

    /// <summary>The round has moved what stands behind its edits.</summary>
    public void Follow(RoundOfFixes round)
    {
        foreach (var place in _places.Where(p => round.Files.Contains(p.File)).ToList())
        {
            _places.Remove(place);
            _places.Add(place with { Start = round.PlaceAfter(place.File, new TextSpan(place.Start, 0)).Start });
        }
    }
}
