using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Request.HeaderNameComparedCaseSensitively, McpAnalyzers.CodeFixes.Request.HeaderNameComparedCaseSensitivelyFix>;

namespace McpAnalyzers.Tests.Fixes.Request;

public class HeaderNameComparedCaseSensitivelyFixTests
{
    private static string Read(string statements, string usings = "using System;") => $$"""
        {{usings}}
        using System.Collections.Generic;
        using System.Linq;
        using System.Net.Http;

        class Client
        {
            private const string Header = "Mcp-Session-Id";

            public void Read(HttpResponseMessage response, string name)
            {
                {{statements}}
            }
        }
        """;

    [Theory]
    [InlineData("if ({|MCPT3005:name == Header|}) { }", "if (string.Equals(name, Header, StringComparison.OrdinalIgnoreCase)) { }")]
    [InlineData("if ({|MCPT3005:\"mcp-session-id\" != name|}) { }", "if (!string.Equals(\"mcp-session-id\", name, StringComparison.OrdinalIgnoreCase)) { }")]
    [InlineData("if (name.Length > 0 && {|MCPT3005:name is Header|}) { }", "if (name.Length > 0 && string.Equals(name, Header, StringComparison.OrdinalIgnoreCase)) { }")]
    [InlineData("if ({|MCPT3005:name is not Header|}) { }", "if (!string.Equals(name, Header, StringComparison.OrdinalIgnoreCase)) { }")]
    [InlineData("if ({|MCPT3005:name.Equals(Header)|}) { }", "if (name.Equals(Header, StringComparison.OrdinalIgnoreCase)) { }")]
    [InlineData("if ({|MCPT3005:string.Equals(name, Header)|}) { }", "if (string.Equals(name, Header, StringComparison.OrdinalIgnoreCase)) { }")]
    [InlineData("if ({|MCPT3005:name.Equals(Header, StringComparison.Ordinal)|}) { }", "if (name.Equals(Header, StringComparison.OrdinalIgnoreCase)) { }")]
    [InlineData("if ({|MCPT3005:StringComparer.Ordinal.Equals(name, Header)|}) { }", "if (StringComparer.OrdinalIgnoreCase.Equals(name, Header)) { }")]
    [InlineData("_ = response.Headers.First(h => {|MCPT3005:h.Key == Header|});", "_ = response.Headers.First(h => string.Equals(h.Key, Header, StringComparison.OrdinalIgnoreCase));")]
    [InlineData("_ = {|MCPT3005:response.Headers.ToDictionary(h => h.Key)|}[Header];", "_ = response.Headers.ToDictionary(h => h.Key, StringComparer.OrdinalIgnoreCase)[Header];")]
    [InlineData(
        "var d = {|MCPT3005:new Dictionary<string, object>()|}; foreach (var h in response.Headers) d[h.Key] = h; _ = d[Header];",
        "var d = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase); foreach (var h in response.Headers) d[h.Key] = h; _ = d[Header];")]
    [InlineData(
        "var d = {|MCPT3005:new Dictionary<string, object> { [\"Accept\"] = \"*/*\" }|}; foreach (var h in response.Headers) d[h.Key] = h; _ = d[Header];",
        "var d = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase) { [\"Accept\"] = \"*/*\" }; foreach (var h in response.Headers) d[h.Key] = h; _ = d[Header];")]
    [InlineData(
        "Dictionary<string, object> d = {|MCPT3005:new()|}; foreach (var h in response.Headers) d[h.Key] = h; _ = d[Header];",
        "Dictionary<string, object> d = new(StringComparer.OrdinalIgnoreCase); foreach (var h in response.Headers) d[h.Key] = h; _ = d[Header];")]
    [InlineData(
        "var d = {|MCPT3005:new Dictionary<string, object>(StringComparer.Ordinal)|}; foreach (var h in response.Headers) d[h.Key] = h; _ = d[Header];",
        "var d = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase); foreach (var h in response.Headers) d[h.Key] = h; _ = d[Header];")]
    public Task Comparison_IgnoresCaseAfterwards(string wrong, string right) => Verify.CodeFix(Read(wrong), Read(right));

    [Fact]
    public Task WithoutTheUsing_NamesAreWrittenInFull() => Verify.CodeFix(
        Read("if ({|MCPT3005:name == Header|}) { }", "// no using"),
        Read("if (string.Equals(name, Header, System.StringComparison.OrdinalIgnoreCase)) { }", "// no using"));

    [Theory]
    [InlineData("switch ({|MCPT3005:name|}) { case Header: break; }")]
    [InlineData("if ({|MCPT3005:name /* of the header */ == Header|}) { }")]
    [InlineData("if ({|MCPT3005:name is Header or null|}) { }")]
    [InlineData("if ({|MCPT3005:Equals(name, Header)|}) { }")]
    public Task WhatOnlyTheAuthorCanRewrite_OffersNothing(string statements) => Verify.NoCodeFix(Read(statements));
}
