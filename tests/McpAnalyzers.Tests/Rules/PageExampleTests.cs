using System.Text.RegularExpressions;
using McpAnalyzers.Tests.Documentation;

namespace McpAnalyzers.Tests.Rules;

/// <summary>The mistakes that the pages of the rules show, in other surroundings.</summary>
public class PageExampleTests
{
    /// <summary>What is wrong in every revision, and what is wrong in those without sessions alone.</summary>
    private static readonly HashSet<string> InEveryRevision = ["MCPT3001", "MCPT3002", "MCPT3004", "MCPT3005", "MCPT3006", "MCPT3007", "MCPT3008", "MCPT4002", "MCPT4003", "MCPT4007", "MCPT5001"];

    /// <summary>What is reported in a type that uses the SDK, whatever headers it names.</summary>
    private static readonly HashSet<string> WithoutAHeader = ["MCPT4002", "MCPT4003", "MCPT4007", "MCPT5002"];

    public static TheoryData<string> Ids => [.. McpTransportAnalyzer.Rules.Select(rule => rule.Descriptor.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task CodeThatSpeaksRevisionsWithoutSessionsAlone_GetsNoRuleAboutSessions(string id)
    {
        foreach (var example in ExamplesOf(id))
        {
            Assert.Contains(id, await ReportedIn(example, "private static string[] Revisions => [\"2025-11-25\", \"2026-07-28\"];"));
            Assert.Equal(InEveryRevision.Contains(id), (await ReportedIn(example, "private static string[] Revisions => [\"2026-07-28\"];")).Contains(id));
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task CodeBesideTheSdkThatNamesNoHeader_GetsNoRuleAboutHeaders(string id)
    {
        foreach (var example in ExamplesOf(id))
        {
            var other = Regex.Replace(example, "\"(MCP-Protocol-Version|Mcp-)", "\"X-Other-", RegexOptions.IgnoreCase);
            var reported = await ReportedIn(other, "private static readonly ModelContextProtocol.Client.HttpClientTransportOptions Sdk = new() { Endpoint = new Uri(\"http://localhost/other\") };");
            Assert.Equal(WithoutAHeader.Contains(id) ? [id] : [], reported);
        }
    }

    /// <summary>The examples, with a version of their own that is no date, so that they name no revision.</summary>
    private static List<string> ExamplesOf(string id) =>
        [.. RulePage.Of(id).Examples("Wrong").Select(example => Regex.Replace(example.Code, "\"2025-\\d\\d-\\d\\d\"", "\"upcoming\""))];

    /// <summary>With the member in every class.</summary>
    private static async Task<IEnumerable<string>> ReportedIn(string example, string member)
    {
        var code = Regex.Replace(example, "^\\{$", $"{{\n    {member}", RegexOptions.Multiline);
        return (await SourceAnalysis.DiagnosticsOf([("/Example.cs", code)])).Select(d => d.Id);
    }
}
