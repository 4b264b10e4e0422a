namespace McpAnalyzers;

/// <summary>The catalogue: one field a rule, whose name bears the id; one file a group.</summary>
internal static partial class Descriptors
{
    private const string HelpBase = "https://github.com/McpAnalyzers/McpAnalyzers/blob/main/docs/rules/";

    /// <summary>The thousands digit of an id, the folder of its rule, and the category that users see.</summary>
    private static class Categories
    {
        public const string Configuration = "McpConfiguration";
        public const string Session = "McpSession";
        public const string EventStream = "McpEventStream";
        public const string Request = "McpRequest";
        public const string Server = "McpServer";
    }
}
