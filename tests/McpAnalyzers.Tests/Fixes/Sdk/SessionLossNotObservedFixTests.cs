using System.Diagnostics.CodeAnalysis;
using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Sdk.SessionLossNotObserved, McpAnalyzers.CodeFixes.Sdk.SessionLossNotObservedFix>;

namespace McpAnalyzers.Tests.Fixes.Sdk;

public class SessionLossNotObservedFixTests
{
    private static string Tools(string connect, string usings = "using McpTransport;\n") => ClientCode.File($$"""
        {{usings}}using ModelContextProtocol.Client;

        public sealed class Tools
        {
            private McpClient? _client;
            private HttpClientTransport? _transport;

            public async Task ConnectAsync(Uri endpoint, HttpClient http, HttpClientTransportOptions given)
            {
                {{connect}}
            }
        }
        """);

    private static Task Fix([StringSyntax("C#-test")] string source, [StringSyntax("C#-test")] string fixedSource) =>
        Verify.CodeFix([source], [fixedSource], test => test.UseSdk());

    [Theory]
    [InlineData(
        "_client = await McpClient.CreateAsync({|MCPT5002:new HttpClientTransport(new HttpClientTransportOptions { Endpoint = endpoint })|});",
        "_client = await McpClient.CreateAsync(new ResilientHttpClientTransport(new ResilientHttpClientTransportOptions { Endpoint = endpoint }));")]
    [InlineData(
        "_client = await McpClient.CreateAsync({|MCPT5002:new HttpClientTransport(new() { Endpoint = endpoint, Name = \"tools\" }, http)|});",
        "_client = await McpClient.CreateAsync(new ResilientHttpClientTransport(new() { Endpoint = endpoint, Name = \"tools\" }, http));")]
    [InlineData(
        "var options = new HttpClientTransportOptions { Endpoint = endpoint, OwnsSession = false }; var transport = {|MCPT5002:new HttpClientTransport(options, http, ownsHttpClient: true)|}; _client = await McpClient.CreateAsync(transport);",
        "var options = new ResilientHttpClientTransportOptions { Endpoint = endpoint, OwnsSession = false }; var transport = new ResilientHttpClientTransport(options, http, ownsHttpClient: true); _client = await McpClient.CreateAsync(transport);")]
    [InlineData(
        "HttpClientTransport transport = {|MCPT5002:new(new() { Endpoint = endpoint, MaxReconnectionAttempts = 3 })|}; _client = await McpClient.CreateAsync(transport);",
        "ResilientHttpClientTransport transport = new(new() { Endpoint = endpoint, MaxReconnectionAttempts = 3 }); _client = await McpClient.CreateAsync(transport);")]
    [InlineData(
        "IClientTransport transport = {|MCPT5002:new HttpClientTransport(new() { Endpoint = endpoint, AdditionalHeaders = new Dictionary<string, string> { [\"Authorization\"] = \"Bearer x\" } })|}; _client = await McpClient.CreateAsync(transport);",
        "IClientTransport transport = new ResilientHttpClientTransport(new() { Endpoint = endpoint, AdditionalHeaders = new Dictionary<string, string> { [\"Authorization\"] = \"Bearer x\" } }); _client = await McpClient.CreateAsync(transport);")]
    [InlineData(
        "ModelContextProtocol.Client.HttpClientTransport transport = {|MCPT5002:new ModelContextProtocol.Client.HttpClientTransport(new ModelContextProtocol.Client.HttpClientTransportOptions { Endpoint = endpoint })|}; _client = await McpClient.CreateAsync(transport);",
        "ResilientHttpClientTransport transport = new ResilientHttpClientTransport(new ResilientHttpClientTransportOptions { Endpoint = endpoint }); _client = await McpClient.CreateAsync(transport);")]
    public Task TransportAndItsOptions_AreReplaced(string connect, string fixedConnect) => Fix(Tools(connect), Tools(fixedConnect));

    [Fact]
    public Task WithoutUsing_NamesAreWrittenInFull() => Fix(
        Tools("_client = await McpClient.CreateAsync({|MCPT5002:new HttpClientTransport(new HttpClientTransportOptions { Endpoint = endpoint })|});", usings: ""),
        Tools("_client = await McpClient.CreateAsync(new McpTransport.ResilientHttpClientTransport(new McpTransport.ResilientHttpClientTransportOptions { Endpoint = endpoint }));", usings: ""));

    [Theory]
    [InlineData("_client = await McpClient.CreateAsync({|MCPT5002:new HttpClientTransport(given)|});")]
    [InlineData("_client = await McpClient.CreateAsync({|MCPT5002:new HttpClientTransport(new() { Endpoint = endpoint, OAuth = null })|});")]
    [InlineData("_client = await McpClient.CreateAsync({|MCPT5002:new HttpClientTransport(transportOptions: new() { Endpoint = endpoint })|});")]
    [InlineData("var options = new HttpClientTransportOptions { Endpoint = endpoint }; options.Name = \"tools\"; _client = await McpClient.CreateAsync({|MCPT5002:new HttpClientTransport(options)|});")]
    [InlineData("var options = new HttpClientTransportOptions { Endpoint = endpoint }; void Rename(HttpClientTransportOptions other) => other.Name = options.Name; Rename(given); _client = await McpClient.CreateAsync({|MCPT5002:new HttpClientTransport(options)|});")]
    [InlineData("_transport = {|MCPT5002:new HttpClientTransport(new() { Endpoint = endpoint })|}; _client = await McpClient.CreateAsync(_transport);")]
    [InlineData("HttpClientTransport transport = {|MCPT5002:new HttpClientTransport(new() { Endpoint = endpoint })|}, none = null!; _client = await McpClient.CreateAsync(transport);")]
    [InlineData("HttpClientTransportOptions options = new() { Endpoint = endpoint }, none = null!; _client = await McpClient.CreateAsync({|MCPT5002:new HttpClientTransport(options)|});")]
    [InlineData("HttpClientTransport? transport = {|MCPT5002:new(new() { Endpoint = endpoint })|}; _client = await McpClient.CreateAsync(transport);")]
    public Task OptionsWithoutCounterpart_OfferNothing(string connect) => Fix(Tools(connect), Tools(connect));

    [Fact]
    public Task WithoutMcpTransport_NothingIsOffered()
    {
        var source = Tools("_client = await McpClient.CreateAsync({|MCPT5002:new HttpClientTransport(new HttpClientTransportOptions { Endpoint = endpoint })|});", usings: "");
        return Verify.CodeFix([source], [source], test => test.UseSdk(withTransport: false));
    }

    [Theory]
    [InlineData("new Plain(new HttpClientTransportOptions { Endpoint = endpoint })")]
    [InlineData("new HttpClientTransport(new PlainOptions { Endpoint = endpoint })")]
    [InlineData("new Client::HttpClientTransport(new() { Endpoint = endpoint })")]
    public Task TypesUnderOtherNames_OfferNothing(string transport)
    {
        var source = Tools(
            $"_client = await McpClient.CreateAsync({{|MCPT5002:{transport}|}});",
            "using McpTransport;\nusing Client = ModelContextProtocol.Client;\nusing Plain = ModelContextProtocol.Client.HttpClientTransport;\nusing PlainOptions = ModelContextProtocol.Client.HttpClientTransportOptions;\n");
        return Fix(source, source);
    }
}
