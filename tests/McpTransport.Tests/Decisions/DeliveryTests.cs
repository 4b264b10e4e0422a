namespace McpTransport.Tests.Decisions;

public class DeliveryTests
{
    [Theory]
    [InlineData(HttpRequestError.ConnectionError, true)]
    [InlineData(HttpRequestError.NameResolutionError, true)]
    [InlineData(HttpRequestError.SecureConnectionError, true)]
    [InlineData(HttpRequestError.ProxyTunnelError, true)]
    [InlineData(HttpRequestError.ResponseEnded, false)]
    [InlineData(HttpRequestError.InvalidResponse, false)]
    [InlineData(HttpRequestError.HttpProtocolError, false)]
    [InlineData(HttpRequestError.Unknown, false)]
    public void Only_what_fails_before_the_request_is_certain_not_to_have_arrived(HttpRequestError error, bool never) =>
        Assert.Equal(never, Delivery.WasNeverSent(new(error)));
}
