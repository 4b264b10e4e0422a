using System.Reflection;
using System.Text.RegularExpressions;

namespace McpTransport.Tests;

/// <summary>docs/transport.md and the code do not drift apart.</summary>
public partial class DocumentationTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Root(), "docs", "transport.md"));

    [Fact]
    public void Every_row_of_the_comparison_names_a_test_that_there_is()
    {
        var tests = typeof(DocumentationTests).Assembly.GetTypes();
        var rows = Page[Page.IndexOf("## Beside the official transport", StringComparison.Ordinal)..].Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal));
        var named = TestName().Matches(string.Join('\n', rows));

        Assert.True(named.Count > 10);
        Assert.All(named, match =>
        {
            var type = Assert.Single(tests, type => type.Name == match.Groups[1].Value);
            Assert.True(match.Groups[2].Length == 0 || type.GetMethod(match.Groups[2].Value) is not null, match.Value);
        });
    }

    [Fact]
    public void Every_option_event_exception_and_state_is_described()
    {
        var names = typeof(ResilientHttpClientTransportOptions).GetProperties().Select(property => property.Name)
            .Concat(typeof(ResilientHttpClientTransport).GetEvents().Select(raised => raised.Name))
            .Concat(typeof(McpTransportException).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(McpTransportException))).Select(type => type.Name))
            .Concat(Enum.GetNames<TransportState>());

        Assert.All(names, name => Assert.Contains(name, Page, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_instrument_is_described()
    {
        var instruments = typeof(Telemetry).GetFields(BindingFlags.Static | BindingFlags.Public)
            .Select(field => field.GetValue(null)).OfType<System.Diagnostics.Metrics.Instrument>().Select(instrument => instrument.Name).ToArray();

        Assert.NotEmpty(instruments);
        Assert.All(instruments, name => Assert.Contains($"`{name}`", Page, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_file_that_is_linked_or_named_is_there()
    {
        var linked = FileLink().Matches(Page).Select(match => Path.Combine(Root(), "docs", match.Groups[1].Value));
        var named = FileName().Matches(Page).Select(match => Path.Combine(Root(), "src", "McpTransport", match.Groups[1].Value));

        Assert.All([.. linked, .. named], path => Assert.True(Path.Exists(path), path));
    }

    private static string Root()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "McpAnalyzers.sln")))
        {
            directory = Path.GetDirectoryName(directory.TrimEnd(Path.DirectorySeparatorChar))!;
        }

        return directory;
    }

    [GeneratedRegex(@"`(\w+Tests)(?:\.(\w+))?`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"\]\((\.\./[^)]+)\)")]
    private static partial Regex FileLink();

    [GeneratedRegex(@"`(\w+/\w+\.cs)`")]
    private static partial Regex FileName();
}
