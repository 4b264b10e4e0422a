using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace McpTransport.Tests.Schedules;

/// <summary>
/// One course of events, made from a seed: calls, notifications and pings on one connection, a server that loses sessions, restarts, breaks
/// connections and answers late, timers, cancellations, and closing. Everything runs on one thread, one step after the
/// other, so the same seed is the same course again.
/// </summary>
internal sealed class Schedule : IConnectionEvents, IDisposable
{
    private const int MostSteps = 5000;

    private static readonly TimeSpan RecoveryPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    private readonly Random _random;
    private readonly ManualTimeProvider _time = new();
    private readonly SteppedStarter _starter = new();
    private readonly SteppedServer _server;
    private readonly HttpClient _http;
#pragma warning disable CA2213 // Closing it is a part of the schedule.
    private readonly ClientConnection _connection;
#pragma warning restore CA2213
    private readonly List<ScheduledCall> _calls = [];
    private readonly List<string> _expired = [];
    private readonly List<string?> _reestablished = [];
    private readonly List<(int Weight, Action Do)> _choices = [];
    private readonly StringBuilder? _trace;
    private readonly int _recoveryLimit;
    private readonly bool _replays;
    private readonly bool _saysItInAnswers;
    private readonly bool _isDeaf;
    private Task? _closing;
    private DateTimeOffset _closingSince;
    private DateTimeOffset? _closedAt;
    private bool _isFatal;
    private bool _isQuick;
    private TransportState _state;
    private int _steps;

    private Schedule(int seed, bool traces)
    {
        _random = new(seed);
        _trace = traces ? new() : null;
        _isDeaf = Chance(8);
        _saysItInAnswers = Chance(5);
        _replays = Chance(4);
        _recoveryLimit = _random.Next(2, 8);
        _server = new(_random, _time, _isDeaf, _saysItInAnswers, Log);
        _http = new(_server) { Timeout = Timeout.InfiniteTimeSpan };
        var options = new ResilientHttpClientTransportOptions
        {
            Endpoint = new("http://server.example/mcp"),
            TransportMode = HttpTransportMode.StreamableHttp,
            EnableStandaloneGetStream = Chance(2),
            TimeProvider = _time,
            RecoveryTimeout = TimeSpan.FromSeconds(10),
            RecoveryPause = RecoveryPause,
            RecoveryLimit = _recoveryLimit,
            CloseTimeout = CloseTimeout,
            KeepAliveInterval = Chance(3) ? TimeSpan.FromSeconds(7) : null,
            ReplayPolicy = _replays ? _ => true : ReplayPolicies.Never,
        };
        _connection = new(options, _http, this, "schedule", null, _random.NextDouble, _starter);
        Log($"seed {seed}: deaf {_isDeaf}, ended said in answers {_saysItInAnswers}, replays {_replays}, recovery limit {_recoveryLimit}, listens {options.EnableStandaloneGetStream}, pings {options.KeepAliveInterval}");
    }

    /// <summary>Runs the course of events of a seed.</summary>
    /// <returns>What went wrong; empty if nothing did.</returns>
    public static List<string> Run(int seed) => Run(seed, traces: false, out _);

    /// <summary>Runs it again, and tells it step by step.</summary>
    public static List<string> Run(int seed, out string trace) => Run(seed, traces: true, out trace);

    public void Dispose()
    {
        _http.Dispose();
        _server.Dispose();
        foreach (var call in _calls)
        {
            call.Dispose();
        }
    }

    void IConnectionEvents.SetState(TransportState state)
    {
        Log($"state {state}");
        _state = state;
    }

    void IConnectionEvents.OnSessionExpired(SessionExpiredEventArgs e)
    {
        Log($"event: expired {e.SessionId}");
        _expired.Add(e.SessionId!);
    }

    void IConnectionEvents.OnSessionReestablished(SessionReestablishedEventArgs e)
    {
        Log($"event: {e.NewSessionId} in the place of {e.OldSessionId}");
        _reestablished.Add(e.NewSessionId);
    }

    void IConnectionEvents.OnListeningStreamUnavailable(ListeningStreamUnavailableEventArgs e)
    {
    }

    void IConnectionEvents.OnDisconnected(DisconnectedEventArgs e)
    {
        _isFatal = e.Exception is not null;
        _closedAt = _time.GetUtcNow();
    }

    private static List<string> Run(int seed, bool traces, out string trace)
    {
        using var schedule = new Schedule(seed, traces);
        try
        {
            schedule.Connect();
            schedule.Disturb();
            schedule.Heal();
            schedule.Close();
            schedule.Check();
        }
        catch (Exception e)
        {
            schedule._server.Wrong.Add(e.ToString());
        }

        trace = schedule._trace?.ToString() ?? "";
        return schedule._server.Wrong;
    }

    // ---- The four parts of a course of events.

    private void Connect()
    {
        var initialize = Send(new JsonRpcRequest
        {
            Id = new(0),
            Method = "initialize",
            Params = new JsonObject { ["protocolVersion"] = _server.Revision, ["capabilities"] = new JsonObject(), ["clientInfo"] = new JsonObject() },
        });
        StepUntil(() => initialize.IsOver);
        var initialized = Send(new JsonRpcNotification { Method = "notifications/initialized" });
        StepUntil(() => initialized.IsOver);
        if (Chance(2))
        {
            var level = Send(new JsonRpcRequest { Id = new(1), Method = "logging/setLevel", Params = new JsonObject { ["level"] = "info" } });
            StepUntil(() => level.IsOver);
        }
    }

    /// <summary>Calls are made, and things go wrong.</summary>
    private void Disturb()
    {
        _server.Faults = _random.Next(6);
        var calls = _random.Next(3, 9);
        var losses = _random.Next(1, 5);
        var breaks = _random.Next(3);
        var cancels = _random.Next(3);
        var closesEarly = Chance(4);
        for (var steps = _random.Next(20, 160); steps > 0 && _closing is null; steps--)
        {
            Step(() =>
            {
                if (calls > 0)
                {
                    Offer(6, () =>
                    {
                        calls--;
                        SendNext();
                    });
                }

                if (losses > 0)
                {
                    Offer(1, () =>
                    {
                        losses--;
                        LoseSessions();
                    });
                }

                if (breaks > 0 && _server.Pending.Count > 0)
                {
                    Offer(1, () =>
                    {
                        breaks--;
                        _server.Break(Any(_server.Pending), Chance(2) ? HttpRequestError.ConnectionError : HttpRequestError.ResponseEnded);
                    });
                }

                var cancellable = _calls.Where(call => !call.IsOver).ToArray();
                if (cancels > 0 && cancellable.Length > 0)
                {
                    Offer(1, () =>
                    {
                        cancels--;
                        var call = Any(cancellable);
                        Log($"{call} is cancelled");
                        call.Cancel();
                        Settle(() => call.IsOver || _server.Pending.Any(exchange => exchange.Text == call.Text));
                    });
                }

                if (closesEarly && _calls.Count > 3)
                {
                    Offer(1, StartClosing);
                }
            });
        }
    }

    /// <summary>Nothing goes wrong any more: every call comes to its end, and once the pause of recoveries is over, the next one is answered.</summary>
    private void Heal()
    {
        _server.Faults = 0;
        _server.IsUp = true;
        Log("nothing goes wrong any more");
        StepUntil(() => _calls.TrueForAll(call => call.IsOver));
        if (_closing is not null || _closedAt is not null)
        {
            return;
        }

        // From here on the server is quicker than every deadline.
        _isQuick = true;
        _time.Advance(RecoveryPause);
        var last = SendCall();
        StepUntil(() => last.IsOver);
        if (!last.Task.IsCompletedSuccessfully && !_isFatal && _server.Revision == "2025-11-25")
        {
            Wrong($"{last} failed although nothing went wrong any more: {last.Task.Exception?.InnerException?.Message}");
        }

        StepUntil(() => _starter.Waiting == 0 || _closedAt is not null);
        if (_closedAt is null && _server.Revision == "2025-11-25" && _state != TransportState.Connected)
        {
            Wrong($"The state is {_state} after a call that was answered.");
        }
    }

    private void Close()
    {
        if (_closing is null)
        {
            StartClosing();
        }

        StepUntil(() => _closing!.IsCompleted);
        StepUntil(() => _server.Pending.Count == 0 && !_server.Bodies.Any() && _starter.Waiting == 0);
    }

    private void Check()
    {
        foreach (var call in _calls)
        {
            call.Check(_server, _replays, _saysItInAnswers, _closedAt is not null);
        }

        foreach (var twice in _expired.GroupBy(id => id).Where(group => group.Count() > 1))
        {
            Wrong($"The end of {twice.Key} was told {twice.Count()} times.");
        }

        foreach (var twice in _reestablished.GroupBy(id => id).Where(group => group.Count() > 1))
        {
            Wrong($"The beginning of {twice.Key} was told {twice.Count()} times.");
        }

        var counted = _server.Attempts.Where(attempt => !attempt.IsUnreachable).ToArray();
        for (var last = _recoveryLimit; last < counted.Length; last++)
        {
            if (counted[last].At - counted[last - _recoveryLimit].At < RecoveryPause)
            {
                Wrong($"More than {_recoveryLimit} recoveries began between {counted[last - _recoveryLimit].At:T} and {counted[last].At:T}.");
            }
        }

        if (_closing!.IsFaulted)
        {
            Wrong($"Closing threw: {_closing.Exception}");
        }

        if (_closedAt - _closingSince > CloseTimeout)
        {
            Wrong($"Closing took {_closedAt - _closingSince}.");
        }

        if (_time.Pending.Count > 0)
        {
            Wrong($"After closing there are timers: {string.Join(", ", _time.Pending)}.");
        }

        if (_state != TransportState.Disconnected)
        {
            Wrong($"After closing the state is {_state}.");
        }
    }

    // ---- Steps.

    private void SendNext()
    {
        var number = _calls.Count;
        switch (_random.Next(6))
        {
            case 0:
                Send(new JsonRpcNotification { Method = "notifications/message", Params = new JsonObject { ["text"] = $"notification {number}" } });
                break;
            case 1:
                Send(new JsonRpcResponse { Id = new($"of the server {number}"), Result = new JsonObject { ["text"] = $"answer {number}" } });
                break;
            default:
                SendCall();
                break;
        }
    }

    private ScheduledCall SendCall()
    {
        var number = _calls.Count;
        return Send(new JsonRpcRequest
        {
            Id = new(100 + number),
            Method = "tools/call",
            Params = new JsonObject { ["name"] = "echo", ["arguments"] = new JsonObject { ["text"] = $"call {number}" } },
        });
    }

    private ScheduledCall Send(JsonRpcMessage message)
    {
        var call = new ScheduledCall(message);
        _calls.Add(call);
        Log($"{call} is made");
        call.Begin(_connection);
        return call;
    }

    private void LoseSessions()
    {
        switch (_random.Next(6))
        {
            case 0:
                Log("the server restarts");
                _server.Restart();
                break;
            case 1:
                Log("the server is down");
                _server.IsUp = false;
                _server.Restart();
                break;
            case 2 when Chance(4):
                Log("the server has another revision from now on");
                _server.Revision = "2025-06-18";
                _server.Evict();
                break;
            default:
                Log("the server forgets its sessions");
                _server.Evict();
                break;
        }
    }

    private void StartClosing()
    {
        Log("closing");
        _closingSince = _time.GetUtcNow();
        _closing = _connection.DisposeAsync().AsTask();
    }

    private void StepUntil(Func<bool> isOver)
    {
        while (!isOver())
        {
            if (!Step(null) && !Settle(() => isOver() || _starter.Waiting > 0 || _server.Pending.Count > 0))
            {
                throw new InvalidOperationException(
                    $"Nothing can happen any more, and there is no end: {string.Join(", ", _calls.Where(call => !call.IsOver))}; closing: {_closing?.Status}.");
            }
        }
    }

    /// <summary>Does one of the things that can happen now.</summary>
    private bool Step(Action? disturb)
    {
        if (++_steps > MostSteps)
        {
            throw new InvalidOperationException($"After {MostSteps} steps there is no end: {string.Join(", ", _calls.Where(call => !call.IsOver))}; closing: {_closing?.Status}.");
        }

        _choices.Clear();
        for (var which = 0; which < _starter.Waiting; which++)
        {
            var begun = which;
            Offer(8, () =>
            {
                Log("something begins");
                _starter.Begin(begun);
            });
        }

        foreach (var exchange in _server.Pending)
        {
            Offer(6, () => _server.Step(exchange));
        }

        foreach (var exchange in _server.Bodies)
        {
            Offer(6, () => _server.StepBody(exchange));
        }

        if (!_server.IsUp)
        {
            Offer(2, () =>
            {
                Log("the server is up again");
                _server.IsUp = true;
            });
        }

        disturb?.Invoke();

        if (_choices.Count == 0 && (_closing is not null || _isFatal))
        {
            Settle(() => _closing?.IsCompleted != false && _calls.TrueForAll(call => call.IsOver));
        }

        // Time passes only when nothing waits to begin, which takes none.
        if (_starter.Waiting == 0 && (_choices.Count == 0 || !_isQuick) && _time.Pending is [var next, ..])
        {
            Offer(2, () =>
            {
                Log($"{next} pass");
                _time.Advance(next);
            });
        }

        var total = 0;
        foreach (var choice in _choices)
        {
            total += choice.Weight;
        }

        if (total == 0)
        {
            return false;
        }

        var chosen = _random.Next(total);
        foreach (var choice in _choices)
        {
            chosen -= choice.Weight;
            if (chosen < 0)
            {
                choice.Do();
                break;
            }
        }

        Read();
        return true;
    }

    /// <summary>A delay that is cancelled goes on by way of the thread pool: the one thing that does not happen at once, and is waited for here.</summary>
    private static bool Settle(Func<bool> isSettled) => SpinWait.SpinUntil(isSettled, TimeSpan.FromSeconds(1));

    /// <summary>Takes what the transport has handed on.</summary>
    private void Read()
    {
        while (_connection.MessageReader.TryRead(out var message))
        {
            if (message is not JsonRpcMessageWithId answer || _calls.Find(call => call.IsAnsweredBy(answer)) is not { } asked)
            {
                Wrong($"A message came that nobody has asked for: {message}.");
                continue;
            }

            Log($"{asked} has its answer");
            asked.Answers.Add(answer);
        }
    }

    private void Offer(int weight, Action action) => _choices.Add((weight, action));

    private T Any<T>(IReadOnlyList<T> list) => list[_random.Next(list.Count)];

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private void Log(string line)
    {
        if (_trace is { } trace)
        {
            lock (trace)
            {
                trace.AppendLine(CultureInfo.InvariantCulture, $"{_time.GetUtcNow():mm:ss.fff} {line}");
            }
        }
    }

    private void Wrong(string what) => _server.Wrong.Add(what);
}
