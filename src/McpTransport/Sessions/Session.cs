namespace McpTransport;

/// <summary>
/// One session as a request sees it: immutable. Whether news of its end is news at all is a comparison of generations, not a flag.
/// </summary>
/// <param name="Generation">1 for the first session of a connection, one more for each that replaces it.</param>
/// <param name="Id">The session id, or <see langword="null"/> if the server offered none: then nothing can expire.</param>
/// <param name="Revision">The negotiated revision.</param>
/// <param name="Endpoint">Where messages are posted to.</param>
internal sealed record Session(int Generation, string? Id, string? Revision, Uri Endpoint)
{
    /// <summary>Enough of an id to tell two apart in a log, and too little to use it (revision 2025-11-25: "handle the session ID in a secure manner").</summary>
    public static string Mask(string? id) => id switch
    {
        null => "(none)",
        { Length: < 16 } => "…",
        _ => new string(id.ToCharArray(0, 4)) + "…",
    };

    /// <summary>Whether an id has only visible ASCII, 0x21 to 0x7E (revisions 2025-03-26 to 2025-11-25, "Session Management").</summary>
    public static bool IsValidId(string id)
    {
        foreach (var character in id)
        {
            if (character is < '!' or > '~')
            {
                return false;
            }
        }

        return id.Length > 0;
    }

    // The generated one would print the id.
    public override string ToString() => $"session {Generation} ({Mask(Id)})";
}
