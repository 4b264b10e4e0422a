using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace CompliantServer;

/// <summary>One session, from initialize to DELETE or to an hour without a request.</summary>
public sealed class Session(string id, DateTimeOffset now)
{
    /// <summary>What clients send as Mcp-Session-Id.</summary>
    public string Id { get; } = id;

    /// <summary>When its last request came.</summary>
    public DateTimeOffset LastUsed { get; set; } = now;
}

/// <summary>The sessions that are open.</summary>
public sealed class SessionStore(TimeProvider time)
{
    private static readonly TimeSpan IdleLimit = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, Session> _sessions = new();

    /// <summary>Opens a session. Its id cannot be guessed, and is of visible ASCII characters.</summary>
    public Session Open()
    {
        var now = time.GetUtcNow();
        foreach (var forgotten in _sessions.Values.Where(s => now - s.LastUsed > IdleLimit))
        {
            _sessions.TryRemove(forgotten.Id, out _);
        }

        var session = new Session(RandomNumberGenerator.GetHexString(32), now);
        _sessions[session.Id] = session;
        return session;
    }

    /// <summary>Is the session open? Asking is using it.</summary>
    public bool IsOpen(string id)
    {
        if (!_sessions.TryGetValue(id, out var session))
        {
            return false;
        }

        session.LastUsed = time.GetUtcNow();
        return true;
    }

    /// <summary>False when there is no such session.</summary>
    public bool Close(string id) => _sessions.TryRemove(id, out _);
}
