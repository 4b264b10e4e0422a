using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.Tool.Fixing;

/// <summary>A file as it was read and as it is to be.</summary>
internal sealed record ChangedFile(string Path, SourceText Before, SourceText After);
