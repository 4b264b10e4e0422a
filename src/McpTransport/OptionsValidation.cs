using System.Globalization;
using ModelContextProtocol.Client;

namespace McpTransport;

/// <summary>Checks options and says in words what is wrong: which option, which value, what is allowed.</summary>
internal static class OptionsValidation
{
    // Timers of .NET hold no longer spans.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(int.MaxValue);

    /// <exception cref="ArgumentException">An option has a value that is not allowed.</exception>
    public static void Check(ResilientHttpClientTransportOptions options)
    {
        CheckEndpoint(options.Endpoint);
        if (options.TransportMode is not (HttpTransportMode.AutoDetect or HttpTransportMode.StreamableHttp or HttpTransportMode.Sse))
        {
            throw Invalid(nameof(options.TransportMode), options.TransportMode, "AutoDetect, StreamableHttp or Sse");
        }

        Positive(nameof(options.ConnectionTimeout), options.ConnectionTimeout);
        Positive(nameof(options.DefaultReconnectionInterval), options.DefaultReconnectionInterval);
        Positive(nameof(options.RecoveryTimeout), options.RecoveryTimeout);
        Positive(nameof(options.RecoveryPause), options.RecoveryPause);
        Positive(nameof(options.CloseTimeout), options.CloseTimeout);
        Positive(nameof(options.MinReconnectionInterval), options.MinReconnectionInterval);
        Positive(nameof(options.MaxReconnectionInterval), options.MaxReconnectionInterval);
        if (options.KeepAliveInterval is { } interval)
        {
            Positive(nameof(options.KeepAliveInterval), interval);
        }

        if (options.MaxReconnectionInterval < options.MinReconnectionInterval)
        {
            throw Invalid(
                nameof(options.MaxReconnectionInterval), options.MaxReconnectionInterval,
                $"at least {nameof(options.MinReconnectionInterval)}, which is {options.MinReconnectionInterval}");
        }

        AtLeast(nameof(options.MaxReconnectionAttempts), options.MaxReconnectionAttempts, 0);
        AtLeast(nameof(options.RecoveryLimit), options.RecoveryLimit, 1);
        AtLeast(nameof(options.MaxMessageBytes), options.MaxMessageBytes, 1024);
        CheckHeaders(options.AdditionalHeaders);
        CheckKnownSession(options);
        NotNull(nameof(options.ReplayPolicy), options.ReplayPolicy);
        NotNull(nameof(options.TimeProvider), options.TimeProvider);
    }

    private static void CheckEndpoint(Uri? endpoint)
    {
        if (endpoint is not { IsAbsoluteUri: true } || (endpoint.Scheme != Uri.UriSchemeHttp && endpoint.Scheme != Uri.UriSchemeHttps))
        {
            throw Invalid(nameof(ResilientHttpClientTransportOptions.Endpoint), endpoint, "an absolute http or https address");
        }
    }

    private static void CheckHeaders(IDictionary<string, string>? headers)
    {
        foreach (var header in headers ?? new Dictionary<string, string>())
        {
            if (HeaderNames.IsReserved(header.Key))
            {
                throw Invalid(nameof(ResilientHttpClientTransportOptions.AdditionalHeaders), header.Key, "headers that the transport does not write itself");
            }

            // The value may be a secret, so it is not named.
            using var probe = new HttpRequestMessage();
            if (header.Value is null || header.Value.IndexOfAny(['\r', '\n', '\0']) >= 0 || !probe.Headers.TryAddWithoutValidation(header.Key, header.Value))
            {
                throw Invalid(
                    nameof(ResilientHttpClientTransportOptions.AdditionalHeaders), header.Key, "request headers whose names and values HTTP allows, on one line");
            }
        }
    }

    private static void CheckKnownSession(ResilientHttpClientTransportOptions options)
    {
        if (options.KnownSessionId is not { } id)
        {
            return;
        }

        if (!Session.IsValidId(id))
        {
            throw Invalid(nameof(options.KnownSessionId), Session.Mask(id), "an id of visible ASCII characters, 0x21 to 0x7E");
        }

        if (options.TransportMode == HttpTransportMode.Sse)
        {
            throw Invalid(nameof(options.KnownSessionId), Session.Mask(id), $"no id with {nameof(options.TransportMode)} Sse: HTTP+SSE cannot resume a session");
        }
    }

    private static void Positive(string option, TimeSpan value)
    {
        if (value <= TimeSpan.Zero || value > Longest)
        {
            throw Invalid(option, value, $"a span above zero and up to {Longest}");
        }
    }

    private static void AtLeast(string option, int value, int least)
    {
        if (value < least)
        {
            throw Invalid(option, value, $"a number from {least} on");
        }
    }

    private static void NotNull(string option, object? value)
    {
        if (value is null)
        {
            throw Invalid(option, value, "anything but null");
        }
    }

    private static ArgumentException Invalid(string option, object? value, string allowed) => new(string.Format(
        CultureInfo.InvariantCulture,
        "{0}.{1} is '{2}'. Allowed: {3}.",
        nameof(ResilientHttpClientTransportOptions),
        option,
        value ?? "null",
        allowed));
}
