using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace McpTransport.Tests.Schedules;

/// <summary>What the server has decided to answer, before it arrives at the client.</summary>
/// <param name="Status">The status; 0 is a connection that breaks instead.</param>
/// <param name="MediaType">The media type of the body.</param>
/// <param name="Pieces">The body.</param>
internal sealed record Reply(int Status, string? MediaType = null, params string[] Pieces)
{
    public static readonly Reply Reset = new(0);

    public bool Breaks { get; init; }

    public bool StaysOpen { get; init; }

    /// <summary>Whether the body comes piece by piece; otherwise it is there with the headers.</summary>
    public bool IsSlow { get; init; }

    public string? NewSession { get; init; }

    /// <summary>Whether it says that the session of the request has ended.</summary>
    public bool SaysSessionEnded { get; init; }

    public static Reply Json(JsonNode body, int status = 200) => new(status, "application/json", body.ToJsonString());

    public static Reply Event(JsonNode message) => new(200, "text/event-stream", $"data: {message.ToJsonString()}\n\n");
}

/// <summary>One request on its way: it has been sent, then the server has handled it, then its answer has arrived.</summary>
internal sealed class SteppedExchange
{
    private readonly TaskCompletionSource<HttpResponseMessage> _response = new();
    private readonly HttpRequestMessage _request;

    public SteppedExchange(int number, HttpRequestMessage request)
    {
        Number = number;
        _request = request;
        Verb = request.Method.Method;
        SessionId = Header("Mcp-Session-Id");
        LastEventId = Header("Last-Event-ID");
        if (request.Content is { } content)
        {
            using var reader = new StreamReader(content.ReadAsStream());
            Message = JsonNode.Parse(reader.ReadToEnd());
        }
    }

    public int Number { get; }

    public string Verb { get; }

    public string? SessionId { get; }

    public string? LastEventId { get; }

    public JsonNode? Message { get; }

    public JsonNode? Id => Message?["id"];

    public string? Method => (string?)Message?["method"];

    /// <summary>The argument of a call, or the text of a notification or an answer: what says which one it is.</summary>
    public string? Text => (string?)(Message?["params"]?["arguments"]?["text"] ?? Message?["params"]?["text"] ?? Message?["result"]?["text"]);

    public Task<HttpResponseMessage> Response => _response.Task;

    public Reply? Reply { get; set; }

    /// <summary>The client no longer waits for it.</summary>
    public bool IsAbandoned { get; set; }

    public SteppedBody? Body { get; private set; }

    public void Cancel(CancellationToken cancellationToken) => _response.TrySetCanceled(cancellationToken);

    public void Fail(HttpRequestError error) =>
        _response.TrySetException(new HttpRequestException(error, $"{error} of exchange {Number}", new IOException("The connection was reset.")));

    public void Deliver()
    {
        var reply = Reply!;
        if (reply.Status == 0)
        {
            Fail(HttpRequestError.ResponseEnded);
            return;
        }

        var response = new HttpResponseMessage((HttpStatusCode)reply.Status) { RequestMessage = _request };
        if (reply.MediaType is { } mediaType)
        {
            Body = new(reply.Pieces, reply.Breaks) { StaysOpen = reply.StaysOpen };
            while (!reply.IsSlow && Body.HasStep)
            {
                Body.Step();
            }

            response.Content = new StreamContent(Body);
            response.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        }

        if (reply.NewSession is { } session)
        {
            response.Headers.Add("Mcp-Session-Id", session);
        }

        _response.TrySetResult(response);
    }

    public override string ToString() => $"#{Number} {Verb} {Method} {Text ?? Id?.ToJsonString()} in {SessionId ?? "no session"}{(LastEventId is null ? "" : $" after {LastEventId}")}";

    private string? Header(string name) => _request.Headers.TryGetValues(name, out var values) ? string.Join(",", values) : null;
}
