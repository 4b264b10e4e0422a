using Spectre.Console;

namespace McpAnalyzers.Tool.Commands;

/// <summary>What goes to the standard error, in one shape.</summary>
internal static class Messages
{
    public static void Write(Terminal terminal, Problems problems)
    {
        var console = terminal.ErrorConsole;
        foreach (var note in problems.Notes)
        {
            console.MarkupLineInterpolated($"mcp-analyzers: [blue]note[/]: {note}");
        }

        foreach (var sentence in problems.Sentences)
        {
            WriteError(console, sentence);
        }
    }

    public static void WriteError(Terminal terminal, string sentence) => WriteError(terminal.ErrorConsole, sentence);

    private static void WriteError(IAnsiConsole console, string sentence) => console.MarkupLineInterpolated($"mcp-analyzers: [red]error[/]: {sentence}");
}
