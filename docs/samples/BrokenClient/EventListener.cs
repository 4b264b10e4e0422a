using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace BrokenClient;

/// <summary>Listens for the messages that a server sends by itself, and resumes streams that broke.</summary>
internal sealed class EventListener(Uri endpoint) : IDisposable
{
    private readonly HttpClient _http = new(new SessionIdHandler());
    private string? _lastEventId;

    public event Action<JsonNode>? MessageReceived;

    public async Task ListenAsync(CancellationToken cancellationToken)
    {
        // A server that has no such stream says so with 405, and is asked again every second for as long as this program runs.
        while (!cancellationToken.IsCancellationRequested) // MCPT2002
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, endpoint);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                await ReadEventsAsync(response, cancellationToken);
            }

            await Task.Delay(1000, cancellationToken);
        }
    }

    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, endpoint);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (_lastEventId is not null)
        {
            // The server has said how long to wait before this, in a field that nobody reads here.
            request.Headers.Add("Last-Event-ID", _lastEventId); // MCPT2005
        }

        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            await ReadEventsAsync(response, cancellationToken);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task ReadEventsAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("id:", StringComparison.Ordinal))
            {
                _lastEventId = line["id:".Length..].Trim();
            }

            // The space is optional: all messages of a server that leaves it out are lost.
            if (line.StartsWith("data: ", StringComparison.Ordinal)) // MCPT2007
            {
                // The first event of a stream has an id and no data, and ends the stream here.
                var message = JsonNode.Parse(line["data: ".Length..]); // MCPT2006
                MessageReceived?.Invoke(message!);
            }
        }
    }
}
