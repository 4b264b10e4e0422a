namespace McpBenchmarks.Transport;

/// <summary>What is spoken with the server, and how it answers a POST; Streamable HTTP leaves it the choice of JSON or a stream.</summary>
public enum AnswerForm
{
    /// <summary>JSON, revision 2025-11-25 with a session.</summary>
    Json,

    /// <summary>A stream with one event, revision 2025-11-25 with a session.</summary>
    EventStream,

    /// <summary>JSON, revision 2026-07-28, which has no sessions.</summary>
    JsonWithoutSession,
}
