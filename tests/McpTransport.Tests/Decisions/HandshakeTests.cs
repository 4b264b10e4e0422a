using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;

namespace McpTransport.Tests.Decisions;

public class HandshakeTests
{
    private static readonly Session Lost = new(3, "abc", "2025-06-18", new("https://server.example/mcp"));

    [Fact]
    public void What_was_never_said_cannot_be_repeated() => Assert.False(Handshake.Of(null).IsKnown);

    [Fact]
    public void A_handshake_without_parameters_is_repeated_too()
    {
        var handshake = Remembered(null);

        Assert.True(handshake.IsKnown);
        Assert.Equal("""{"protocolVersion":"2025-06-18"}""", handshake.Repeat(Lost).Params!.ToJsonString());
    }

    [Fact]
    public void It_is_repeated_for_the_revision_that_was_negotiated_and_as_often_as_needed()
    {
        var handshake = Remembered("""{"protocolVersion":"2025-11-25","clientInfo":{"name":"c"}}""");

        Assert.Equal("""{"protocolVersion":"2025-06-18","clientInfo":{"name":"c"}}""", handshake.Repeat(Lost).Params!.ToJsonString());
        Assert.Equal("""{"protocolVersion":"2025-11-25","clientInfo":{"name":"c"}}""", handshake.Repeat(Lost with { Revision = null }).Params!.ToJsonString());
    }

    [Fact]
    public void Its_id_is_none_of_the_clients_and_another_for_each_session()
    {
        var handshake = Remembered("{}");
        var ids = new[] { handshake.Repeat(Lost).Id.Id, handshake.Repeat(Lost with { Generation = 4 }).Id.Id };

        // McpClient counts in integers.
        Assert.Equal(["mcptransport-initialize-4", "mcptransport-initialize-5"], ids);
    }

    [Theory]
    [InlineData("""{"capabilities":{"tools":{}},"serverInfo":{"name":"s"}}""", false, false)]
    [InlineData("""{"capabilities":{},"serverInfo":{"name":"s"}}""", true, false)]
    [InlineData("""{"capabilities":{"tools":{}},"serverInfo":{"name":"t"}}""", false, true)]
    [InlineData("""{}""", true, true)]
    public void What_is_different_about_the_server_is_noticed(string answer, bool capabilities, bool serverInfo)
    {
        var handshake = Remembered("{}", """{"capabilities":{"tools":{}},"serverInfo":{"name":"s"}}""");

        Assert.Equal(new NewSession(Lost, capabilities, serverInfo), handshake.Compare(Lost, Answer(answer)));
    }

    [Fact]
    public void Where_the_first_answer_is_not_known_nothing_is_different() =>
        Assert.Equal(new NewSession(Lost), Handshake.Of(null).Compare(Lost, Answer("""{"capabilities":{},"serverInfo":{"name":"s"}}""")));

    [Theory]
    [InlineData("""{"protocolVersion":"2025-06-18"}""", "2025-06-18")]
    [InlineData("""{"protocolVersion":20250618}""", null)]
    [InlineData("""{}""", null)]
    [InlineData("""[]""", null)]
    public void The_revision_is_what_the_answer_names(string answer, string? revision) => Assert.Equal(revision, Handshake.RevisionOf(Answer(answer)));

    private static Handshake Remembered(string? parameters, string answer = "{}")
    {
        var handshake = Handshake.Of(null);
        handshake.Remember(
            new() { Id = new(1), Method = "initialize", Params = parameters is null ? null : JsonNode.Parse(parameters) }, Answer(answer));
        return handshake;
    }

    private static JsonRpcResponse Answer(string result) => new() { Id = new(1), Result = JsonNode.Parse(result) };
}
