namespace McpTransport.Tests.Decisions;

public class SessionTests
{
    [Theory]
    [InlineData(" ", false)]
    [InlineData("!", true)]
    [InlineData("!~", true)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("a\u007f", false)]
    [InlineData("abc-123", true)]
    [InlineData("abc-DEF_123", true)]
    [InlineData("~", true)]
    [InlineData("ä", false)]
    [InlineData("é", false)]
    public void Visible_ascii_is_0x21_to_0x7E(string id, bool valid) => Assert.Equal(valid, Session.IsValidId(id));

    [Theory]
    [InlineData(null, "session 3 ((none))")]
    [InlineData("short", "session 3 (…)")]
    [InlineData("fifteenletters!", "session 3 (…)")]
    [InlineData("sixteen-letters!", "session 3 (sixt…)")]
    public void What_is_logged_of_an_id_cannot_be_used(string? id, string text) =>
        Assert.Equal(text, new Session(3, id, "2025-11-25", new("https://server.example/mcp")).ToString());
}
