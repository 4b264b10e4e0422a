namespace McpAnalyzers.Tool;

/// <summary>What went wrong in a run, each a sentence for the user. In the order in which it is shown, whichever thread met it.</summary>
internal sealed class Problems
{
    private readonly Lock _lock = new();
    private readonly SortedSet<string> _sentences = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _notes = new(StringComparer.Ordinal);

    /// <summary>Not everything that was asked for could be done: exit code 2.</summary>
    public void Add(string sentence)
    {
        lock (_lock)
        {
            _sentences.Add(sentence);
        }
    }

    /// <summary>Something that a user should know and that makes nothing wrong.</summary>
    public void AddNote(string sentence)
    {
        lock (_lock)
        {
            _notes.Add(sentence);
        }
    }

    public IReadOnlyCollection<string> Sentences => _sentences;

    public IReadOnlyCollection<string> Notes => _notes;

    public bool Any => _sentences.Count > 0;

    /// <summary>The reason alone, without the path that the sentence already names, and with no full stop.</summary>
    public static string Reason(Exception exception)
        => exception switch
        {
            UnauthorizedAccessException => "access is denied",
            FileNotFoundException or DirectoryNotFoundException => "it is not there",
            _ => exception.Message.ReplaceLineEndings(" ").TrimEnd('.', ' '),
        };
}
