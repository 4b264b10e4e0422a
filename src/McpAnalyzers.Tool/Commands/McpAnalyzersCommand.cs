using System.CommandLine;
using System.CommandLine.Help;

namespace McpAnalyzers.Tool.Commands;

/// <summary>The command line as a whole.</summary>
internal static class McpAnalyzersCommand
{
    public static async Task<int> RunAsync(string[] args, Terminal terminal)
    {
        // A root command would be called as the assembly is, and not as users call it.
        var root = new Command("mcp-analyzers", "Finds and mends mistakes in C# code that speaks MCP over Streamable HTTP.")
        {
            new HelpOption(),
            new VersionOption(),
            new ScanCommand().Create(terminal),
            RulesCommand.Create(terminal),
        };
        if (args is [] || !(args[0].StartsWith('-') || root.Subcommands.Any(c => c.Name == args[0])))
        {
            // Two sentences of the parser for one mistake are one too many.
            Messages.WriteError(terminal, args is [] ? "Say what to do, as in 'mcp-analyzers scan PATH': 'mcp-analyzers --help' says more." : $"There is no command '{args[0]}': 'mcp-analyzers --help' lists them.");
            return ExitCodes.CouldNotRun;
        }

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors.Select(e => e.Message).Distinct(StringComparer.Ordinal))
            {
                Messages.WriteError(terminal, error);
            }

            return ExitCodes.CouldNotRun;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException)
        {
            Messages.WriteError(terminal, "Cancelled.");
            return ExitCodes.CouldNotRun;
        }
#pragma warning disable CA1031 // whoever reads the exit code is to learn of it too
        catch (Exception e)
#pragma warning restore CA1031
        {
            Messages.WriteError(terminal, "The tool failed. That is a bug of McpAnalyzers: please report it with the lines below.");
            terminal.Error.WriteLine(e);
            return ExitCodes.CouldNotRun;
        }
    }
}
