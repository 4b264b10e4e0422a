using Spectre.Console;

namespace McpAnalyzers.Tool.Commands;

/// <summary>Tells whoever waits at a terminal what is going on; silent everywhere else.</summary>
internal static class Progress
{
    public static async Task<T> ShowAsync<T>(Terminal terminal, Func<Action<string>, Task<T>> work)
    {
        if (!terminal.ShowsProgress)
        {
            return await work(_ => { });
        }

        // Interactive, which consoles of ours otherwise are not: it is redrawn in place, on the stream that nobody pipes.
        var console = terminal.ErrorConsole;
        console.Profile.Capabilities.Interactive = true;
        console.Profile.Width = 80;
        return await console.Status().StartAsync("Reading…", status => work(what => status.Status(Markup.Escape(what))));
    }
}
