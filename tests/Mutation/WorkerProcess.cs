using System.Diagnostics;
using System.Text.Json;

namespace McpAnalyzers.Mutation;

/// <summary>A worker as seen from the process that has the list of mutants. It is started when there is something to ask, and again after it died.</summary>
internal sealed class WorkerProcess(string host, string assembly, string coverage) : IDisposable
{
    // For one check, which takes milliseconds, and for the start, which takes seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40), PatienceAtStart = TimeSpan.FromMinutes(5);

    private const int MaximalWaits = 5;

    private Process? _process;

    /// <summary>What became of a mutant, and which check has detected it.</summary>
    public async Task<(Outcome Outcome, string? Killer)> TryAsync(Question question)
    {
        if (_process is null)
        {
            _process = Start(host, "--serve", assembly, coverage);
            if (await _process.StandardOutput.ReadLineAsync().WaitAsync(PatienceAtStart) != Worker.Alive)
            {
                throw new InvalidOperationException("A worker did not start.");
            }
        }

        try
        {
            await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(question));
            while (true)
            {
                switch (await ReadAsync(_process))
                {
                    case Worker.Alive:
                        continue;
                    case Worker.Survived:
                        return (Outcome.Survived, null);
                    case null:
                        Dispose();
                        return (Outcome.Crash, null);
                    case var killer:
                        return (Outcome.Killed, killer);
                }
            }
        }
        catch (TimeoutException)
        {
            Dispose();
            return (Outcome.Timeout, null);
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            // It is gone: there is nobody to write to, or whose time could be asked.
            Dispose();
            return (Outcome.Crash, null);
        }
    }

    /// <summary>Runs a worker to its end, and shows what it says.</summary>
    public static async Task RunAsync(string host, params string[] arguments)
    {
        using var process = Start(host, arguments);
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            Console.WriteLine(line);
        }

        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"A worker ended with {process.ExitCode}.");
        }
    }

    /// <summary>The next line. A worker that other processes keep from its work has not used up the patience with it.</summary>
    /// <exception cref="TimeoutException">It works, or stands still, for longer than a check may take.</exception>
    private static async Task<string?> ReadAsync(Process process)
    {
        var line = process.StandardOutput.ReadLineAsync();
        var before = process.TotalProcessorTime;
        for (var waits = 1; ; waits++)
        {
            try
            {
                return await line.WaitAsync(Patience);
            }
            catch (TimeoutException) when (waits < MaximalWaits && process.TotalProcessorTime - before < Patience / 2)
            {
                process.Refresh();
            }
        }
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
        }

        _process?.Dispose();
        _process = null;
    }

    private static Process Start(string host, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(host, "Mutation.dll"), .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true };

        // A mutant that allocates for ever is to crash, and not to take the machine along.
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x140000000";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        return Process.Start(start)!;
    }
}
