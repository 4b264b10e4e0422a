namespace McpAnalyzers.Tool.Reports;

/// <summary>Says what a run came to, in one format.</summary>
internal interface IReportWriter
{
    void Write(Report report);
}
