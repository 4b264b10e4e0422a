using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace McpTransport;

/// <summary>Decides which headers go out with a request. The table of its cases is RequestHeadersTests.</summary>
internal sealed class RequestHeaders(IDictionary<string, string>? additional)
{
    // Where McpClient puts the definition of the tool that a call names.
    private const string ToolItem = "Mcp.Tool";

    /// <summary>The headers of a POST.</summary>
    /// <param name="headers">Where they are written.</param>
    /// <param name="session">The session that the message is sent in, or <see langword="null"/>: initialize, or a revision without sessions.</param>
    /// <param name="message">The message.</param>
    /// <exception cref="McpException">An argument that must be mirrored into a header cannot be.</exception>
    public void ForPost(HttpRequestHeaders headers, Session? session, JsonRpcMessage message)
    {
        headers.TryAddWithoutValidation(HeaderNames.Accept, HeaderNames.JsonAndEventStream);
        AddAdditional(headers);
        if (session is not null)
        {
            AddSession(headers, session);
        }
        else if (Revisions.NamedBy(message) is { } revision)
        {
            // Revision 2026-07-28: the header must match the revision in the body.
            headers.TryAddWithoutValidation(HeaderNames.ProtocolVersion, revision);
            AddStandard(headers, message);
        }
    }

    /// <summary>The headers of the GET that opens or resumes a stream: it must accept <c>text/event-stream</c> (revision 2025-11-25, "Listening for Messages from the Server").</summary>
    public void ForStream(HttpRequestHeaders headers, Session? session, string? lastEventId)
    {
        headers.TryAddWithoutValidation(HeaderNames.Accept, HeaderNames.EventStream);
        AddAdditional(headers);
        if (session is not null)
        {
            AddSession(headers, session);
        }

        if (lastEventId is not null)
        {
            headers.TryAddWithoutValidation(HeaderNames.LastEventId, lastEventId);
        }
    }

    /// <summary>The headers of the DELETE that ends a session.</summary>
    public void ForDelete(HttpRequestHeaders headers, Session session)
    {
        AddAdditional(headers);
        AddSession(headers, session);
    }

    private void AddAdditional(HttpRequestHeaders headers)
    {
        if (additional is null)
        {
            return;
        }

        foreach (var header in additional)
        {
            if (!headers.TryAddWithoutValidation(header.Key, header.Value))
            {
                throw new InvalidOperationException($"The additional header '{header.Key}' cannot be sent: its name or value is not allowed in HTTP.");
            }
        }
    }

    private static void AddSession(HttpRequestHeaders headers, Session session)
    {
        // Revisions 2025-03-26 to 2025-11-25, "Session Management": the id goes with every request after initialize.
        if (session.Id is { } id)
        {
            headers.TryAddWithoutValidation(HeaderNames.SessionId, id);
        }

        // Since revision 2025-06-18, "Protocol Version Header": so does the negotiated revision; to earlier servers it means nothing.
        if (session.Revision is { } revision)
        {
            headers.TryAddWithoutValidation(HeaderNames.ProtocolVersion, revision);
        }
    }

    // Revision 2026-07-28, "Standard Request Headers": the method always, the name where the body has one of three kinds.
    private static void AddStandard(HttpRequestHeaders headers, JsonRpcMessage message)
    {
        switch (message)
        {
            case JsonRpcRequest request:
                headers.TryAddWithoutValidation(HeaderNames.Method, request.Method);
                var name = request.Method switch
                {
                    RequestMethods.ToolsCall or RequestMethods.PromptsGet => Text(request.Params, "name"),
                    RequestMethods.ResourcesRead => Text(request.Params, "uri"),
                    _ => null,
                };
                if (name is not null)
                {
                    headers.TryAddWithoutValidation(HeaderNames.Name, McpHeaderEncoder.EncodeValue(name));
                }

                if (request.Method == RequestMethods.ToolsCall && ToolOf(request) is { } tool)
                {
                    ParameterHeaders.Add(headers, tool.InputSchema, (request.Params as JsonObject)?["arguments"] as JsonObject);
                }

                break;

            case JsonRpcNotification notification:
                headers.TryAddWithoutValidation(HeaderNames.Method, notification.Method);
                break;
        }
    }

    /// <summary>The definition of the tool that a call names, where the client knows it.</summary>
    public static Tool? ToolOf(JsonRpcRequest request) =>
        request.Context?.Items is { } items && items.TryGetValue(ToolItem, out var item) ? item as Tool : null;

    private static string? Text(JsonNode? parameters, string member) =>
        parameters is JsonObject members && members.TryGetPropertyValue(member, out var node) && node is JsonValue value && value.TryGetValue(out string? text)
            ? text
            : null;
}
