using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace McpAnalyzers.Configuration;

/// <summary>The names that the users of a compilation have given a meaning by options.</summary>
/// <param name="SessionHeaders">Headers that count as Mcp-Session-Id.</param>
/// <param name="ResetMethods">Methods that drop the session id out of sight.</param>
/// <param name="ExpiryReactions">What is called so takes a status for the loss of the session.</param>
internal sealed record OwnNames(ImmutableArray<string> SessionHeaders, ImmutableArray<string> ResetMethods, ImmutableArray<string> ExpiryReactions)
{
    public static readonly OwnNames None = new([], [], []);

    /// <summary>
    /// What is set for any file of the compilation. What one file calls is declared in another: a name counts for all files together.
    /// </summary>
    public static OwnNames In(Compilation compilation, AnalyzerOptions options)
    {
        var provider = options.AnalyzerConfigOptionsProvider;
        var names = None.With(provider.GlobalOptions);

        // Neighbouring files, for which the same is set, share one object.
        AnalyzerConfigOptions? last = null;
        foreach (var tree in compilation.SyntaxTrees)
        {
            var ofTree = provider.GetOptions(tree);
            if (!ReferenceEquals(ofTree, last))
            {
                names = names.With(ofTree);
                last = ofTree;
            }
        }

        return names;
    }

    private OwnNames With(AnalyzerConfigOptions options)
    {
        var headers = Add(McpOptions.AdditionalSessionHeaders, SessionHeaders, options);
        var methods = Add(McpOptions.SessionResetMethods, ResetMethods, options);
        var reactions = Add(McpOptions.ExpiryReactionNames, ExpiryReactions, options);
        return headers == SessionHeaders && methods == ResetMethods && reactions == ExpiryReactions ? this : new(headers, methods, reactions);
    }

    private static ImmutableArray<string> Add(NamesOption option, ImmutableArray<string> names, AnalyzerConfigOptions options)
    {
        foreach (var name in option.In(options))
        {
            if (!names.Contains(name))
            {
                names = names.Add(name);
            }
        }

        return names;
    }
}
