using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace McpTransport.Tests.Sessions;

/// <summary>What the old session was asked to keep, the new one keeps too.</summary>
public class RestorationTests
{
    [Fact]
    public async Task Log_level_and_subscriptions_are_asked_for_again()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        await SendAsync(connected, "logging/setLevel", new JsonObject { ["level"] = "info" });
        await SendAsync(connected, "logging/setLevel", new JsonObject { ["level"] = "warning" });
        await SendAsync(connected, "resources/subscribe", new JsonObject { ["uri"] = "file:///kept" });
        await SendAsync(connected, "resources/subscribe", new JsonObject { ["uri"] = "file:///given-up" });
        await SendAsync(connected, "resources/unsubscribe", new JsonObject { ["uri"] = "file:///given-up" });
        server.OnPost(request => (string?)request.Body?["params"]?["level"] == "emergency" ? exchange => exchange.ErrorAsync(200, -32602, "no", request.Id) : null);
        await Assert.ThrowsAsync<McpProtocolException>(() => SendAsync(connected, "logging/setLevel", new JsonObject { ["level"] = "emergency" }));
        server.EvictSessions();
        var before = server.Requests.Count;

        await connected.EchoAsync("hello");
        await server.ArrivedAsync(request => request.Method == "resources/subscribe" && request.SessionId == connected.Client.SessionId);

        var restored = server.Requests.Skip(before).Where(request => request.Method is "logging/setLevel" or "resources/subscribe").ToArray();
        Assert.Equal(
            ["""logging/setLevel {"level":"warning"}""", """resources/subscribe {"uri":"file:///kept"}"""],
            restored.Select(request => $"{request.Method} {request.Body!["params"]!.ToJsonString()}"));
        Assert.All(restored, request => Assert.Equal(connected.Client.SessionId, request.SessionId));
    }

    [Fact]
    public async Task What_cannot_be_restored_is_logged_and_costs_no_call()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        var old = connected.Client.SessionId;
        await SendAsync(connected, "logging/setLevel", new JsonObject { ["level"] = "info" });
        await SendAsync(connected, "resources/subscribe", new JsonObject { ["uri"] = "file:///kept" });
        server.OnPost(request => request.Method == "logging/setLevel" ? exchange => exchange.StatusAsync(500) : null);
        server.EvictSessions();

        Assert.Equal("hello", await connected.EchoAsync("hello"));

        await server.ArrivedAsync(request => request.Method == "resources/subscribe" && request.SessionId != old);
        Assert.Contains(connected.Log.Lines, line => line.Contains("logging/setLevel could not be restored", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_listening_stream_is_opened_again_and_delivers()
    {
        await using var server = await FaultServer.StartAsync();
        var notified = new TaskCompletionSource();
        string? old = null;
        server.Script(request => request.Verb == "GET"
            ? async exchange =>
            {
                await exchange.WriteStreamAsync(": open\n\n");
                if (old is not null && request.SessionId != old)
                {
                    await exchange.EventAsync(Rpc.Notification("notifications/tools/list_changed"));
                }

                await exchange.HangAsync();
            }
        : null);
        await using var connected = await Connected.ToAsync(server, listens: true);
        connected.Client.RegisterNotificationHandler("notifications/tools/list_changed", (_, _) => { notified.TrySetResult(); return default; });
        await server.ArrivedAsync(request => request.Verb == "GET");
        old = connected.Client.SessionId;
        server.EvictSessions();

        await connected.EchoAsync("hello");
        await notified.Task.WaitAsync(Signal.Patience);

        Assert.Equal(2, server.Count("GET"));
        Assert.Equal(connected.Client.SessionId, server.Requests.Last(request => request.Verb == "GET").SessionId);
    }

    [Fact]
    public async Task A_server_that_has_changed_is_reported()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server);
        server.EvictSessions();
        await connected.EchoAsync("same");
        server.EvictSessions();
        server.ServerVersion = "2";
        await connected.EchoAsync("another version");
        server.EvictSessions();
        server.ServerVersion = "1";
        server.Capabilities = new() { ["tools"] = new JsonObject { ["listChanged"] = true } };
        await connected.EchoAsync("other capabilities");

        Assert.Equal(
            [(false, false), (false, true), (true, false)],
            connected.Reestablished.Select(e => (e.CapabilitiesChanged, e.ServerInfoChanged)));
        Assert.Equal(2, connected.Log.Lines.Count(line => line.Contains("the server is another one", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_handshake_is_repeated_as_it_was()
    {
        await using var server = await FaultServer.StartAsync();
        await using var connected = await Connected.ToAsync(server, client: new()
        {
            ProtocolVersion = "2025-06-18",
            ClientInfo = new() { Name = "somebody", Version = "3" },
            Capabilities = new() { Elicitation = new() { Form = new() } },
        });
        server.EvictSessions();
        await connected.EchoAsync("hello");

        var handshakes = server.Requests.Where(request => request.Method == "initialize").ToArray();
        Assert.Equal(2, handshakes.Length);
        Assert.True(JsonNode.DeepEquals(handshakes[0].Body!["params"], handshakes[1].Body!["params"]));
        Assert.Equal(System.Text.Json.JsonValueKind.String, handshakes[1].Id!.GetValueKind());
        Assert.Null(handshakes[1].Header("MCP-Protocol-Version"));
    }

    [Fact]
    public async Task The_new_session_is_asked_for_the_revision_that_was_negotiated()
    {
        await using var server = await FaultServer.StartAsync();
        server.Revision = "2025-06-18";
        await using var connected = await Connected.ToAsync(server, client: new());
        server.Revision = null;
        server.EvictSessions();

        Assert.Equal("hello", await connected.EchoAsync("hello"));

        Assert.Equal(
            ["2025-11-25", "2025-06-18"],
            server.Requests.Where(request => request.Method == "initialize").Select(request => (string?)request.Body!["params"]!["protocolVersion"]));
        Assert.Equal("2025-06-18", server.Requests[^1].Header("MCP-Protocol-Version"));
    }

    private static Task<JsonRpcResponse> SendAsync(Connected connected, string method, JsonObject parameters) =>
        connected.Client.SendRequestAsync(new JsonRpcRequest { Method = method, Params = parameters });
}
