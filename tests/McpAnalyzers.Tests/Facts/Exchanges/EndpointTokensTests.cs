namespace McpAnalyzers.Tests.Facts;

public class EndpointTokensTests
{
    private static async Task<string> Found(string statements, string members = "")
    {
        var facts = await FactsOf.Type("Client", ClientCode.WithSession($$"""
            public async Task RunAsync(string token, string accessToken, string bearer, string jwt, string cursor, string authorization, bool flag)
            {
                {{statements}}
                await Task.Yield();
            }

            {{members}}
            """) + """

            public sealed class HttpClientTransportOptions { public object? Endpoint { get; set; } public object? Name { get; set; } }
            public sealed class Options { public object? Endpoint { get; set; } }

            internal static class QueryHelpers
            {
                public static extern string AddQueryString(string address, string name, string value);
                public static extern string Join(string address, string name, string value);
            }

            internal static class Addresses { public static readonly string Of = "http://localhost/mcp?access_token=x"; public static string Made(string token) => "http://localhost/mcp?access_token=" + token; }
            """);
        return string.Join("; ", facts.EndpointTokens.All.Select(t => $"{t.Parameter} {t.Operation.Syntax}"));
    }

    private static string Post(string address) => $"var request = new HttpRequestMessage(HttpMethod.Post, {address}); request.Headers.Add(\"Mcp-Session-Id\", _sessionId); await _http.SendAsync(request);";

    [Theory]
    [InlineData("access_token")]
    [InlineData("access-token")]
    [InlineData("accessToken")]
    [InlineData("ACCESS_TOKEN")]
    [InlineData("auth_token")]
    [InlineData("auth-token")]
    [InlineData("authToken")]
    [InlineData("bearer")]
    [InlineData("bearer_token")]
    [InlineData("bearerToken")]
    public async Task Parameter_NamesAToken(string name)
    {
        Assert.Equal($"{name} $\"mcp?{name}={{cursor}}\"", await Found(Post($"$\"mcp?{name}={{cursor}}\"")));
        Assert.Equal($"{name} \"mcp?a=b&{name}=x\"", await Found(Post($"\"mcp?a=b&{name}=x\"")));
    }

    [Theory]
    [InlineData("$\"mcp?token={accessToken}\"")]
    [InlineData("$\"mcp?a=b&token={bearer}\"")]
    [InlineData("$\"mcp?Token={authorization}\"")]
    [InlineData("\"mcp?token=\" + jwt")]
    [InlineData("$\"{_endpoint}\" + \"?token=\" + accessToken")]
    [InlineData("$\"mcp?token={BearerKey}\"")]
    public async Task Parameter_OfAnyToken_WhoseValueIsOne(string address) => Assert.Equal($"token {address}", await Found(Post(address), "public string? BearerKey;"));

    [Theory]
    [InlineData("$\"mcp?token={cursor}\"")]
    [InlineData("$\"mcp?token=x{accessToken}\"")]
    [InlineData("\"mcp?token=\"")]
    [InlineData("\"mcp?cursor=\" + accessToken")]
    [InlineData("$\"mcp?{cursor}&page={token}\"")]
    [InlineData("$\"mcp?tokens={accessToken}\"")]
    [InlineData("$\"mcp?xaccess_token={cursor}\"")]
    [InlineData("accessToken")]
    [InlineData("Addresses.Of")]
    [InlineData("Addresses.Made(token)")]
    [InlineData("QueryHelpers.Join(\"mcp\", \"access_token\", token)")]
    [InlineData("QueryHelpers.AddQueryString(\"mcp\", \"cursor\", token)")]
    [InlineData("new UriBuilder(\"http://localhost/mcp\") { Query = \"cursor=\" + token }.Uri")]
    public async Task OtherAddress(string address) => Assert.Equal("", await Found(Post(address)));

    [Theory]
    [InlineData("", "new Uri(\"http://localhost/mcp?access_token=x\")", "access_token \"http://localhost/mcp?access_token=x\"")]
    [InlineData("", "new Uri(_endpoint, \"mcp?access_token=\" + token)", "access_token \"mcp?access_token=\" + token")]
    [InlineData("", "new Uri(new Uri(new Uri(\"http://localhost/mcp?access_token=x\"), \"a\"), \"b\")", "access_token \"http://localhost/mcp?access_token=x\"")]
    [InlineData("", "new UriBuilder(\"http://localhost/mcp?access_token=x\").Uri", "access_token \"http://localhost/mcp?access_token=x\"")]
    [InlineData("", "new UriBuilder(_endpoint) { Query = \"access_token=\" + token }.Uri", "access_token \"access_token=\" + token")]
    [InlineData("var builder = new UriBuilder(_endpoint); builder.Query = \"access_token=\" + token;", "builder.Uri", "access_token \"access_token=\" + token")]
    [InlineData("var builder = new UriBuilder(_endpoint); var other = new UriBuilder(_endpoint); other.Query = \"access_token=\" + token;", "builder.Uri", "")]
    [InlineData("var builder = new UriBuilder(_endpoint); builder.Fragment = \"access_token=\" + token;", "builder.Uri", "")]
    [InlineData("", "QueryHelpers.AddQueryString(\"mcp\", \"access_token\", token)", "access_token QueryHelpers.AddQueryString(\"mcp\", \"access_token\", token)")]
    [InlineData("", "QueryHelpers.AddQueryString(\"mcp?bearer=x\", \"access_token\", token)", "access_token QueryHelpers.AddQueryString(\"mcp?bearer=x\", \"access_token\", token)")]
    [InlineData("", "QueryHelpers.AddQueryString(\"mcp?access_token=x\", \"cursor\", cursor)", "access_token \"mcp?access_token=x\"")]
    [InlineData("", "new Uri(\"http://localhost/mcp?access_token=x\").ToString()", "access_token \"http://localhost/mcp?access_token=x\"")]
    [InlineData("var base64 = 7;", "base64.ToString()", "")]
    [InlineData("", "\"mcp?access_token=x\".ToString(System.Globalization.CultureInfo.InvariantCulture)", "access_token \"mcp?access_token=x\"")]
    [InlineData("", "$\"{$\"mcp?access_token={token}\"}&a=b\"", "access_token $\"{$\"mcp?access_token={token}\"}&a=b\"")]
    [InlineData("", "\"mcp\" + (\"?access_token=\" + token)", "access_token \"mcp\" + (\"?access_token=\" + token)")]
    [InlineData("", "flag ? \"mcp?access_token=x\" : \"mcp\"", "access_token \"mcp?access_token=x\"")]
    [InlineData("", "flag ? \"mcp?access_token=x\" : \"mcp?bearer=x\"", "access_token \"mcp?access_token=x\"; bearer \"mcp?bearer=x\"")]
    public async Task Address_IsFollowedToItsParts(string statements, string address, string found) => Assert.Equal(found, await Found(statements + Post(address)));

    [Theory]
    [InlineData("_ = new HttpClientTransportOptions { Endpoint = \"mcp?access_token=x\" };", "access_token \"mcp?access_token=x\"")]
    [InlineData("_ = new HttpClientTransportOptions { Endpoint = new Uri(\"mcp?access_token=x\") };", "access_token \"mcp?access_token=x\"")]
    [InlineData("_ = new HttpClientTransportOptions { Name = \"mcp?access_token=x\" };", "")]
    [InlineData("_ = new Options { Endpoint = \"mcp?access_token=x\" };", "")]
    [InlineData("var m = new HttpRequestMessage { RequestUri = new(\"mcp?access_token=x\"), Headers = { { \"Mcp-Session-Id\", \"x\" } } }; await _http.SendAsync(m);", "access_token \"mcp?access_token=x\"")]
    [InlineData("var m = new HttpRequestMessage { RequestUri = new(\"mcp?access_token=x\") }; await _http.SendAsync(m);", "")]
    [InlineData("var m = new HttpRequestMessage { RequestUri = new(\"mcp?access_token=x\"), Headers = { { \"Mcp-Session-Id\", \"x\" } } };", "")]
    [InlineData("await _http.SendAsync(new HttpRequestMessage(HttpMethod.Post, \"mcp?access_token=x\"));", "")]
    [InlineData("await _http.SendAsync(new HttpRequestMessage(HttpMethod.Post, \"mcp?access_token=x\") { Content = new StringContent(\"{\\\"jsonrpc\\\":\\\"2.0\\\"}\") });", "access_token \"mcp?access_token=x\"")]
    [InlineData("await _http.PostAsJsonAsync(\"mcp?access_token=x\", new { jsonrpc = \"2.0\" });", "access_token \"mcp?access_token=x\"")]
    [InlineData("await _http.PostAsJsonAsync(\"mcp?access_token=x\", new { a = 1 });", "")]
    public async Task Endpoint_IsOfARequestOfMcpOrOfATransport(string statements, string found) => Assert.Equal(found, await Found(statements));
}
