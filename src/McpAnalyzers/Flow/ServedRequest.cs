using McpAnalyzers.Facts;

namespace McpAnalyzers.Flow;

/// <summary>What the server finds for the Mcp-Session-Id of a request.</summary>
internal enum SessionFound
{
    Open = 0,

    /// <summary>The request carries no id.</summary>
    Absent,

    /// <summary>The request carries an id that is well formed, and there is no session of that id.</summary>
    Unknown,

    /// <summary>There is a session of the id that the request carries.</summary>
    Known,
}

/// <summary>What is supposed of a request that a server gets, to ask which answer it gives. What is not supposed stays open.</summary>
/// <param name="Session">What the server finds for the session id.</param>
/// <param name="Verb">The method of the request.</param>
/// <param name="IsInitialize">Is the message the request to initialize?</param>
/// <param name="IsNotification">Is the message a notification?</param>
/// <param name="Notification">The method of the notification, where it is supposed.</param>
/// <param name="AcceptsEvents">Does the Accept header list text/event-stream?</param>
/// <param name="IsOriginAllowed">Is there an Origin header, and one that the server knows?</param>
internal sealed record ServedRequest(
    SessionFound Session = SessionFound.Open,
    Verbs Verb = Verbs.None,
    bool? IsInitialize = null,
    bool? IsNotification = null,
    string? Notification = null,
    bool? AcceptsEvents = null,
    bool? IsOriginAllowed = null)
{
    /// <summary>Is the session id there?</summary>
    public Tri CarriesSession => Session == SessionFound.Open ? Tri.Unknown : TriLogic.From(Session != SessionFound.Absent);

    /// <summary>Does a look-up by the session id find something?</summary>
    public Tri FindsSession => Session == SessionFound.Open ? Tri.Unknown : TriLogic.From(Session == SessionFound.Known);

    public Scenario AsScenario() => new() { Served = this };
}
