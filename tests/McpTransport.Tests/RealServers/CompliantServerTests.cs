using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CompliantServer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace McpTransport.Tests.RealServers;

/// <summary>docs/samples/CompliantServer, as a client sees it, and every answer that the protocol asks of it.</summary>
public sealed class CompliantServerTests : IAsyncLifetime
{
    private const string Initialize = """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""";
    private const string Ping = """{"jsonrpc":"2.0","id":2,"method":"ping"}""";

    private readonly HttpClient _http = new();
    private WebApplication _app = null!;
    private Uri _endpoint = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRouting();
        _app = builder.Build();
        _app.UseRouting();
        _app.MapMcp("/mcp");
        await _app.StartAsync(Cancellation);
        var addresses = _app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        _endpoint = new Uri($"{addresses.Addresses.Single()}/mcp");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    [Fact(Timeout = Signal.TestDeadline)]
    public async Task Client_ListsAndCalls_AndOutlivesItsSession()
    {
        var options = new ResilientHttpClientTransportOptions { Endpoint = _endpoint };
        await using var transport = new ResilientHttpClientTransport(options);
        var replaced = 0;
        transport.SessionReestablished += (_, e) => Interlocked.Add(ref replaced, e.CallsSentAgain);
        await using var client = await McpClient.CreateAsync(transport, cancellationToken: Cancellation);

        Assert.Equal("2025-11-25", client.NegotiatedProtocolVersion);
        Assert.Equal("echo", Assert.Single(await client.ListToolsAsync(cancellationToken: Cancellation)).Name);
        await client.PingAsync(cancellationToken: Cancellation);
        Assert.Equal("one", await EchoAsync(client, "one"));

        // Somebody ends the session behind the client's back, as a restart of the server would.
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Delete, sessionId: client.SessionId)).StatusCode);

        Assert.Equal("two", await EchoAsync(client, "two"));
        Assert.Equal(1, replaced);
    }

    [Fact(Timeout = Signal.TestDeadline)]
    public async Task Initialize_GivesAnId_ThatIsVisibleAsciiAndNeverTheSame()
    {
        var first = await OpenAsync();
        var second = await OpenAsync();

        Assert.NotEqual(first, second);
        Assert.Matches("^[\x21-\x7E]{32}$", first);
    }

    [Theory(Timeout = Signal.TestDeadline)]
    [InlineData("2025-03-26", "2025-03-26")]
    [InlineData("2025-06-18", "2025-06-18")]
    [InlineData("2024-11-05", "2025-11-25")]
    public async Task Initialize_AgreesOnARevisionThatItHas(string asked, string agreed)
    {
        using var response = await SendAsync(HttpMethod.Post, Initialize.Replace("2025-06-18", asked, StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(agreed, (await JsonOf(response))["result"]!["protocolVersion"]!.ToString());
    }

    [Fact(Timeout = Signal.TestDeadline)]
    public async Task RequestWithoutId_Is400_AndOneOfAnUnknownSession404()
    {
        using var without = await SendAsync(HttpMethod.Post, Ping);
        using var unknown = await SendAsync(HttpMethod.Post, Ping, sessionId: "0123456789ABCDEF");
        using var deleteWithout = await SendAsync(HttpMethod.Delete);
        using var deleteUnknown = await SendAsync(HttpMethod.Delete, sessionId: "0123456789ABCDEF");

        Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, deleteWithout.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, deleteUnknown.StatusCode);
    }

    [Fact(Timeout = Signal.TestDeadline)]
    public async Task SessionThatWasEnded_IsUnknown_AndInitializeStillWorks()
    {
        var id = await OpenAsync();
        using var ended = await SendAsync(HttpMethod.Delete, sessionId: id);
        using var after = await SendAsync(HttpMethod.Post, Ping, sessionId: id);

        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, after.StatusCode);
        Assert.NotEqual(id, await OpenAsync());
    }

    [Fact(Timeout = Signal.TestDeadline)]
    public async Task Get_Is405_WithAllow()
    {
        using var response = await SendAsync(HttpMethod.Get, sessionId: await OpenAsync());

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["DELETE", "POST"], response.Content.Headers.Allow.Order());
    }

    [Theory(Timeout = Signal.TestDeadline)]
    [InlineData("""{"jsonrpc":"2.0","method":"notifications/initialized"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"result":{}}""")]
    public async Task NotificationsAndAnswers_Are202_WithoutABody(string message)
    {
        using var response = await SendAsync(HttpMethod.Post, message, sessionId: await OpenAsync());

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory(Timeout = Signal.TestDeadline)]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost:5173", HttpStatusCode.OK)]
    public async Task Origin_IsEnforced(string origin, HttpStatusCode expected)
    {
        using var response = await SendAsync(HttpMethod.Post, Initialize, header: ("Origin", origin));

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory(Timeout = Signal.TestDeadline)]
    [InlineData("2025-06-18", HttpStatusCode.OK)]
    [InlineData("2026-07-28", HttpStatusCode.BadRequest)]
    [InlineData("1.0", HttpStatusCode.BadRequest)]
    public async Task ProtocolVersion_IsChecked(string revision, HttpStatusCode expected)
    {
        using var response = await SendAsync(HttpMethod.Post, Ping, sessionId: await OpenAsync(), header: ("MCP-Protocol-Version", revision));

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory(Timeout = Signal.TestDeadline)]
    [InlineData("""{"jsonrpc":"2.0","id":3,"method":"no/such"}""", -32601)]
    [InlineData("""{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"other"}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"echo"}}""", -32602)]
    public async Task WhatItCannotDo_IsAnErrorOfTheRequest(string message, int code)
    {
        using var response = await SendAsync(HttpMethod.Post, message, sessionId: await OpenAsync());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(code, (int)(await JsonOf(response))["error"]!["code"]!);
    }

    [Theory(Timeout = Signal.TestDeadline)]
    [InlineData("not json")]
    [InlineData("[]")]
    public async Task WhatIsNoMessage_Is400(string body)
    {
        using var response = await SendAsync(HttpMethod.Post, body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(-32700, (int)(await JsonOf(response))["error"]!["code"]!);
    }

    private static async Task<string> EchoAsync(McpClient client, string text)
    {
        var result = await client.CallToolAsync("echo", new Dictionary<string, object?> { ["text"] = text }, cancellationToken: Cancellation);
        return Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text;
    }

    private static async Task<JsonNode> JsonOf(HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;

    private async Task<string> OpenAsync()
    {
        using var response = await SendAsync(HttpMethod.Post, Initialize);
        return Assert.Single(response.Headers.GetValues("Mcp-Session-Id"));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod verb, string? body = null, string? sessionId = null, (string Name, string Value)? header = null)
    {
        using var request = new HttpRequestMessage(verb, _endpoint);
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        if (sessionId is not null)
        {
            request.Headers.Add("Mcp-Session-Id", sessionId);
        }

        if (header is { } added)
        {
            request.Headers.Add(added.Name, added.Value);
        }

        return await _http.SendAsync(request, Cancellation);
    }
}
