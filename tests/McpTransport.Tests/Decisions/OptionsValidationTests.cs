using ModelContextProtocol.Client;

namespace McpTransport.Tests.Decisions;

public class OptionsValidationTests
{
    private static readonly Uri Good = new("https://server.example/mcp");

    // By their words, so that each is a test of its own: options cannot be written down in the name of a test.
    private static readonly Dictionary<string, ResilientHttpClientTransportOptions> Wrong = new()
    {
        ["Endpoint is 'ftp://server.example/'. Allowed: an absolute http or https address"] = new() { Endpoint = new("ftp://server.example") },
        ["Endpoint is '/mcp'. Allowed: an absolute"] = new() { Endpoint = new("/mcp", UriKind.Relative) },
        ["TransportMode is '7'. Allowed: AutoDetect"] = new() { Endpoint = Good, TransportMode = (HttpTransportMode)7 },
        ["ConnectionTimeout is '00:00:00'. Allowed: a span above zero"] = new() { Endpoint = Good, ConnectionTimeout = TimeSpan.Zero },
        ["DefaultReconnectionInterval is '-00:00:01'"] = new() { Endpoint = Good, DefaultReconnectionInterval = TimeSpan.FromSeconds(-1) },
        ["RecoveryTimeout is '00:00:00'"] = new() { Endpoint = Good, RecoveryTimeout = TimeSpan.Zero },
        ["RecoveryPause is '00:00:00'"] = new() { Endpoint = Good, RecoveryPause = TimeSpan.Zero },
        ["CloseTimeout is '25.00:00:00'"] = new() { Endpoint = Good, CloseTimeout = TimeSpan.FromDays(25) },
        ["KeepAliveInterval is '00:00:00'"] = new() { Endpoint = Good, KeepAliveInterval = TimeSpan.Zero },
        ["MinReconnectionInterval is '00:00:00'"] = new() { Endpoint = Good, MinReconnectionInterval = TimeSpan.Zero },
        ["MaxReconnectionInterval is '00:00:00'. Allowed: a span above zero"] = new() { Endpoint = Good, MaxReconnectionInterval = TimeSpan.Zero },
        ["MaxReconnectionInterval is '00:00:01'. Allowed: at least MinReconnectionInterval, which is 00:00:02"] =
            new() { Endpoint = Good, MinReconnectionInterval = TimeSpan.FromSeconds(2), MaxReconnectionInterval = TimeSpan.FromSeconds(1) },
        ["MaxReconnectionAttempts is '-1'. Allowed: a number from 0 on"] = new() { Endpoint = Good, MaxReconnectionAttempts = -1 },
        ["RecoveryLimit is '0'. Allowed: a number from 1 on"] = new() { Endpoint = Good, RecoveryLimit = 0 },
        ["MaxMessageBytes is '1023'. Allowed: a number from 1024 on"] = new() { Endpoint = Good, MaxMessageBytes = 1023 },
        ["AdditionalHeaders is 'mcp-session-id'. Allowed: headers that the transport does not write itself"] = WithHeader("mcp-session-id", "x"),
        ["AdditionalHeaders is 'X-Two'. Allowed: request headers whose names and values HTTP allows"] = WithHeader("X-Two", "one\r\ntwo"),
        ["AdditionalHeaders is 'X-Break'"] = WithHeader("X-Break", "\nSet-Cookie: x"),
        ["AdditionalHeaders is 'X-Nothing'"] = WithHeader("X-Nothing", null!),
        ["AdditionalHeaders is 'bad name'"] = WithHeader("bad name", "x"),
        ["KnownSessionId is '…'. Allowed: an id of visible ASCII"] = new() { Endpoint = Good, KnownSessionId = "with space" },
        ["KnownSessionId is '…'. Allowed: an id of visible ASCII characters, 0x21 to 0x7E"] = new() { Endpoint = Good, KnownSessionId = "" },
        ["KnownSessionId is '…'. Allowed: no id with TransportMode Sse: HTTP+SSE cannot resume a session"] =
            new() { Endpoint = Good, KnownSessionId = "abc", TransportMode = HttpTransportMode.Sse },
        ["ReplayPolicy is 'null'. Allowed: anything but null"] = new() { Endpoint = Good, ReplayPolicy = null! },
        ["TimeProvider is 'null'. Allowed: anything but null"] = new() { Endpoint = Good, TimeProvider = null! },
    };

    private static readonly Dictionary<string, ResilientHttpClientTransportOptions> AtTheBound = new()
    {
        ["http"] = new() { Endpoint = new("http://localhost/mcp") },
        ["the longest timer"] = new() { Endpoint = Good, CloseTimeout = TimeSpan.FromMilliseconds(int.MaxValue) },
        ["one interval"] = new() { Endpoint = Good, MinReconnectionInterval = TimeSpan.FromSeconds(2), MaxReconnectionInterval = TimeSpan.FromSeconds(2) },
        ["no reconnection"] = new() { Endpoint = Good, MaxReconnectionAttempts = 0 },
        ["one recovery"] = new() { Endpoint = Good, RecoveryLimit = 1 },
        ["a kibibyte"] = new() { Endpoint = Good, MaxMessageBytes = 1024 },
        ["an empty value"] = WithHeader("X-Empty", ""),
        ["Sse without an id"] = new() { Endpoint = Good, TransportMode = HttpTransportMode.Sse },
    };

    public static TheoryData<string> WhatIsWrong => [.. Wrong.Keys];

    public static TheoryData<string> WhatIsAtTheBound => [.. AtTheBound.Keys];

    [Theory]
    [MemberData(nameof(WhatIsWrong))]
    public void What_is_wrong_is_said_in_words(string words)
    {
        var exception = Assert.Throws<ArgumentException>(() => new ResilientHttpClientTransport(Wrong[words]));

        Assert.Contains("ResilientHttpClientTransportOptions." + words, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(WhatIsAtTheBound))]
    public void What_is_just_allowed_is_taken(string what) => Assert.NotNull(new ResilientHttpClientTransport(AtTheBound[what]));

    [Fact]
    public void A_secret_value_is_not_repeated()
    {
        var exception = Assert.Throws<ArgumentException>(() => new ResilientHttpClientTransport(WithHeader("Authorization", "Bearer s3cret\n")));

        Assert.DoesNotContain("s3cret", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_defaults_are_those_of_the_official_options()
    {
        var ours = new ResilientHttpClientTransportOptions { Endpoint = Good };
        var theirs = new HttpClientTransportOptions { Endpoint = Good };

        Assert.Equal(theirs.TransportMode, ours.TransportMode);
        Assert.Equal(theirs.Name, ours.Name);
        Assert.Equal(theirs.ConnectionTimeout, ours.ConnectionTimeout);
        Assert.Equal(theirs.AdditionalHeaders, ours.AdditionalHeaders);
        Assert.Equal(theirs.KnownSessionId, ours.KnownSessionId);
        Assert.Equal(theirs.EnableStandaloneGetStream, ours.EnableStandaloneGetStream);
        Assert.Equal(theirs.OwnsSession, ours.OwnsSession);
        Assert.Equal(theirs.MaxReconnectionAttempts, ours.MaxReconnectionAttempts);
        Assert.Equal(theirs.DefaultReconnectionInterval, ours.DefaultReconnectionInterval);
    }

    [Fact]
    public void Null_arguments_are_refused()
    {
        using var httpClient = new HttpClient();
        Assert.Throws<ArgumentNullException>(() => new ResilientHttpClientTransport(null!));
        Assert.Throws<ArgumentNullException>(() => new ResilientHttpClientTransport(null!, httpClient));
        Assert.Throws<ArgumentNullException>(() => new ResilientHttpClientTransport(new() { Endpoint = Good }, (HttpClient)null!));
    }

    private static ResilientHttpClientTransportOptions WithHeader(string name, string value) =>
        new() { Endpoint = Good, AdditionalHeaders = new Dictionary<string, string> { [name] = value } };
}
