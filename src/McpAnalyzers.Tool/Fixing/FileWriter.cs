using System.Collections.Immutable;
using McpAnalyzers.Tool.Loading;

namespace McpAnalyzers.Tool.Fixing;

/// <summary>Writes mended files in their encoding, unless somebody else has written them meanwhile.</summary>
internal sealed class FileWriter(Terminal terminal, Problems problems)
{
    /// <returns>The paths of the files that were written.</returns>
    public ImmutableHashSet<string> Write(IEnumerable<ChangedFile> files)
    {
        var written = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            try
            {
                if (!SourceFile.Read(file.Path).ContentEquals(file.Before))
                {
                    problems.Add($"{terminal.Shown(file.Path)} was not written: it has changed since it was read.");
                    continue;
                }

                SourceFile.Write(file.Path, file.After);
                written.Add(file.Path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                problems.Add($"{terminal.Shown(file.Path)} could not be written: {Problems.Reason(e)}.");
            }
            catch (System.Text.EncoderFallbackException)
            {
                problems.Add($"{terminal.Shown(file.Path)} was not written: its encoding lacks a character of the fix.");
            }
        }

        return written.ToImmutable();
    }
}
