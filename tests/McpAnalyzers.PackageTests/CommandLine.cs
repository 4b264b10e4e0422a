using System.Diagnostics;
using System.Text;

namespace McpAnalyzers.PackageTests;

/// <summary>Runs <c>dotnet</c>, or a line of a script, as a user would type it, and keeps what it said.</summary>
internal sealed class CommandLine(IReadOnlyDictionary<string, string> environment)
{
    /// <summary>Fails with everything that was said, unless the exit code is zero.</summary>
    public async Task<CommandResult> Succeed(string folder, params string[] arguments)
    {
        var result = await Run(folder, arguments);
        Assert.True(result.ExitCode == 0, $"Expected exit code 0.\n{result}");
        return result;
    }

    public Task<CommandResult> Run(string folder, params string[] arguments) => Start(folder, "dotnet", arguments);

    /// <summary>As build servers run a step: the first command that fails ends it.</summary>
    public Task<CommandResult> RunScript(string folder, string script) => Start(folder, "bash", ["-e", "-c", script]);

    private async Task<CommandResult> Start(string folder, string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Where the tests themselves run under the SDK, its own variables would lead the inner run to other tasks and targets.
        foreach (var name in start.Environment.Keys.Where(IsOfOuterRun).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        process.StandardInput.Close();
        var said = new StringBuilder();
        await Task.WhenAll(Collect(process.StandardOutput, said), Collect(process.StandardError, said));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new($"{program} {string.Join(' ', arguments)}", process.ExitCode, said.ToString());
    }

    private static bool IsOfOuterRun(string name)
        => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("TESTINGPLATFORM_", StringComparison.OrdinalIgnoreCase)
        || name is "DOTNET_HOST_PATH" or "DOTNET_CLI_CONTEXT_VERBOSE" or "CI" or "GITHUB_ACTIONS" or "TF_BUILD";

    private static async Task Collect(StreamReader reader, StringBuilder said)
    {
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            lock (said)
            {
                said.Append(line).Append('\n');
            }
        }
    }
}

/// <summary>What a command came to.</summary>
internal sealed record CommandResult(string Command, int ExitCode, string Output)
{
    public override string ToString() => $"> {Command}\n{Output}\nexit code {ExitCode}";
}
