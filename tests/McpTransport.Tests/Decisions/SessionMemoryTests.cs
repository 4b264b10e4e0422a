using System.Text.Json.Nodes;

namespace McpTransport.Tests.Decisions;

public class SessionMemoryTests
{
    private readonly SessionMemory _memory = new();

    [Fact]
    public void What_was_asked_is_asked_again_by_ids_of_its_own()
    {
        Note("logging/setLevel", """{"level":"debug"}""");
        Note("resources/subscribe", """{"uri":"file:///a"}""");

        Assert.Equal(["""logging/setLevel {"level":"debug"}""", """resources/subscribe {"uri":"file:///a"}"""], Restored());
        Assert.Equal(4, _memory.Restore().Concat(_memory.Restore()).Select(request => request.Id.Id).Distinct().Count());
        Assert.All(_memory.Restore(), request => Assert.IsType<string>(request.Id.Id));
    }

    [Fact]
    public void The_last_level_counts()
    {
        Note("logging/setLevel", """{"level":"debug"}""");
        Note("logging/setLevel", """{"level":"error"}""");

        Assert.Equal(["""logging/setLevel {"level":"error"}"""], Restored());
    }

    [Fact]
    public void What_was_given_up_is_not_asked_again()
    {
        Note("resources/subscribe", """{"uri":"file:///a"}""");
        Note("resources/subscribe", """{"uri":"file:///b"}""");
        Note("resources/unsubscribe", """{"uri":"file:///a"}""");

        Assert.Equal(["""resources/subscribe {"uri":"file:///b"}"""], Restored());
    }

    [Theory]
    [InlineData("resources/subscribe", """{}""")]
    [InlineData("resources/subscribe", """{"uri":1}""")]
    [InlineData("resources/unsubscribe", """{"uri":1}""")]
    [InlineData("tools/call", """{"uri":"file:///a"}""")]
    public void Nothing_else_is_kept(string method, string parameters)
    {
        Note(method, parameters);

        Assert.Empty(Restored());
    }

    private void Note(string method, string parameters) => _memory.Note(new() { Id = new(1), Method = method, Params = JsonNode.Parse(parameters) });

    private string[] Restored() => [.. _memory.Restore().Select(request => $"{request.Method} {request.Params!.ToJsonString()}")];
}
