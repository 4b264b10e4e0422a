using Spectre.Console;

namespace McpAnalyzers.Tool;

/// <summary>Where the tool runs: what it writes to, what that can show, and from where paths count.</summary>
/// <param name="Out">What was asked for: findings, a diff, a list.</param>
/// <param name="Error">What is about the run: problems, notes, progress.</param>
/// <param name="OutIsTerminal">Whether somebody looks at <paramref name="Out"/>, and it is neither a pipe nor a file.</param>
/// <param name="ErrorIsTerminal">The same of <paramref name="Error"/>.</param>
/// <param name="Colour">False where NO_COLOR is set, or where the terminal says that it is a dumb one.</param>
/// <param name="CurrentDirectory">An absolute path.</param>
internal sealed record Terminal(
    TextWriter Out, TextWriter Error, bool OutIsTerminal, bool ErrorIsTerminal, bool Colour, string CurrentDirectory)
{
    // Lines are as long as they are: the terminal wraps them, and what is copied from it has no line ends of ours.
    private const int NoWrapping = 10_000;

    public static Terminal OfProcess()
        => new(
            Console.Out,
            Console.Error,
            !Console.IsOutputRedirected,
            !Console.IsErrorRedirected,
            HasColour(Environment.GetEnvironmentVariable),
            Directory.GetCurrentDirectory());

    /// <summary>https://no-color.org: any value but an empty one.</summary>
    public static bool HasColour(Func<string, string?> variable)
        => string.IsNullOrEmpty(variable("NO_COLOR")) && variable("TERM") != "dumb";

    /// <summary>Not where the findings are piped on: progress between the lines of a pager is noise.</summary>
    public bool ShowsProgress => OutIsTerminal && ErrorIsTerminal && Colour;

    public IAnsiConsole OutConsole => Of(Out, OutIsTerminal);

    public IAnsiConsole ErrorConsole => Of(Error, ErrorIsTerminal);

    public string FullPath(string path) => Path.GetFullPath(path, CurrentDirectory);

    /// <summary>The path from the current directory, with slashes on every system.</summary>
    public string Shown(string path) => Path.GetRelativePath(CurrentDirectory, path).Replace('\\', '/');

    private IAnsiConsole Of(TextWriter writer, bool isTerminal)
    {
        var ansi = isTerminal && Colour;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = !ansi ? AnsiSupport.No : IsOfProcess(writer) ? AnsiSupport.Detect : AnsiSupport.Yes,
            ColorSystem = !ansi ? ColorSystemSupport.NoColors : IsOfProcess(writer) ? ColorSystemSupport.Detect : ColorSystemSupport.Standard,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
            // Otherwise build servers get colours in their logs, whatever was decided here.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Width = NoWrapping;
        return console;
    }

    private static bool IsOfProcess(TextWriter writer) => writer == Console.Out || writer == Console.Error;
}
