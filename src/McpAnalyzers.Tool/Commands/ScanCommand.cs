using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using McpAnalyzers.Tool.Reports;
using McpAnalyzers.Tool.Scanning;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Tool.Commands;

/// <summary>The command line of <c>mcp-analyzers scan</c>.</summary>
internal sealed class ScanCommand
{
    private readonly Argument<string> _path = new("PATH")
    {
        Description = "A solution (.sln, .slnx, .slnf), a project (.csproj), a folder or a .cs file. A folder is read as sources: nothing is built or restored.",
        DefaultValueFactory = _ => ".",
    };

    private readonly Option<string> _format = new("--format")
    {
        Description = "How to report: text, json, github (annotations of a workflow) or markdown (a table).",
        HelpName = "text|json|github|markdown",
        DefaultValueFactory = _ => ReportFormats.Text,
        CustomParser = ParseFormat,
    };

    private readonly Option<string?> _sarif = new("--sarif") { Description = "Also write a SARIF 2.1.0 log, for code scanning.", HelpName = "FILE" };

    private readonly Option<string[]> _rules = new("--rules")
    {
        Description = "Only these rules, as in --rules MCPT1001,MCPT2001. 'mcp-analyzers rules' lists them.",
        HelpName = "ID,ID",
        CustomParser = ParseRules,
    };

    private readonly Option<DiagnosticSeverity> _severity = new("--severity")
    {
        Description = "The lowest severity to report: info, warning or error.",
        HelpName = "info|warning|error",
        DefaultValueFactory = _ => DiagnosticSeverity.Info,
        CustomParser = ParseSeverity,
    };

    private readonly Option<string?> _baseline = new("--baseline") { Description = "Report only what is not in this file.", HelpName = "FILE" };

    private readonly Option<string?> _writeBaseline = new("--write-baseline") { Description = "Write what is found to this file, for --baseline, in place of a report.", HelpName = "FILE" };

    private readonly Option<bool> _fix = new("--fix") { Description = "Mend what can be mended in the files, then report what is left." };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "With --fix: change no file, print a diff that 'git apply' takes." };

    private readonly Option<string[]> _define = new("--define")
    {
        Description = "Define preprocessor symbols in addition, as in --define UNITY_EDITOR,UNITY_2022_3.",
        HelpName = "SYMBOL,SYMBOL",
        CustomParser = ParseSymbols,
    };

    public Command Create(Terminal terminal)
    {
        var command = new Command(
            "scan",
            "Find mistakes in MCP Streamable HTTP code. Exit codes: 0 nothing found, 1 something found, 2 not everything could be done or read.");
        command.Arguments.Add(_path);
        Option[] options = [_format, _sarif, _rules, _severity, _baseline, _writeBaseline, _fix, _dryRun, _define];
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        command.Validators.Add(Check);
        command.SetAction((parsed, cancellationToken) => new ScanRun(Request(parsed, terminal), terminal).RunAsync(cancellationToken));
        return command;
    }

    private ScanRequest Request(ParseResult parsed, Terminal terminal)
    {
        return new ScanRequest
        {
            Path = Path.TrimEndingDirectorySeparator(terminal.FullPath(parsed.GetRequiredValue(_path))),
            Filter = new ScanFilter([.. parsed.GetValue(_rules) ?? []], parsed.GetValue(_severity)),
            Format = parsed.GetRequiredValue(_format),
            SarifFile = FullPath(_sarif),
            BaselineFile = FullPath(_baseline),
            NewBaselineFile = FullPath(_writeBaseline),
            Fix = parsed.GetValue(_fix),
            DryRun = parsed.GetValue(_dryRun),
            DefinedSymbols = [.. parsed.GetValue(_define) ?? []],
        };

        string? FullPath(Option<string?> option) => parsed.GetValue(option) is { } path ? terminal.FullPath(path) : null;
    }

    /// <summary>What makes no sense together is said, not guessed at.</summary>
    private void Check(CommandResult result)
    {
        if (result.GetValue(_dryRun) && !result.GetValue(_fix))
        {
            result.AddError("--dry-run shows what --fix would do: give both.");
        }

        if (result.GetValue(_dryRun) && result.GetResult(_format) is { Implicit: false })
        {
            result.AddError("--dry-run prints a diff: leave --format away.");
        }

        if (result.GetValue(_writeBaseline) is not null && (result.GetValue(_fix) || result.GetValue(_baseline) is not null))
        {
            result.AddError("--write-baseline writes everything that is found: leave --fix and --baseline away.");
        }

        // A word that is no option is taken for the path.
        if (result.GetValue(_path) is ['-', '-', ..] option)
        {
            result.AddError($"There is no option '{option}': 'mcp-analyzers scan --help' lists them.");
        }

        // GetFullPath refuses it, and so does every file system.
        foreach (var path in new[] { result.GetValue(_path), result.GetValue(_sarif), result.GetValue(_baseline), result.GetValue(_writeBaseline) })
        {
            if (path is "" || path?.Contains('\0', StringComparison.Ordinal) == true)
            {
                result.AddError("An empty path leads nowhere.");
            }
        }
    }

    private static string[] ParseRules(ArgumentResult result)
    {
        var ids = Words(result);
        foreach (var unknown in ids.Where(id => RuleCatalogue.Find(id) is null))
        {
            result.AddError($"There is no rule '{unknown}': 'mcp-analyzers rules' lists them.");
        }

        return [.. ids.Select(RuleCatalogue.Find).OfType<string>()];
    }

    private static string ParseFormat(ArgumentResult result)
    {
        var word = result.Tokens.Single().Value;
        if (!ReportFormats.Words.Contains(word, StringComparer.Ordinal))
        {
            result.AddError($"'{word}' is no format: take one of {string.Join(", ", ReportFormats.Words)}.");
        }

        return word;
    }

    private static DiagnosticSeverity ParseSeverity(ArgumentResult result)
    {
        var word = result.Tokens.Single().Value;
        if (Severities.Parse(word) is { } severity)
        {
            return severity;
        }

        result.AddError($"'{word}' is no severity: take one of {string.Join(", ", Severities.Words)}.");
        return default;
    }

    private static string[] ParseSymbols(ArgumentResult result)
    {
        var symbols = Words(result);
        foreach (var wrong in symbols.Where(s => !Microsoft.CodeAnalysis.CSharp.SyntaxFacts.IsValidIdentifier(s)))
        {
            result.AddError($"'{wrong}' is no preprocessor symbol.");
        }

        return [.. symbols];
    }

    private static ImmutableArray<string> Words(ArgumentResult result)
        => [.. result.Tokens.SelectMany(t => t.Value.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
}
