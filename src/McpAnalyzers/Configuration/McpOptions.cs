using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp;

namespace McpAnalyzers.Configuration;

/// <summary>Every option of ours. docs/configuration.md tells users about each.</summary>
internal static class McpOptions
{
    public const string Prefix = "mcp_analyzers.";

    /// <summary>Do the rules that are <see cref="SilentInTestProjects"/> look at them?</summary>
    public static readonly BooleanOption AnalyzeTestProjects = new("analyze_test_projects", defaultValue: false);

    /// <summary>
    /// What is silent in test projects: whole categories, and single rules. Tests have servers that answer wrongly and requests that lack something on
    /// purpose, and they know the server that answers them: where it gives no session id, or no stream that ends, the test is to fail.
    /// </summary>
    public static readonly ImmutableHashSet<string> SilentInTestProjects =
        ImmutableHashSet.Create(Descriptors.Categories.Server, Descriptors.Categories.Request, "MCPT1006", "MCPT2004", "MCPT2007");

    /// <summary>Headers that count as Mcp-Session-Id.</summary>
    public static readonly NamesOption AdditionalSessionHeaders = new("additional_session_headers", "names of HTTP headers, separated by commas", IsHeaderName);

    /// <summary>Methods whose code is out of sight and that drop the session id.</summary>
    public static readonly NamesOption SessionResetMethods = new("session_reset_methods", "names of methods, separated by commas", SyntaxFacts.IsValidIdentifier);

    /// <summary>What is called so takes a status for the loss of the session, although its name does not say so.</summary>
    public static readonly NamesOption ExpiryReactionNames = new("expiry_reaction_names", "names of methods, types, events or flags, separated by commas", SyntaxFacts.IsValidIdentifier);

    public static readonly ImmutableArray<IOption> All = [AnalyzeTestProjects, AdditionalSessionHeaders, SessionResetMethods, ExpiryReactionNames];

    /// <summary>A token of RFC 9110, section 5.6.2.</summary>
    private static bool IsHeaderName(string text) => text.All(c => c is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') || "!#$%&'*+-.^_`|~".IndexOf(c) >= 0);
}
