using McpAnalyzers.Tool;
using McpAnalyzers.Tool.Commands;

namespace McpAnalyzers.Capture;

/// <summary>What a terminal shows of one run of the tool, on the first of the sample's clients.</summary>
internal static class ScanCapture
{
    /// <summary>From the root of the repository.</summary>
    public const string File = "docs/images/scan.svg";

    /// <summary>As a reader would type it in the folder of the sample.</summary>
    private static readonly string[] Arguments = ["scan", "ToolClient.cs"];

    /// <summary>At the font size of the picture this is as wide as the column of text on GitHub.</summary>
    private const int Columns = 100;

    /// <exception cref="InvalidOperationException">The tool found nothing, or failed.</exception>
    public static async Task<string> RenderAsync(string root)
    {
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter());
        var folder = Path.Combine(root, "docs", "samples", "BrokenClient");
        // Somebody looks at what is found, but not at the progress, which is gone when the run ends.
        var terminal = new Terminal(output, error, OutIsTerminal: true, ErrorIsTerminal: false, Colour: true, folder);
        if (await McpAnalyzersCommand.RunAsync(Arguments, terminal) != ExitCodes.Findings)
        {
            throw new InvalidOperationException($"The run of the tool has nothing to show.\n{output}{error}");
        }

        var prompt = $"\e[2m$\e[0m \e[1mmcp-analyzers {string.Join(' ', Arguments)}\e[0m\n\n";
        return TerminalPicture.Of($"mcp-analyzers {string.Join(' ', Arguments)}", TerminalText.Lines(prompt + output.ToString().ReplaceLineEndings("\n").TrimEnd('\n'), Columns), Columns);
    }
}
