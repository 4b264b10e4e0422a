namespace McpAnalyzers.Tool.Reports;

/// <summary>The formats of the report on the standard output, by the words that choose them.</summary>
internal static class ReportFormats
{
    public const string Text = "text";

    public static readonly string[] Words = [Text, "json", "github", "markdown"];

    public static IReportWriter Writer(string word, Terminal terminal, RepositoryPaths paths)
        => word switch
        {
            "json" => new JsonReport(terminal),
            "github" => new GitHubReport(terminal, paths),
            "markdown" => new MarkdownReport(terminal),
            _ => new TextReport(terminal),
        };
}
