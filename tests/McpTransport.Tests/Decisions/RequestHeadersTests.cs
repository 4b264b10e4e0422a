using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace McpTransport.Tests.Decisions;

public class RequestHeadersTests
{
    private static readonly Uri Endpoint = new("https://server.example/mcp");

    private static readonly Session InSession = new(1, "abc", "2025-11-25", Endpoint);

    [Fact]
    public void Initialize_bears_neither_session_nor_revision() =>
        Assert.Equal(["Accept: application/json, text/event-stream"], ForPost(null, Request("initialize")));

    [Fact]
    public void Every_later_message_bears_both() =>
        Assert.Equal(
            ["Accept: application/json, text/event-stream", "Mcp-Session-Id: abc", "MCP-Protocol-Version: 2025-11-25"],
            ForPost(InSession, Request("tools/call", """{ "name": "echo" }""")));

    [Fact]
    public void A_server_without_sessions_is_told_the_revision_alone() =>
        Assert.Equal(
            ["Accept: application/json, text/event-stream", "MCP-Protocol-Version: 2025-06-18"],
            ForPost(new(1, null, "2025-06-18", Endpoint), Request("tools/list")));

    [Fact]
    public void Additional_headers_go_with_every_request()
    {
        var additional = new Dictionary<string, string> { ["Authorization"] = "Bearer 1" };

        Assert.Contains("Authorization: Bearer 1", ForPost(InSession, Request("ping"), additional));
        Assert.Contains("Authorization: Bearer 1", Written(request => new RequestHeaders(additional).ForStream(request.Headers, InSession, null)));
        Assert.Contains("Authorization: Bearer 1", Written(request => new RequestHeaders(additional).ForDelete(request.Headers, InSession)));
    }

    [Fact]
    public void An_additional_header_that_cannot_be_sent_is_named_without_its_value()
    {
        // Options are checked, but the dictionary is the caller's, who may change it.
        var exception = Assert.Throws<InvalidOperationException>(
            () => ForPost(InSession, Request("ping"), new Dictionary<string, string> { ["bad name"] = "s3cret" }));

        Assert.Equal("The additional header 'bad name' cannot be sent: its name or value is not allowed in HTTP.", exception.Message);
    }

    [Fact]
    public void Additional_headers_are_read_each_time()
    {
        var additional = new Dictionary<string, string> { ["Authorization"] = "Bearer 1" };
        var headers = new RequestHeaders(additional);
        additional["Authorization"] = "Bearer 2";

        Assert.Contains("Authorization: Bearer 2", Written(request => headers.ForPost(request.Headers, null, Request("ping"))));
    }

    [Fact]
    public void A_stream_accepts_events_alone() =>
        Assert.Equal(
            ["Accept: text/event-stream", "Mcp-Session-Id: abc", "MCP-Protocol-Version: 2025-11-25"],
            Written(request => new RequestHeaders(null).ForStream(request.Headers, InSession, null)));

    [Fact]
    public void A_stream_that_resumes_says_from_where() =>
        Assert.Contains("Last-Event-ID: 17", Written(request => new RequestHeaders(null).ForStream(request.Headers, InSession, "17")));

    [Fact]
    public void Delete_bears_the_session() =>
        Assert.Equal(
            ["Mcp-Session-Id: abc", "MCP-Protocol-Version: 2025-11-25"],
            Written(request => new RequestHeaders(null).ForDelete(request.Headers, InSession)));

    [Theory]
    [InlineData("server/discover", "{}", null)]
    [InlineData("tools/list", "{}", null)]
    [InlineData("tools/call", """{ "name": "echo" }""", "echo")]
    [InlineData("tools/call", """{ "name": "näh" }""", "=?base64?bsOkaA==?=")]
    [InlineData("prompts/get", """{ "name": "greet" }""", "greet")]
    [InlineData("resources/read", """{ "uri": "file:///a" }""", "file:///a")]
    [InlineData("resources/subscribe", """{ "uri": "file:///a" }""", null)]
    [InlineData("tools/call", """{ "name": 5 }""", null)]
    public void Revision_2026_07_28_names_method_and_name(string method, string parameters, string? name)
    {
        var written = ForPost(null, Modern(method, parameters));

        Assert.Contains("MCP-Protocol-Version: 2026-07-28", written);
        Assert.Contains("Mcp-Method: " + method, written);
        Assert.Equal(name is null ? [] : ["Mcp-Name: " + name], written.Where(header => header.StartsWith("Mcp-Name", StringComparison.Ordinal)));
        Assert.DoesNotContain(written, header => header.StartsWith("Mcp-Session-Id", StringComparison.Ordinal));
    }

    [Fact]
    public void Revision_2026_07_28_names_the_method_of_a_notification()
    {
        var parameters = new JsonObject { ["_meta"] = new JsonObject { ["io.modelcontextprotocol/protocolVersion"] = "2026-07-28" } };

        Assert.Equal(
            ["Accept: application/json, text/event-stream", "MCP-Protocol-Version: 2026-07-28", "Mcp-Method: notifications/cancelled"],
            ForPost(null, new JsonRpcNotification { Method = "notifications/cancelled", Params = parameters }));
    }

    [Theory]
    [InlineData("""{ }""")]
    [InlineData("""{ "_meta": 1 }""")]
    [InlineData("""{ "_meta": { } }""")]
    [InlineData("""{ "_meta": { "io.modelcontextprotocol/protocolVersion": 20260728 } }""")]
    [InlineData("""[ ]""")]
    public void A_message_that_names_no_revision_bears_none(string parameters) =>
        Assert.Equal(["Accept: application/json, text/event-stream"], ForPost(null, Request("tools/call", parameters)));

    [Fact]
    public void An_answer_names_no_revision() =>
        Assert.Equal(["Accept: application/json, text/event-stream"], ForPost(null, new JsonRpcResponse { Id = new(1), Result = null }));

    [Fact]
    public void Arguments_are_mirrored_only_for_the_tool_that_is_called()
    {
        var read = CallOfMarkedTool("""{ "region": "eu" }""");
        read.Method = "prompts/get";

        Assert.DoesNotContain(ForPost(null, read), header => header.StartsWith("Mcp-Param-", StringComparison.Ordinal));
    }

    [Fact]
    public void Earlier_revisions_have_no_method_header() =>
        Assert.DoesNotContain(ForPost(InSession, Request("tools/list")), header => header.StartsWith("Mcp-Method", StringComparison.Ordinal));

    [Theory]
    [InlineData("""{ "region": "eu" }""", "Mcp-Param-Region: eu")]
    [InlineData("""{ "region": "zürich" }""", "Mcp-Param-Region: =?base64?esO8cmljaA==?=")]
    [InlineData("""{ "region": null }""", null)]
    [InlineData("""{ }""", null)]
    [InlineData("""{ "count": 42 }""", "Mcp-Param-Count: 42")]
    [InlineData("""{ "count": 42.0 }""", "Mcp-Param-Count: 42")]
    [InlineData("""{ "count": 9007199254740991 }""", "Mcp-Param-Count: 9007199254740991")]
    [InlineData("""{ "flag": true }""", "Mcp-Param-Flag: true")]
    [InlineData("""{ "deep": { "inner": "x" } }""", "Mcp-Param-Inner: x")]
    [InlineData("""{ "ratio": 1.5 }""", null)]
    [InlineData("""{ "plain": "x" }""", null)]
    public void Arguments_that_the_schema_marks_are_mirrored(string arguments, string? expected) =>
        Assert.Equal(
            expected is null ? [] : [expected],
            ForPost(null, CallOfMarkedTool(arguments)).Where(header => header.StartsWith("Mcp-Param-", StringComparison.Ordinal)));

    [Theory]
    [InlineData("""{ "count": 9007199254740992 }""")]
    [InlineData("""{ "count": 1.5 }""")]
    [InlineData("""{ "count": 1e300 }""")]
    public void An_integer_that_must_not_be_mirrored_fails_the_call(string arguments) =>
        Assert.Contains("count", Assert.Throws<McpException>(() => ForPost(null, CallOfMarkedTool(arguments))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("mcp-session-id", true)]
    [InlineData("MCP-PROTOCOL-VERSION", true)]
    [InlineData("last-event-id", true)]
    [InlineData("Mcp-Method", true)]
    [InlineData("Mcp-Name", true)]
    [InlineData("Mcp-Param-X", true)]
    [InlineData("Accept", true)]
    [InlineData("Content-Type", true)]
    [InlineData("Authorization", false)]
    [InlineData("X-Mcp-Session-Id", false)]
    public void Headers_that_the_transport_writes_are_reserved(string name, bool reserved) => Assert.Equal(reserved, HeaderNames.IsReserved(name));

    private static JsonRpcRequest CallOfMarkedTool(string arguments)
    {
        const string Schema = """
            { "type": "object", "properties": {
                "region": { "type": "string", "x-mcp-header": "Region" },
                "count": { "type": ["integer", "null"], "x-mcp-header": "Count" },
                "flag": { "type": "boolean", "x-mcp-header": "Flag" },
                "ratio": { "type": "number", "x-mcp-header": "Ratio" },
                "plain": { "type": "string" },
                "deep": { "type": "object", "properties": { "inner": { "type": "string", "x-mcp-header": "Inner" } } } } }
            """;
        var request = Modern("tools/call", $$"""{ "name": "echo", "arguments": {{arguments}} }""");
        request.Context = new()
        {
            Items = new Dictionary<string, object?> { ["Mcp.Tool"] = new Tool { Name = "echo", InputSchema = JsonDocument.Parse(Schema).RootElement } },
        };
        return request;
    }

    private static JsonRpcRequest Request(string method, string parameters = "{}") =>
        new() { Id = new(1), Method = method, Params = JsonNode.Parse(parameters) };

    private static JsonRpcRequest Modern(string method, string parameters)
    {
        var request = Request(method, parameters);
        request.Params!["_meta"] = new JsonObject { ["io.modelcontextprotocol/protocolVersion"] = "2026-07-28" };
        return request;
    }

    private static string[] ForPost(Session? session, JsonRpcMessage message, IDictionary<string, string>? additional = null) =>
        Written(request => new RequestHeaders(additional).ForPost(request.Headers, session, message));

    private static string[] Written(Action<HttpRequestMessage> write)
    {
        using var request = new HttpRequestMessage();
        write(request);
        return [.. request.Headers.NonValidated.Select(header => $"{header.Key}: {header.Value}")];
    }
}
