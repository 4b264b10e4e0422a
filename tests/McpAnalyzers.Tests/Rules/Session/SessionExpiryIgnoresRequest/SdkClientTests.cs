using Microsoft.CodeAnalysis.Testing;
using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Session.SessionExpiryIgnoresRequest>;

namespace McpAnalyzers.Tests.Rules.Session.SessionExpiryIgnoresRequest;

/// <summary>Clients that the official SDK connects: they see only how a connection ended.</summary>
public class SdkClientTests
{
    private const string Sdk = """
        #nullable enable
        using System;
        using System.Net;
        using System.Threading.Tasks;

        namespace ModelContextProtocol.Client;

        public class ClientCompletionDetails
        {
            public Exception? Exception { get; init; }
        }

        public sealed class HttpClientCompletionDetails : ClientCompletionDetails
        {
            public HttpStatusCode? HttpStatusCode { get; init; }
        }

        public class McpClient
        {
            public string? SessionId => null;

            public Task<ClientCompletionDetails> Completion => Task.FromResult<ClientCompletionDetails>(new HttpClientCompletionDetails());

            public Task<string> CallToolAsync(string name) => Task.FromResult(name);
        }
        """;

    private static Task Check(string members) => Verify.Analyzer(
        ["using ModelContextProtocol.Client;\n" + ClientCode.File($$"""
        public sealed class SessionExpiredException : Exception { }

        public sealed class Consumer(McpClient client)
        {
        {{members}}

            private Task ReconnectAsync() => Task.CompletedTask;
        }
        """).Replace("#nullable enable\n", "")],
        test =>
        {
            var sdk = new ProjectState("ModelContextProtocol.Core", Microsoft.CodeAnalysis.LanguageNames.CSharp, "/sdk/Test", "cs") { Sources = { Sdk } };
            test.TestState.AdditionalProjects.Add("ModelContextProtocol.Core", sdk);
            test.TestState.AdditionalProjectReferences.Add("ModelContextProtocol.Core");
        });

    [Theory]
    [InlineData("if ({|MCPT1001:details is HttpClientCompletionDetails { HttpStatusCode: HttpStatusCode.NotFound }|}) await ReconnectAsync();")]
    [InlineData("if (details is HttpClientCompletionDetails http && {|MCPT1001:http.HttpStatusCode == HttpStatusCode.NotFound|}) await ReconnectAsync();")]
    [InlineData("switch (details) { case {|MCPT1001:HttpClientCompletionDetails { HttpStatusCode: HttpStatusCode.NotFound }|}: throw new SessionExpiredException(); }")]
    [InlineData("if ({|MCPT1001:details is not HttpClientCompletionDetails { HttpStatusCode: HttpStatusCode.NotFound }|}) return; await ReconnectAsync();")]
    public Task CompletionOfAClientThatMayHaveNoSession_IsReported(string statement) => Check($$"""
            public async Task WatchAsync()
            {
                var details = await client.Completion;
                {{statement}}
            }
        """);

    [Theory]
    [InlineData("if (client.SessionId is not null && details is HttpClientCompletionDetails { HttpStatusCode: HttpStatusCode.NotFound }) await ReconnectAsync();")]
    [InlineData("if (client.SessionId is null) return; if (details is HttpClientCompletionDetails { HttpStatusCode: HttpStatusCode.NotFound }) await ReconnectAsync();")]
    [InlineData("if (details is HttpClientCompletionDetails { HttpStatusCode: HttpStatusCode.NotFound } && !string.IsNullOrEmpty(client.SessionId)) await ReconnectAsync();")]
    [InlineData("if (details is HttpClientCompletionDetails { HttpStatusCode: HttpStatusCode.Unauthorized }) await ReconnectAsync();")]
    [InlineData("if (details is HttpClientCompletionDetails) await ReconnectAsync();")]
    [InlineData("if (details.Exception is not null) await ReconnectAsync();")]
    public Task CompletionOfAClientWithSession_IsSilent(string statement) => Check($$"""
            public async Task WatchAsync()
            {
                var details = await client.Completion;
                {{statement}}
            }
        """);

    /// <summary>No completion tells of the method: the session is all that can be asked for.</summary>
    [Theory]
    [InlineData("HttpClientCompletionDetails details", "details.HttpStatusCode == HttpStatusCode.NotFound")]
    [InlineData("ClientCompletionDetails details", "details is HttpClientCompletionDetails { HttpStatusCode: HttpStatusCode.NotFound }")]
    public async Task CompletionThatIsHandedIn_IsAskedForTheSessionAlone(string parameter, string test)
    {
        await Check($$"""
                public async Task OnEndedAsync({{parameter}})
                {
                    if ({|MCPT1001:{{test}}|}) await ReconnectAsync();
                }
            """);
        await Check($$"""
                public async Task OnEndedAsync({{parameter}})
                {
                    if (client.SessionId is not null && {{test}}) await ReconnectAsync();
                }
            """);
    }

    [Theory]
    [InlineData("catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound) { await ReconnectAsync(); }")]
    [InlineData("catch (HttpRequestException e) { if (e.StatusCode == HttpStatusCode.NotFound) throw new SessionExpiredException(); throw; }")]
    public Task FailureOfACall_IsSilent(string catches) => Check($$"""
            public async Task CallAsync()
            {
                try
                {
                    await client.CallToolAsync("echo");
                }
                {{catches}}
            }
        """);
}
