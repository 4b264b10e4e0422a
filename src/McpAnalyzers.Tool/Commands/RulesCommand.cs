using System.CommandLine;
using McpAnalyzers.Tool.Scanning;
using Spectre.Console;

namespace McpAnalyzers.Tool.Commands;

/// <summary><c>mcp-analyzers rules</c>: a table on a terminal; in a pipe a line for each rule, its columns between tabs.</summary>
internal static class RulesCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("rules", "List the rules: id, severity, category, whether --fix mends them, and what they find.");
        command.SetAction(_ =>
        {
            if (terminal.OutIsTerminal)
            {
                WriteTable(terminal);
            }
            else
            {
                WriteLines(terminal);
            }

            return ExitCodes.Clean;
        });
        return command;
    }

    private static void WriteTable(Terminal terminal)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("rule", "severity", "category", "fix", "finds");
        foreach (var rule in RuleCatalogue.All)
        {
            table.AddRow(rule.Id, Severities.Word(rule.DefaultSeverity), rule.Category, Fix(rule), Markup.Escape(rule.Title.ToString()));
        }

        terminal.OutConsole.Write(table);
    }

    private static void WriteLines(Terminal terminal)
    {
        foreach (var rule in RuleCatalogue.All)
        {
            terminal.Out.WriteLine(string.Join('\t', rule.Id, Severities.Word(rule.DefaultSeverity), rule.Category, Fix(rule), rule.Title));
        }
    }

    private static string Fix(Microsoft.CodeAnalysis.DiagnosticDescriptor rule) => RuleCatalogue.HasFix(rule) ? "fix" : "";
}
