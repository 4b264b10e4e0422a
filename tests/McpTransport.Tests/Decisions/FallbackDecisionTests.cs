using System.Net;
using ModelContextProtocol.Protocol;

namespace McpTransport.Tests.Decisions;

public class FallbackDecisionTests
{
    [Theory]
    [InlineData("initialize", 400, true)]
    [InlineData("initialize", 404, true)]
    [InlineData("initialize", 405, true)]
    [InlineData("initialize", 401, false)]
    [InlineData("initialize", 403, false)]
    [InlineData("initialize", 406, false)]
    [InlineData("initialize", 410, false)]
    [InlineData("initialize", 500, false)]
    [InlineData("initialize", 503, false)]
    [InlineData("initialize", null, false)]
    [InlineData("server/discover", 405, true)]
    [InlineData("server/discover", 400, false)]
    [InlineData("server/discover", 404, false)]
    [InlineData("tools/call", 404, false)]
    [InlineData("tools/call", 405, false)]
    public void Http_sse_is_tried_only_where_the_revision_says_so(string method, int? status, bool tried) =>
        Assert.Equal(tried, FallbackDecision.TriesHttpSse(new JsonRpcRequest { Method = method }, (HttpStatusCode?)status));

    [Fact]
    public void A_notification_decides_nothing() =>
        Assert.False(FallbackDecision.TriesHttpSse(new JsonRpcNotification { Method = "initialize" }, HttpStatusCode.NotFound));
}
