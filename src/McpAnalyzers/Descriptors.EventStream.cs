using Microsoft.CodeAnalysis;

namespace McpAnalyzers;

/// <content>Group 2: event streams, client side.</content>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor MCPT2001_ListeningStreamRequired = new(
        "MCPT2001",
        "The optional GET stream is treated as required",
        "A server without a listening stream answers this GET with {0}, and '{1}' turns that into a failure: carry on without the stream",
        Categories.EventStream,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The listening stream is optional: a server that does not offer one answers the GET with 405, and many gateways with 404. Neither is an error of the connection.",
        HelpBase + "MCPT2001.md");

    public static readonly DiagnosticDescriptor MCPT2002_ListeningStreamRetriedForever = new(
        "MCPT2002",
        "The GET stream is opened for ever on a server that has none",
        "The listening stream is opened again after {0}, for ever: a server without one answers so every time",
        Categories.EventStream,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The listening stream is optional. 405, and 404 from servers without a GET route, say that there is none and that there will be none.",
        HelpBase + "MCPT2002.md");

    public static readonly DiagnosticDescriptor MCPT2003_ListeningStreamWithoutAccept = new(
        "MCPT2003",
        "The GET stream is opened without accepting an event stream",
        "The GET that opens the listening stream must accept text/event-stream: a server may answer 406 to it",
        Categories.EventStream,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The client must include an Accept header that lists text/event-stream. Servers reject the GET without it.",
        HelpBase + "MCPT2003.md");

    public static readonly DiagnosticDescriptor MCPT2004_EventStreamBuffered = new(
        "MCPT2004",
        "An event stream is read to its end before its first event is seen",
        "The request accepts text/event-stream, but '{0}' returns only when the whole answer is there: {1}",
        Categories.EventStream,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "HttpClient buffers the whole body unless it is told to return with the headers. The events of a stream, requests of the server among them, then arrive when the server closes it.",
        HelpBase + "MCPT2004.md");

    public static readonly DiagnosticDescriptor MCPT2005_RetryFieldIgnored = new(
        "MCPT2005",
        "The time to wait before resuming a stream is not read",
        "The stream is resumed with Last-Event-ID, but nothing here reads the retry field, with which the server says how long to wait",
        Categories.EventStream,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "The client must respect the retry field, waiting the given number of milliseconds before attempting to reconnect (2025-11-25).",
        HelpBase + "MCPT2005.md");

    public static readonly DiagnosticDescriptor MCPT2006_EmptyEventDeserialized = new(
        "MCPT2006",
        "The data of an event is parsed although it may be empty",
        "{0} throws for an event without data, and servers begin a stream with one: skip empty data",
        Categories.EventStream,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The priming event that a server sends first has an id and empty data.",
        HelpBase + "MCPT2006.md");

    public static readonly DiagnosticDescriptor MCPT2007_EventStreamParsedByHand = new(
        "MCPT2007",
        "Lines of an event stream are told apart by a space that is optional",
        "The space after 'data:' is optional: test for the name and the colon, and remove one space, or use SseParser",
        Categories.EventStream,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "In a stream of server-sent events the space after the colon is optional, data may span lines, and comments start with a colon.",
        HelpBase + "MCPT2007.md");
}
