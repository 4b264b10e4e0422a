#:property PublishAot=false
// Runs the mutants that Stryker has made, with tests that are chosen for each file. See docs/quality.md.
//
//     dotnet run tests/Mutation/mutants.cs -- REPORT TESTS RESULTS AREA[,AREA...] [SAMPLE [SEED]]
//
// REPORT   Stryker's mutation-report.json of the project, TESTS the test assembly beside the mutated one.
// RESULTS  a JSON file that is written, and read by the next run: what was detected is not tried again.
// AREA     a name in areas.json: which files are mutated, and the tests that concern them in stages, the quickest to fail first.
// SAMPLE   how many mutants are drawn from the area at most, with the SEED; all without it.
using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.IO.Enumeration;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;

var (report, tests, results) = (args[0], Path.GetFullPath(args[1]), args[2]);
var sample = args.Length > 4 ? int.Parse(args[4], CultureInfo.InvariantCulture) : int.MaxValue;
var seed = args.Length > 5 ? int.Parse(args[5], CultureInfo.InvariantCulture) : 1;
var areas = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.GetData("EntryPointFileDirectoryPath") as string ?? ".", "areas.json")))!.AsObject();
var known = File.Exists(results) ? JsonNode.Parse(await File.ReadAllTextAsync(results))!.AsObject() : [];
var all = Mutant.Read(report);
await using var host = new TestHost(tests);
foreach (var name in args[3].Split(','))
{
    // The first part that speaks of a file decides which tests it is held to.
    var parts = areas[name]!.AsArray().Select(part => (Files: (string)part!["files"]!, Tests: part["tests"]!.AsArray())).ToArray();
    var stagesOf = new Dictionary<string, string[][]>();
    foreach (var file in all.Select(mutant => mutant.File).Distinct())
    {
        if (parts.FirstOrDefault(part => FileSystemName.MatchesSimpleExpression(part.Files, file)).Tests is { } chosen)
        {
            var (folder, type) = (Path.GetFileName(Path.GetDirectoryName(file)!), Path.GetFileNameWithoutExtension(file));
            stagesOf[file] = [.. chosen.Select(stage => ((string)stage!).Replace("{folder}", folder).Replace("{name}", type).Split(' '))];
        }
    }

    var mutants = all.Where(mutant => stagesOf.ContainsKey(mutant.File)).ToArray();
    Console.WriteLine($"{name}: {mutants.Length} mutants compile");
    if (mutants.Length > sample)
    {
        new Random(seed).Shuffle(mutants);
        mutants = [.. mutants.Take(sample).OrderBy(mutant => mutant.File, StringComparer.Ordinal).ThenBy(mutant => mutant.Line)];
    }

    var killers = new Dictionary<string, List<string>>();
    foreach (var mutant in mutants)
    {
        if ((string?)known[mutant.Key]?["status"] is not (null or "Survived"))
        {
            continue;
        }

        var quick = killers.TryGetValue(mutant.File, out var list) ? list : killers[mutant.File] = [];
        var (status, killer) = await host.TryAsync(mutant, quick, stagesOf[mutant.File]);
        if (killer is not null)
        {
            quick.Remove(killer);
            quick.Insert(0, killer);
            if (quick.Count > 6)
            {
                quick.RemoveAt(6);
            }
        }

        Console.WriteLine($"{DateTime.UtcNow:HH:mm:ss} {status,-8} {mutant.File}:{mutant.Line} #{mutant.Id} {mutant.Original} ==> {mutant.Replacement}");
        known[mutant.Key] = new JsonObject
        {
            ["area"] = name, ["file"] = mutant.File, ["line"] = mutant.Line, ["mutator"] = mutant.Mutator, ["original"] = mutant.Original,
            ["replacement"] = mutant.Replacement, ["status"] = status, ["killer"] = killer,
        };
        await File.WriteAllTextAsync(results, known.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
    }

    foreach (var file in mutants.GroupBy(mutant => mutant.File))
    {
        Summary(file.Key, file);
    }

    Summary(name, mutants);
}

void Summary(string what, IEnumerable<Mutant> mutants)
{
    var states = mutants.Select(mutant => (string)known[mutant.Key]!["status"]!).ToArray();
    var survived = states.Count(status => status == "Survived");
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{what}: {states.Length} mutants, {states.Length - survived} detected ({states.Count(status => status == "Timeout")} by timeout, {states.Count(status => status == "Crash")} by a crash), {survived} survived, {100.0 * (states.Length - survived) / Math.Max(1, states.Length):F1} %"));
}

/// <summary>A change that Stryker has compiled into the assembly, switched on by its number.</summary>
internal sealed record Mutant(int Id, string File, int Line, int Start, int End, string Mutator, string Original, string Replacement, bool IsStatic)
{
    public string Key => $"{File}:{Line}:{Start} {Original} ==> {Replacement}";

    public static Mutant[] Read(string report)
    {
        var found = new List<Mutant>();
        using var json = JsonDocument.Parse(System.IO.File.ReadAllText(report));
        foreach (var file in json.RootElement.GetProperty("files").EnumerateObject())
        {
            var source = file.Value.GetProperty("source").GetString()!;
            var lines = new List<int> { 0 };
            for (var at = 0; at < source.Length; at++)
            {
                if (source[at] == '\n')
                {
                    lines.Add(at + 1);
                }
            }

            int Offset(JsonElement place) => lines[place.GetProperty("line").GetInt32() - 1] + place.GetProperty("column").GetInt32() - 1;
            var ofFile = new List<Mutant>();
            foreach (var mutant in file.Value.GetProperty("mutants").EnumerateArray())
            {
                if (mutant.GetProperty("status").GetString() == "CompileError")
                {
                    continue;
                }

                var place = mutant.GetProperty("location");
                var (start, end) = (Offset(place.GetProperty("start")), Offset(place.GetProperty("end")));
                ofFile.Add(new(
                    int.Parse(mutant.GetProperty("id").GetString()!, CultureInfo.InvariantCulture),
                    file.Name[(file.Name.IndexOf("/src/", StringComparison.Ordinal) + 5)..],
                    place.GetProperty("start").GetProperty("line").GetInt32(),
                    start,
                    end,
                    mutant.GetProperty("mutatorName").GetString()!,
                    Short(source[start..end]),
                    Short(mutant.GetProperty("replacement").GetString() ?? ""),
                    IsInStaticField(source, start)));
            }

            // As Stryker does: a block that holds other mutants is not removed as well.
            found.AddRange(ofFile.Where(mutant => mutant.Mutator != "Block removal mutation" ||
                !ofFile.Exists(other => other.Mutator != mutant.Mutator && other.Start >= mutant.Start && other.End <= mutant.End)));
        }

        return [.. found.OrderBy(mutant => mutant.File, StringComparer.Ordinal).ThenBy(mutant => mutant.Id)];
    }

    // Such a value is made once in a process, so the process must begin with the mutant.
    private static bool IsInStaticField(string source, int at)
    {
        var before = source[..at];
        var begin = Math.Max(before.LastIndexOf("\n\n", StringComparison.Ordinal), before.LastIndexOf(";\n", StringComparison.Ordinal));
        return before[Math.Max(begin, 0)..].Contains(" static readonly ", StringComparison.Ordinal);
    }

    private static string Short(string text)
    {
        text = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length > 140 ? text[..140] + "…" : text;
    }
}

/// <summary>The process that runs tests; it lives on from mutant to mutant, and dies with one that hangs or crashes.</summary>
internal sealed class TestHost(string assembly) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly string _active = Path.GetTempFileName();
    private Process? _process;
    private TcpClient? _client;
    private Channel<JsonObject?> _messages = Channel.CreateUnbounded<JsonObject?>();
    private int _request;
    private JsonObject[]? _tests;
    private readonly HashSet<string> _trusted = [];

    public async Task<(string Status, string? Killer)> TryAsync(Mutant mutant, IReadOnlyList<string> quick, string[][] stages)
    {
        if (_tests is null)
        {
            await StartAsync(-1);
            _tests = await CollectAsync("testing/discoverTests", null);
        }

        if (mutant.IsStatic || _process is null)
        {
            await StartAsync(mutant.Id);
        }

        Activate(mutant.Id);
        try
        {
            var tried = new HashSet<string>();
            foreach (var stage in stages.Select(stage => _tests.Where(test => Is(test, stage))).Prepend(_tests.Where(test => quick.Contains(NameOf(test)))))
            {
                var chosen = stage.Where(test => tried.Add((string)test["uid"]!)).ToArray();
                if (chosen.Length > 0 && (await FailuresAsync(chosen)).FirstOrDefault() is { } killer)
                {
                    if (!mutant.IsStatic && _trusted.Add(killer))
                    {
                        // It must succeed without the mutant, or it says nothing about mutants.
                        Activate(-1);
                        if ((await FailuresAsync([.. _tests.Where(test => NameOf(test) == killer)])).Length > 0)
                        {
                            throw new InvalidOperationException($"{killer} fails without a mutant.");
                        }
                    }

                    return ("Killed", killer);
                }
            }

            return ("Survived", null);
        }
        catch (TimeoutException)
        {
            Stop();
            return ("Timeout", null);
        }
        catch (EndOfStreamException)
        {
            Stop();
            return ("Crash", null);
        }
        finally
        {
            if (mutant.IsStatic)
            {
                Stop();
            }

            Activate(-1);
        }
    }

    public ValueTask DisposeAsync()
    {
        Stop();
        File.Delete(_active);
        return default;
    }

    private static bool Is(JsonObject test, string[] classes) =>
        classes.Any(name => FileSystemName.MatchesSimpleExpression($"*.{name}*", NameOf(test)));

    private static string NameOf(JsonObject test) => $"{test["location.type"]}.{test["display-name"]}";

    private void Activate(int id)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, id);
        using var file = new FileStream(_active, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.Write(bytes);
    }

    private async Task StartAsync(int id)
    {
        Stop();
        Activate(id);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var start = new ProcessStartInfo("dotnet", [assembly, "--server", "jsonrpc", "--client-host", "127.0.0.1", "--client-port", $"{port}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(assembly),
        };
        start.Environment["STRYKER_MUTANT_FILE"] = _active;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _client = await listener.AcceptTcpClientAsync().WaitAsync(Patience);
        _messages = Channel.CreateUnbounded<JsonObject?>();
        _ = ReadAsync(_client.GetStream(), _messages.Writer);
        await CallAsync("initialize", new JsonObject
        {
            ["processId"] = Environment.ProcessId,
            ["clientInfo"] = new JsonObject { ["name"] = "mutants", ["version"] = "1.0" },
            ["capabilities"] = new JsonObject { ["testing"] = new JsonObject { ["debuggerProvider"] = false } },
        }, null);
    }

    private void Stop()
    {
        _client?.Dispose();
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
        }

        _process?.Dispose();
        (_process, _client) = (null, null);
    }

    private async Task<string[]> FailuresAsync(JsonObject[] chosen)
    {
        var updates = await CollectAsync("testing/runTests", chosen);
        return [.. updates.Where(node => (string?)node["execution-state"] is "failed" or "error" or "timed-out").Select(NameOf)];
    }

    private async Task<JsonObject[]> CollectAsync(string method, JsonObject[]? chosen)
    {
        var parameters = new JsonObject { ["runId"] = Guid.NewGuid().ToString() };
        if (chosen is not null)
        {
            parameters["tests"] = new JsonArray([.. chosen.Select(test => test.DeepClone())]);
        }

        var nodes = new List<JsonObject>();
        await CallAsync(method, parameters, nodes);
        return [.. nodes.Where(node => (string?)node["execution-state"] is not "in-progress")];
    }

    private async Task CallAsync(string method, JsonObject parameters, List<JsonObject>? nodes)
    {
        var id = ++_request;
        var body = Encoding.UTF8.GetBytes(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = parameters }.ToJsonString());
        try
        {
            var stream = _client!.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"Content-Length: {body.Length}\r\n\r\n"));
            await stream.WriteAsync(body);
        }
        catch (IOException e)
        {
            throw new EndOfStreamException("The test host has gone.", e);
        }

        while (true)
        {
            // Patience is for one test, which is a change that is told; a whole run may take longer.
            var message = await _messages.Reader.ReadAsync().AsTask().WaitAsync(Patience) ?? throw new EndOfStreamException("The test host has gone.");
            if ((string?)message["method"] == "testing/testUpdates/tests")
            {
                foreach (var change in message["params"]?["changes"] as JsonArray ?? [])
                {
                    nodes?.Add((JsonObject)change!["node"]!);
                }
            }
            else if (message["method"] is null && (int?)message["id"] == id)
            {
                return;
            }
        }
    }

    private static async Task ReadAsync(NetworkStream stream, ChannelWriter<JsonObject?> writer)
    {
        try
        {
            var one = new byte[1];
            while (true)
            {
                var length = 0;
                var line = new StringBuilder();
                while (true)
                {
                    await stream.ReadExactlyAsync(one);
                    if (one[0] != '\n')
                    {
                        line.Append((char)one[0]);
                        continue;
                    }

                    var header = line.ToString().TrimEnd();
                    line.Clear();
                    if (header.Length == 0)
                    {
                        break;
                    }

                    if (header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                    {
                        length = int.Parse(header["Content-Length:".Length..], CultureInfo.InvariantCulture);
                    }
                }

                var body = new byte[length];
                await stream.ReadExactlyAsync(body);
                writer.TryWrite((JsonObject)JsonNode.Parse(body)!);
            }
        }
        catch (Exception)
        {
            writer.TryWrite(null);
        }
    }
}
