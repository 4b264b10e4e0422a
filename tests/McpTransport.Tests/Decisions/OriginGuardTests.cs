namespace McpTransport.Tests.Decisions;

public class OriginGuardTests
{
    [Theory]
    [InlineData("https://server.example/mcp", "https://server.example/other?secret=1", true)]
    [InlineData("https://server.example/mcp", "https://SERVER.example:443/mcp", true)]
    [InlineData("https://server.example/mcp", "http://server.example/mcp", false)]
    [InlineData("https://server.example/mcp", "https://server.example:8443/mcp", false)]
    [InlineData("https://server.example/mcp", "https://mcp.server.example/mcp", false)]
    public void An_origin_is_scheme_host_and_port(string left, string right, bool same) =>
        Assert.Equal(same, OriginGuard.SameOrigin(new(left), new(right)));

    [Fact]
    public void Messages_name_the_origin_without_path_and_query() =>
        Assert.Equal("https://server.example:8443", OriginGuard.Describe(new("https://server.example:8443/mcp?token=s3cret")));
}
