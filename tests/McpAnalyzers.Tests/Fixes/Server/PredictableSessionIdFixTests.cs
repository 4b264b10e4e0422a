using Microsoft.CodeAnalysis.Testing;
using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Server.PredictableSessionId, McpAnalyzers.CodeFixes.Server.PredictableSessionIdFix>;

namespace McpAnalyzers.Tests.Fixes.Server;

public class PredictableSessionIdFixTests
{
    private static string Server(string id, string usings = "using System.Security.Cryptography;\n") => $$"""
        using System;
        using System.Net.Http;
        {{usings}}
        public sealed class Server
        {
            private int _last;

            public void Initialize(HttpResponseMessage response)
            {
                // One for each session.
                var id = {{id}};
                response.Headers.Add("Mcp-Session-Id", id);
            }
        }
        """;

    private static Task Fix(string id, string fixedId, ReferenceAssemblies framework, string usings = "using System.Security.Cryptography;\n") =>
        Verify.CodeFix([Server($"{{|MCPT4004:{id}|}}", usings)], [Server(fixedId, usings)], test => test.ReferenceAssemblies = framework);

    [Theory]
    [InlineData("(++_last).ToString()")]
    [InlineData("$\"session-{++_last}\"")]
    [InlineData("DateTime.UtcNow.Ticks.ToString()")]
    [InlineData("\"mcp \" + Guid.NewGuid()")]
    public Task Net8_UsesGetHexString(string id) => Fix(id, "RandomNumberGenerator.GetHexString(32)", ReferenceAssemblies.Net.Net80);

    [Fact]
    public Task WithoutUsing_TheNameIsWrittenInFull() => Fix(
        "(++_last).ToString()", "System.Security.Cryptography.RandomNumberGenerator.GetHexString(32)", ReferenceAssemblies.Net.Net80, usings: "");

    private const string Bytes = "namespace System.Security.Cryptography { public abstract class RandomNumberGenerator { public static byte[] GetBytes(int count) => new byte[count]; } }";

    private const string Hex = "namespace System { public static class Convert { public static string ToHexString(byte[] bytes) => bytes.ToString(); } }";

    private const string Hidden = "namespace System.Security.Cryptography { public abstract class RandomNumberGenerator { public static string GetHexString() => \"\"; private static string GetHexString(int length) => \"\"; } }";

    // What came in steps: random bytes and their text with .NET 5 and 6, both at once with .NET 8.
    [Theory]
    [InlineData(Bytes, Hex, "Convert.ToHexString(RandomNumberGenerator.GetBytes(16))")]
    [InlineData(Bytes, "", "Guid.NewGuid().ToString(\"N\")")]
    [InlineData("", Hex, "Guid.NewGuid().ToString(\"N\")")]
    [InlineData(Hidden, Hex, "Guid.NewGuid().ToString(\"N\")")]
    public Task FrameworkInBetween_UsesWhatItHas(string bytes, string hex, string fixedId) => Verify.CodeFix(
        [Server("{|MCPT4004:(++_last).ToString()|}"), bytes, hex], [Server(fixedId), bytes, hex], test => test.ReferenceAssemblies = ReferenceAssemblies.NetStandard.NetStandard20);

    [Fact]
    public Task NetStandard_UsesAGuid() => Fix("(++_last).ToString()", "Guid.NewGuid().ToString(\"N\")", ReferenceAssemblies.NetStandard.NetStandard20);

    [Fact]
    public Task Constant_OffersNothing() => Verify.NoCodeFix(Server("{|MCPT4004:\"the-session\"|}"));

    [Fact]
    public Task IdOfAnotherType_OffersNothing() => Verify.NoCodeFix(
        Server("{|MCPT4004:Ids.Next()|}") + "\ninternal static class Ids { private static int s_last; public static string Next() => (++s_last).ToString(); }");
}
