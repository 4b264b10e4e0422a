using ModelContextProtocol.Protocol;

namespace McpTransport;

/// <summary>A call whose answer was lost after the server may have begun it: shall it be sent once more?</summary>
public sealed class ReplayQuestion
{
    internal ReplayQuestion(JsonRpcRequest request, Tool? tool, Exception cause)
    {
        Request = request;
        Tool = tool;
        Cause = cause;
    }

    /// <summary>The request as the client sent it.</summary>
    public JsonRpcRequest Request { get; }

    /// <summary>The tool that <c>tools/call</c> names, with its annotations, where the client has listed it; otherwise <see langword="null"/>.</summary>
    public Tool? Tool { get; }

    /// <summary>What was seen of the loss, for instance a closed connection.</summary>
    public Exception Cause { get; }
}

/// <summary>Answers to <see cref="ReplayQuestion"/> for <see cref="ResilientHttpClientTransportOptions.ReplayPolicy"/>.</summary>
public static class ReplayPolicies
{
    /// <summary>Sends no call twice that the server may have begun. The default.</summary>
    public static bool Never(ReplayQuestion question) => false;

    /// <summary>
    /// Sends a call again if it only reads: a request that by its meaning changes nothing (lists, reads, <c>ping</c>), or a tool whose
    /// annotations say <c>readOnlyHint</c> or <c>idempotentHint</c>. The hints are the server's word; heed them only for servers you trust.
    /// </summary>
    /// <exception cref="ArgumentNullException"><paramref name="question"/> is <see langword="null"/>.</exception>
    public static bool WhenToolIsSafe(ReplayQuestion question)
    {
        if (question is null)
        {
            throw new ArgumentNullException(nameof(question));
        }

        return question.Request.Method switch
        {
            RequestMethods.ToolsList or RequestMethods.PromptsList or RequestMethods.PromptsGet or RequestMethods.ResourcesList or
            RequestMethods.ResourcesRead or RequestMethods.ResourcesTemplatesList or RequestMethods.CompletionComplete or
            RequestMethods.Ping or RequestMethods.ServerDiscover => true,
            RequestMethods.ToolsCall => question.Tool?.Annotations is { ReadOnlyHint: true } or { IdempotentHint: true },
            _ => false,
        };
    }
}
