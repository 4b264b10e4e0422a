namespace McpAnalyzers.Facts;

/// <summary>Which names and texts speak of a lost session. Names are read word by word: <c>OnMcpSessionExpired</c> is On, Mcp, Session, Expired.</summary>
internal static class ReactionWords
{
    private static readonly HashSet<string> Loss = new(StringComparer.OrdinalIgnoreCase)
    {
        "expire", "expired", "expires", "expiry", "expiration", "stale", "lost", "loss", "invalid", "invalidate", "invalidated", "terminated", "gone", "dead", "unknown",
        "reset", "clear", "cleared", "drop", "dropped", "forget", "renew", "recover", "recovery", "reestablish", "restart", "discard", "abandon", "missing",
    };

    private static readonly HashSet<string> Handshake = new(StringComparer.OrdinalIgnoreCase)
    {
        "initialize", "initialise", "reinitialize", "reinitialise", "init", "reinit", "reconnect", "restart", "reestablish", "handshake", "rehandshake",
    };

    private static readonly HashSet<string> Connected = new(StringComparer.OrdinalIgnoreCase)
    {
        "connected", "initialized", "initialised", "established", "ready", "alive", "healthy",
    };

    private static readonly HashSet<string> End = new(StringComparer.OrdinalIgnoreCase)
    {
        "reset", "clear", "remove", "invalidate", "expire", "drop", "discard", "forget", "abandon", "terminate", "end", "dispose", "close",
    };

    private static readonly HashSet<string> Signal = new(StringComparer.OrdinalIgnoreCase) { "cancel", "set", "release", "invoke", "raise", "fire", "signal" };

    private static readonly HashSet<string> Teardown = ["Dispose", "Close", "Stop", "Shutdown", "Disconnect", "TearDown"];

    private static readonly HashSet<string> Completion = ["Cancel", "CancelAsync", "TrySetException", "TrySetResult", "TrySetCanceled", "SetException", "SetResult", "SetCanceled"];

    /// <summary>A name or text that says "session" and that it is expired, lost, invalid, not found and so on.</summary>
    public static bool SaysSessionLost(string text)
    {
        var words = Split(text);
        return words.Any(IsSession) && (words.Any(Loss.Contains) || HasPair(words, "not", "found") || HasPair(words, "no", "longer") || words.Contains("notfound", StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The name of a method that shakes hands again: InitializeAsync, ReconnectAsync, EnsureInitializedAsync, StartNewSession.</summary>
    public static bool NamesHandshake(string name)
    {
        var words = Split(name);
        return words.Count > 0 && (Handshake.Contains(words[0]) || (words[0].Equals("re", StringComparison.OrdinalIgnoreCase) && words.Count > 1 && Handshake.Contains(words[1]))
            || (words[0] is "Start" or "Create" or "Open" or "New" or "Begin" && words.Contains("session", StringComparer.OrdinalIgnoreCase))
            || (words[0] == "Ensure" && words.Count > 1 && (words[1] is "Initialized" or "Connected" or "Session"))
            || (words[0] is "Send" or "Do" or "Perform" or "Run" && words.Count > 1 && Handshake.Contains(words[1])));
    }

    /// <summary>The name of a flag that says the session stands: _connected, IsInitialized.</summary>
    public static bool NamesConnected(string name) => Split(name) is { Count: > 0 } words && Connected.Contains(words[words.Count - 1]) && !words.Contains("Not", StringComparer.OrdinalIgnoreCase);

    /// <summary>The name of something that is, or holds, a session: _session, McpSession, sessionStore.</summary>
    public static bool NamesSession(string name) => Split(name).Any(IsSession);

    /// <summary>The name of a method that ends what it is called on: Reset, ClearAsync, Remove.</summary>
    public static bool NamesEnd(string name) => Split(name) is [var verb, ..] && End.Contains(verb);

    /// <summary>The name of a method that tells others: Cancel, TrySetResult, Invoke.</summary>
    public static bool NamesSignal(string name) => Split(name) is ["Try", var tried, ..] ? Signal.Contains(tried) : Split(name) is [var verb, ..] && Signal.Contains(verb);

    /// <summary>The name of a method that ends the object that it is called on: Dispose, CloseAsync.</summary>
    public static bool NamesTeardown(string name) => Teardown.Contains(name.EndsWith("Async", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Async".Length) : name);

    /// <summary>The name of a method by which those who wait are told that there is nothing more to come.</summary>
    public static bool NamesCompletion(string name) => Completion.Contains(name);

    private static bool IsSession(string word) => word.Equals("session", StringComparison.OrdinalIgnoreCase) || word.Equals("sessions", StringComparison.OrdinalIgnoreCase);

    private static bool HasPair(List<string> words, string first, string second)
    {
        for (var i = 0; i + 1 < words.Count; i++)
        {
            if (words[i].Equals(first, StringComparison.OrdinalIgnoreCase) && words[i + 1].Equals(second, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static List<string> Split(string text)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            var ends = i == text.Length || !char.IsLetter(text[i])
                || (i > start && char.IsUpper(text[i]) && (char.IsLower(text[i - 1]) || (i + 1 < text.Length && char.IsLower(text[i + 1]))));
            if (!ends)
            {
                continue;
            }

            if (i > start)
            {
                words.Add(text.Substring(start, i - start));
            }

            start = i < text.Length && char.IsLetter(text[i]) ? i : i + 1;
        }

        return words;
    }
}
