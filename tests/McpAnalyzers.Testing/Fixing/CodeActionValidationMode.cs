namespace Microsoft.CodeAnalysis.Testing;

/// <summary>How the syntax tree that a fix makes is compared with the one that its text parses to.</summary>
public enum CodeActionValidationMode
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>Nodes and tokens, trivia apart.</summary>
    SemanticStructure = 1,

    /// <summary>Nodes, tokens and trivia.</summary>
    Full = 2,
}
