using System.Text.Json.Nodes;

namespace McpTransport.Tests.Schedules;

/// <summary>
/// A server without sockets, and the wire to it. A request waits until the schedule has it handled, and its answer until the schedule lets
/// it arrive. It watches what no schedule may bring about: initializes that overlap, or that nothing called for.
/// </summary>
internal sealed class SteppedServer(Random random, TimeProvider time, bool isDeaf, bool saysItInAnswers, Action<string> log) : HttpMessageHandler
{
    private readonly List<SteppedExchange> _pending = [];
    private readonly List<SteppedExchange> _withBody = [];
    private readonly HashSet<string> _sessions = [];
    private readonly HashSet<string> _knownAsEnded = [];

    // The client may know: the headers have arrived, perhaps without the body, perhaps when nobody waited any more.
    private readonly HashSet<string> _saidToHaveEnded = [];
    private readonly Dictionary<string, JsonNode> _kept = [];
    private int _count;
    private int _sessionCount;
    private string? _current;
    private string? _offered;
    private Attempt? _attempt;

    /// <summary>What was done, by the text of the call or notification, one entry for each time.</summary>
    public Dictionary<string, int> Executed { get; } = [];

    /// <summary>How often each message has arrived, refused or not.</summary>
    public Dictionary<string, int> Arrived { get; } = [];

    public List<Attempt> Attempts { get; } = [];

    public List<string> Wrong { get; } = [];

    public IReadOnlyList<SteppedExchange> Pending => _pending;

    public IEnumerable<SteppedExchange> Bodies => _withBody.Where(exchange => exchange.Body!.HasStep);

    public IEnumerable<SteppedBody> OpenBodies => _withBody.Select(exchange => exchange.Body!).Where(body => body.IsOpen);

    /// <summary>How many more things may go wrong by the server's own doing.</summary>
    public int Faults { get; set; }

    public string Revision { get; set; } = "2025-11-25";

    /// <summary>Whether anybody is there: otherwise connections are refused.</summary>
    public bool IsUp { get; set; } = true;

    public void Evict() => _sessions.Clear();

    /// <summary>Everything in flight breaks, whether it was handled or not, and all sessions are forgotten.</summary>
    public void Restart()
    {
        Evict();
        foreach (var exchange in _pending.ToArray())
        {
            Break(exchange, HttpRequestError.ResponseEnded);
        }

        foreach (var body in OpenBodies.ToArray())
        {
            body.End();
        }
    }

    /// <summary>The connection breaks. Where the server has handled the request, its answer is lost.</summary>
    public void Break(SteppedExchange exchange, HttpRequestError error)
    {
        _pending.Remove(exchange);
        NoteBroken(exchange);

        // Only what nobody has handled can have found nobody.
        exchange.Fail(exchange.Reply is null ? error : HttpRequestError.ResponseEnded);
    }

    /// <summary>Brings a request one step further: handles it, or lets its answer arrive.</summary>
    public void Step(SteppedExchange exchange)
    {
        if (exchange.Reply is null)
        {
            if (!IsUp)
            {
                log($"{exchange} finds nobody");
                Break(exchange, HttpRequestError.ConnectionError);
                return;
            }

            exchange.Reply = Handle(exchange);
            log($"{exchange} is handled: {exchange.Reply.Status} {exchange.Reply.MediaType} {string.Concat(exchange.Reply.Pieces)}");
            return;
        }

        log($"{exchange} is answered");
        _pending.Remove(exchange);
        NoteDelivered(exchange, exchange.Reply);
        if (exchange.Reply.MediaType is not null)
        {
            _withBody.RemoveAll(other => !other.Body!.IsOpen);
        }

        exchange.Deliver();
        if (exchange.Body is not null)
        {
            _withBody.Add(exchange);
        }
    }

    public void StepBody(SteppedExchange exchange)
    {
        log($"{exchange} gets a piece");
        exchange.Body!.Step();
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var exchange = new SteppedExchange(++_count, request);
        log($"{exchange} is sent");
        NoteSent(exchange);
        _pending.Add(exchange);
        cancellationToken.UnsafeRegister(
            _ =>
            {
                if (isDeaf || !_pending.Contains(exchange))
                {
                    exchange.IsAbandoned = true;
                    return;
                }

                log($"{exchange} is given up");
                exchange.IsAbandoned = true;
                _pending.Remove(exchange);
                exchange.Cancel(cancellationToken);
            },
            null);
        return exchange.Response;
    }

    // ---- What is watched.

    private void NoteSent(SteppedExchange exchange)
    {
        if (exchange.Text is { } text)
        {
            Arrived[text] = Arrived.GetValueOrDefault(text) + 1;
        }

        switch (exchange)
        {
            case { Verb: "POST", Method: "initialize" }:
                NoteInitialize(exchange);
                break;
            case { Verb: "DELETE" } when exchange.SessionId is null || _knownAsEnded.Contains(exchange.SessionId):
                Wrong.Add($"{exchange}: the session was known to have ended.");
                break;
            case { SessionId: null }:
                Wrong.Add($"{exchange}: it bears no session id.");
                break;
        }
    }

    private void NoteInitialize(SteppedExchange exchange)
    {
        if (exchange.SessionId is not null)
        {
            Wrong.Add($"{exchange}: initialize bears a session id.");
        }

        if (_pending.Exists(other => other is { IsAbandoned: false, Method: "initialize" or "notifications/initialized" }))
        {
            Wrong.Add($"{exchange}: another handshake is under way.");
        }

        if (_current is { } current && !_knownAsEnded.Contains(current) && !_saidToHaveEnded.Contains(current))
        {
            Wrong.Add($"{exchange}: nobody has been told that session {current} has ended.");
        }

        if (_current is not null)
        {
            _attempt = new(time.GetUtcNow());
            Attempts.Add(_attempt);
        }
    }

    private void NoteBroken(SteppedExchange exchange)
    {
        log($"{exchange} breaks");
        if (exchange is { IsAbandoned: false, Method: "initialize" or "notifications/initialized" } && _attempt is { } attempt)
        {
            attempt.IsUnreachable = true;
        }
    }

    private void NoteDelivered(SteppedExchange exchange, Reply reply)
    {
        if (reply.SaysSessionEnded && exchange.SessionId is { } session)
        {
            (reply.IsSlow || exchange.IsAbandoned ? _saidToHaveEnded : _knownAsEnded).Add(session);
        }

        if (exchange.IsAbandoned)
        {
            return;
        }

        switch (exchange.Method)
        {
            case "initialize" when reply.NewSession is not null:
                _offered = reply.NewSession;
                break;
            case "initialize" when reply.Status is 0 or 200:
                NoteBroken(exchange);
                break;
            case "notifications/initialized" when reply.Status == 202 && exchange.SessionId == _offered:
                _current = exchange.SessionId;
                break;
            case "notifications/initialized" when reply.Status == 0:
                NoteBroken(exchange);
                break;
        }
    }

    // ---- What is answered.

    private Reply Handle(SteppedExchange exchange) => exchange switch
    {
        { Verb: "DELETE" } => new(exchange.SessionId is { } ended && _sessions.Remove(ended) ? 200 : 404),
        { Verb: "GET" } => HandleStream(exchange),
        { Method: "initialize" } => HandleInitialize(exchange),
        { SessionId: { } session } when !_sessions.Contains(session) => SessionEnded(exchange),
        { Method: "notifications/initialized" } => Fault(4) switch
        {
            0 => new(500),
            1 => Reply.Reset,
            2 => Forget(exchange),
            _ => new(202),
        },
        { Id: null } or { Method: null } => Do(exchange, new(202)),
        { Method: "tools/call" } => HandleCall(exchange),
        _ => Reply.Json(Rpc.Result(exchange.Id, new JsonObject())),
    };

    private Reply HandleInitialize(SteppedExchange exchange)
    {
        switch (Fault(8))
        {
            case 0:
                return new(503);
            case 1:
                return new(404);
            case 2:
                return Reply.Json(Rpc.Error(exchange.Id, -32603, "out of order"));
            case 3:
                return new(200, "text/event-stream", ": nothing\n\n");
            case 4:
                return Reply.Reset;
        }

        var id = $"session-{++_sessionCount}-0123456789abcdef";
        _sessions.Add(id);
        var result = Rpc.Result(exchange.Id, new JsonObject
        {
            ["protocolVersion"] = Revision,
            ["capabilities"] = new JsonObject(),
            ["serverInfo"] = new JsonObject { ["name"] = "stepped", ["version"] = "1" },
        });
        var reply = random.Next(2) == 0 ? Reply.Json(result) : Reply.Event(result);
        return reply with { NewSession = id, IsSlow = random.Next(4) == 0 };
    }

    private Reply HandleCall(SteppedExchange exchange)
    {
        var result = Rpc.Result(exchange.Id, Rpc.Text(exchange.Text!));
        switch (Fault(12))
        {
            case 0:
                return new(503);
            case 1:
                return Do(exchange, Reply.Reset);
            case 2:
                return Do(exchange, new(202));
            case 3:
                return Do(exchange, new(200, "application/json", "{") { Breaks = true });
            case 4:
                return Do(exchange, new(200, "text/event-stream", ": working\n\n") { Breaks = random.Next(2) == 0, IsSlow = true });
            case 5 or 6:
                _kept[$"kept-{exchange.Number}"] = result;
                return Do(exchange, new(200, "text/event-stream", $"id: kept-{exchange.Number}\ndata:\n\n") { Breaks = random.Next(2) == 0, IsSlow = true });
        }

        return Do(exchange, (random.Next(2) == 0 ? Reply.Json(result) : Reply.Event(result)) with { IsSlow = random.Next(3) == 0 });
    }

    private Reply HandleStream(SteppedExchange exchange)
    {
        if (!_sessions.Contains(exchange.SessionId!))
        {
            return new(404);
        }

        if (exchange.LastEventId is { } last)
        {
            return Fault(4) switch
            {
                0 => new(503),
                1 => Reply.Reset,
                2 => new(405),
                _ => Reply.Event(_kept[last]),
            };
        }

        return random.Next(3) switch
        {
            0 => new(405),
            1 => new(200, "text/event-stream", ": open\n\n") { StaysOpen = true },
            _ => new(200, "text/event-stream", ": open\n\n") { IsSlow = true },
        };
    }

    private Reply SessionEnded(SteppedExchange exchange)
    {
        const string Words = "Session not found";
        var inAnswers = saysItInAnswers && exchange.Id is not null && exchange.Method is not null;
        var reply = random.Next(inAnswers ? 8 : 6) switch
        {
            0 => new(404),
            1 => new(404, "text/plain", "Not Found"),
            2 => Reply.Json(Rpc.Error(null, -32001, Words), 404),
            3 => new(410),
            4 => Reply.Json(Rpc.Error(null, -32001, Words), 400),
            5 => Reply.Json(Rpc.Error(null, -32000, "Bad Request: No valid session ID provided"), 400),
            6 => Reply.Json(Rpc.Error(exchange.Id, -32001, Words)),
            _ => Reply.Event(Rpc.Error(exchange.Id, -32001, Words)),
        };
        return reply with { SaysSessionEnded = true, IsSlow = random.Next(4) == 0 };
    }

    /// <summary>The session that was just made is forgotten, as behind a balancer without affinity.</summary>
    private Reply Forget(SteppedExchange exchange)
    {
        _sessions.Remove(exchange.SessionId!);
        return SessionEnded(exchange);
    }

    private Reply Do(SteppedExchange exchange, Reply reply)
    {
        if (exchange.Text is { } text)
        {
            Executed[text] = Executed.GetValueOrDefault(text) + 1;
        }

        return reply;
    }

    /// <summary>Which of so many things goes wrong; a number beyond them is none.</summary>
    private int Fault(int kinds)
    {
        var which = random.Next(kinds * 2);
        if (Faults == 0 || which >= kinds)
        {
            return int.MaxValue;
        }

        Faults--;
        return which;
    }

    /// <summary>One attempt to make a new session.</summary>
    internal sealed record Attempt(DateTimeOffset At)
    {
        public bool IsUnreachable { get; set; }
    }
}
