using System.Diagnostics;
using System.Text;

namespace McpTransport.Tests.RealServers;

/// <summary>A process whose output can be waited for, and that is killed by its id when disposed.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{

    private readonly Process _process;
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private TaskCompletionSource _lineArrived = NewSignal();

    private ChildProcess(Process process) => _process = process;

    /// <summary>Everything written so far, standard output and standard error as they came.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    public static ChildProcess Start(string fileName, string workingDirectory, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(fileName, arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start };
        var child = new ChildProcess(process);
        process.OutputDataReceived += child.OnLine;
        process.ErrorDataReceived += child.OnLine;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Waits for the first line with these words, among those written already and those to come.</summary>
    public Task<string> WaitForLineAsync(string words, CancellationToken cancellationToken) =>
        WaitAsync(lines => lines.Find(line => line.Contains(words, StringComparison.Ordinal)), $"the words '{words}'", cancellationToken);

    /// <summary>Waits until so many lines with these words were written.</summary>
    public Task WaitForLineAsync(string words, int times, CancellationToken cancellationToken)
    {
        return WaitAsync(lines => lines.Where(Matches).ElementAtOrDefault(times - 1), $"the words '{words}' {times} times", cancellationToken);

        bool Matches(string line) => line.Contains(words, StringComparison.Ordinal);
    }

    /// <summary>Writes one line to its standard input.</summary>
    public Task SendLineAsync(string line, CancellationToken cancellationToken) => _process.StandardInput.WriteLineAsync(line.AsMemory(), cancellationToken);

    /// <summary>Ends its standard input.</summary>
    public void EndInput() => _process.StandardInput.Close();

    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Ends the process at once, as a crash would, and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It had ended by itself.
        }

        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private async Task<string> WaitAsync(Func<List<string>, string?> find, string wanted, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Signal.Patience);
        var exited = _process.WaitForExitAsync(deadline.Token);
        while (true)
        {
            Task lineArrived;
            lock (_lock)
            {
                if (find(_lines) is { } line)
                {
                    return line;
                }

                lineArrived = _lineArrived.Task;
            }

            // WaitForExitAsync completes after the last line was handed over.
            if (exited.IsCompletedSuccessfully)
            {
                throw new InvalidOperationException($"The process ended with {_process.ExitCode} before it wrote {wanted}. It wrote:\n{string.Join('\n', Lines)}");
            }

            try
            {
                await Task.WhenAny(lineArrived, exited).WaitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"The process did not write {wanted}. It wrote:\n{string.Join('\n', Lines)}");
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void OnLine(object sender, DataReceivedEventArgs e)
    {
        if (e.Data is not { } line)
        {
            return;
        }

        TaskCompletionSource arrived;
        lock (_lock)
        {
            _lines.Add(line);
            (arrived, _lineArrived) = (_lineArrived, NewSignal());
        }

        arrived.SetResult();
    }
}
