using System.Net;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Client;

namespace McpTransport.Tests.Eras;

/// <summary>Revision 2026-07-28: no initialize, no session, no listening stream; and the way back to earlier revisions.</summary>
public class ModernTests
{
    [Theory]
    [InlineData(HttpTransportMode.AutoDetect)]
    [InlineData(HttpTransportMode.StreamableHttp)]
    public async Task It_is_spoken_where_the_server_speaks_it(HttpTransportMode mode)
    {
        await using var server = await ModernServerAsync();
        await using (var connected = await Connected.ToAsync(Connected.Options(server, mode: mode, listens: true), new()))
        {
            await connected.Client.ListToolsAsync();
            var result = await connected.Client.CallToolAsync("echo", new Dictionary<string, object?> { ["text"] = "hello", ["region"] = "eu" });
            Assert.NotEmpty(result.Content);
            Assert.Equal("2026-07-28", connected.Client.NegotiatedProtocolVersion);
            Assert.Equal(TransportState.Connected, connected.Transport.State);
        }

        Assert.Equal(["server/discover", "tools/list", "tools/call"], server.Requests.Select(request => request.Method));
        Assert.All(server.Requests, request =>
        {
            Assert.Equal(("POST", "2026-07-28", request.Method, null), (request.Verb, request.Header("MCP-Protocol-Version"), request.Header("Mcp-Method"), request.SessionId));
            Assert.Equal("2026-07-28", (string?)request.Body!["params"]!["_meta"]!["io.modelcontextprotocol/protocolVersion"]);
        });
        Assert.Equal(("echo", "eu"), (server.Requests[^1].Header("Mcp-Name"), server.Requests[^1].Header("Mcp-Param-Region")));
    }

    [Fact]
    public async Task A_session_id_of_a_modern_server_is_ignored()
    {
        await using var server = await ModernServerAsync(exchange => exchange.SetHeader("Mcp-Session-Id", "minted-by-mistake"));
        await using (var connected = await Connected.ToAsync(Connected.Options(server), new()))
        {
            await connected.EchoAsync("hello");
            Assert.Null(connected.Client.SessionId);
        }

        Assert.All(server.Requests, request => Assert.Null(request.SessionId));
        Assert.Equal(0, server.Count("DELETE"));
    }

    [Fact]
    public async Task Method_not_found_with_404_is_an_answer_and_no_expiry()
    {
        await using var server = await ModernServerAsync();
        await using var connected = await Connected.ToAsync(Connected.Options(server), new());

        var exception = await Assert.ThrowsAsync<McpProtocolException>(() => connected.Client.ReadResourceAsync("file:///x").AsTask());

        Assert.Equal(McpErrorCode.MethodNotFound, exception.ErrorCode);
        Assert.Equal("hello", await connected.EchoAsync("hello"));
        Assert.Equal(0, server.CountMethod("initialize"));
        Assert.Empty(connected.Expired);
    }

    [Fact]
    public async Task A_plain_404_fails_the_call_and_nothing_else()
    {
        await using var server = await ModernServerAsync();
        await using var connected = await Connected.ToAsync(Connected.Options(server), new());
        var missing = true;
        server.ClearScripts();
        server.OnPost(request => missing ? exchange => exchange.StatusAsync(404) : exchange => exchange.JsonAsync(server.Execute(request)));

        Assert.Equal(HttpStatusCode.NotFound, (await Assert.ThrowsAsync<HttpRequestException>(() => connected.EchoAsync("hello"))).StatusCode);

        missing = false;
        Assert.Equal("hello", await connected.EchoAsync("hello"));
        Assert.Equal(0, server.CountMethod("initialize"));
    }

    [Fact]
    public async Task A_broken_stream_is_not_resumed()
    {
        await using var server = await ModernServerAsync();
        await using var connected = await Connected.ToAsync(Connected.Options(server), new());
        server.ClearScripts();
        server.OnPost(_ => exchange => exchange.WriteStreamAsync("id: 1\ndata:\n\n"));

        await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => connected.EchoAsync("hello"));

        Assert.Equal(0, server.Count("GET"));
    }

    [Fact]
    public async Task A_broken_stream_may_be_reissued_under_a_new_id_by_the_policy()
    {
        await using var server = await ModernServerAsync();
        await using var connected = await Connected.ToAsync(Connected.Options(server, replay: _ => true), new());
        server.ClearScripts();
        var broken = false;
        server.OnPost(request => broken
            ? exchange => exchange.JsonAsync(server.Execute(request))
            : exchange =>
            {
                broken = true;
                return exchange.WriteStreamAsync(": nothing\n\n");
            });

        Assert.Equal("hello", await connected.EchoAsync("hello"));
        Assert.Equal(2, server.Requests.Where(request => request.IsCall).Select(request => request.Id!.ToJsonString()).Distinct().Count());
    }

    [Theory]
    [InlineData(400, null)]
    [InlineData(404, null)]
    [InlineData(400, -32000)]
    [InlineData(400, -32600)]
    [InlineData(404, -32601)]
    [InlineData(200, -32601)]
    public async Task A_server_that_does_not_speak_it_is_initialized(int status, int? code)
    {
        await using var server = await FaultServer.StartAsync();
        server.OnPost(request => request.Method == "server/discover"
            ? exchange => code is { } number ? exchange.ErrorAsync(status, number, "no", status == 200 ? request.Id : null) : exchange.StatusAsync(status)
            : null);
        await using var connected = await Connected.ToAsync(Connected.Options(server, mode: HttpTransportMode.AutoDetect), new());

        Assert.Equal("2025-11-25", connected.Client.NegotiatedProtocolVersion);
        Assert.NotNull(connected.Client.SessionId);
        server.EvictSessions();
        Assert.Equal("hello", await connected.EchoAsync("hello"));
        Assert.Equal(0, server.Count("GET"));
    }

    [Fact]
    public async Task A_server_that_names_its_revisions_is_initialized_with_the_newest_of_them()
    {
        await using var server = await FaultServer.StartAsync();
        server.OnPost(request => request.Method == "server/discover"
            ? exchange =>
            {
                var error = Rpc.Error(null, -32022, "Unsupported protocol version");
                error["error"]!["data"] = new JsonObject { ["supported"] = new JsonArray("2025-03-26", "2025-06-18"), ["requested"] = "2026-07-28" };
                return exchange.StatusAsync(400, error.ToJsonString());
            }
        : null);
        await using var connected = await Connected.ToAsync(Connected.Options(server, mode: HttpTransportMode.AutoDetect), new());

        Assert.Equal("2025-06-18", connected.Client.NegotiatedProtocolVersion);
    }

    [Theory]
    [InlineData(-32020)]
    [InlineData(-32021)]
    public async Task An_error_of_the_modern_revision_is_not_fallen_back_from(int code)
    {
        await using var server = await FaultServer.StartAsync();
        server.OnPost(request => exchange =>
        {
            var error = Rpc.Error(request.Id, code, "modern");
            error["error"]!["data"] = new JsonObject { ["requiredCapabilities"] = new JsonObject { ["elicitation"] = new JsonObject() } };
            return exchange.StatusAsync(400, error.ToJsonString());
        });

        var exception = await Assert.ThrowsAnyAsync<McpProtocolException>(() => Connected.ToAsync(Connected.Options(server, mode: HttpTransportMode.AutoDetect), new()));

        Assert.Equal((McpErrorCode)code, exception.ErrorCode);
        Assert.Equal(0, server.CountMethod("initialize"));
    }

    [Theory]
    [InlineData("2025-03-26")]
    [InlineData("2025-06-18")]
    [InlineData("2025-11-25")]
    public async Task Earlier_revisions_say_their_revision_with_every_request_after_initialize(string revision)
    {
        await using var server = await FaultServer.StartAsync();
        await using (var connected = await Connected.ToAsync(Connected.Options(server, listens: true), new() { ProtocolVersion = revision }))
        {
            await connected.EchoAsync("hello");
            await server.ArrivedAsync(request => request.Verb == "GET");
        }

        Assert.Null(server.Requests[0].Header("MCP-Protocol-Version"));
        Assert.All(server.Requests.Skip(1), request => Assert.Equal(revision, request.Header("MCP-Protocol-Version")));
        Assert.All(server.Requests.Where(request => request.Verb == "POST"), request =>
            Assert.Equal(("application/json, text/event-stream", "application/json"), (request.Header("Accept"), request.Header("Content-Type"))));
    }

    private static async Task<FaultServer> ModernServerAsync(Action<Exchange>? before = null)
    {
        var server = await FaultServer.StartAsync();
        server.OnPost(request => exchange =>
        {
            before?.Invoke(exchange);
            return request.Method switch
            {
                "server/discover" => exchange.ResultAsync(new JsonObject
                {
                    ["supportedVersions"] = new JsonArray("2026-07-28"),
                    ["capabilities"] = new JsonObject { ["tools"] = new JsonObject() },
                    ["resultType"] = "complete",
                    ["ttlMs"] = 0,
                    ["cacheScope"] = "private",
                }),
                "tools/list" => exchange.ResultAsync(new JsonObject
                {
                    ["tools"] = new JsonArray(new JsonObject
                    {
                        ["name"] = "echo",
                        ["inputSchema"] = JsonNode.Parse("""{"type":"object","properties":{"region":{"type":"string","x-mcp-header":"Region"}}}"""),
                    }),
                    ["ttlMs"] = 0,
                    ["cacheScope"] = "private",
                }),
                "tools/call" => exchange.JsonAsync(server.Execute(request)),

                // Revision 2026-07-28: 404 and -32601 for a method that the server does not have.
                _ => exchange.ErrorAsync(404, -32601, "Method not found", request.Id),
            };
        });
        return server;
    }
}
