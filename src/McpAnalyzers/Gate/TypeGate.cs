using System.Collections.Concurrent;
using McpAnalyzers.Configuration;
using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Gate;

/// <summary>Does this compilation, this type have to do with MCP transport? Whatever does not costs nothing more.</summary>
internal sealed class TypeGate
{
    private static readonly string[] SdkNames = ["ModelContextProtocol", "HttpClientTransport", "HttpClientTransportOptions", "HttpClientCompletionDetails", "ResilientHttpClientTransport", "ResilientHttpClientTransportOptions"];

    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _mayMatter = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _namesHeader = new(SymbolEqualityComparer.Default);
    private readonly AskedOnce<HeaderReach> _reach;
    private readonly AskedOnce<bool> _constantsAreElsewhere;
    private readonly AskedOnce<bool> _namesProtocolVersion;
    private readonly AskedOnce<bool> _mayNoticeSessionLoss;
    private readonly Compilation _compilation;
    private readonly bool _referencesSdk;

    private TypeGate(Compilation compilation, OwnNames names, HeaderNames headerNames, bool referencesSdk)
    {
        Names = names;
        HeaderNames = headerNames;
        _compilation = compilation;
        _referencesSdk = referencesSdk;
        IsTestProject = TestProject.Is(compilation);
        _reach = new(cancellationToken => HeaderReach.In(compilation, headerNames, cancellationToken));
        _constantsAreElsewhere = new(cancellationToken => ReferencedConstants.NameHeaderIn(compilation, cancellationToken));
        _namesProtocolVersion = new(cancellationToken => ProtocolVersionMention.IsIn(compilation, cancellationToken));
        _mayNoticeSessionLoss = new(cancellationToken => SessionLossMention.IsIn(compilation, cancellationToken));
    }

    /// <summary>What the users of the compilation have named.</summary>
    public OwnNames Names { get; }

    /// <summary>Which texts name a header.</summary>
    public HeaderNames HeaderNames { get; }

    /// <summary>Does the compilation reference a test framework?</summary>
    public bool IsTestProject { get; }

    /// <summary>Does any code of the compilation name MCP-Protocol-Version?</summary>
    public bool NamesProtocolVersion(CancellationToken cancellationToken) => _namesProtocolVersion.Get(cancellationToken);

    /// <summary>May any code of the compilation notice that a client of the SDK has lost its session?</summary>
    public bool MayNoticeSessionLoss(CancellationToken cancellationToken) => _mayNoticeSessionLoss.Get(cancellationToken);

    /// <summary>Null when nothing in the compilation mentions MCP: then nothing is analysed.</summary>
    public static TypeGate? Open(Compilation compilation, CancellationToken cancellationToken) => Open(compilation, OwnNames.None, cancellationToken);

    /// <summary>Null when nothing in the compilation mentions MCP, or a header that its users have named: then nothing is analysed.</summary>
    public static TypeGate? Open(Compilation compilation, OwnNames names, CancellationToken cancellationToken)
    {
        var headerNames = new HeaderNames(names.SessionHeaders);
        var referencesSdk = compilation.ReferencedAssemblyNames.Any(a => SdkSymbols.IsSdk(a.Name));
        return referencesSdk || compilation.SyntaxTrees.Any(t => headerNames.MayBeIn(t, cancellationToken))
            ? new(compilation, names, headerNames, referencesSdk)
            : null;
    }

    /// <summary>By its text alone: can the outermost type be in scope? Costs no binding.</summary>
    public bool MayMatter(INamedTypeSymbol outermost, CancellationToken cancellationToken) =>
        _mayMatter.TryGetValue(outermost, out var known) ? known : _mayMatter.GetOrAdd(outermost, type => MentionsMcp(type, cancellationToken) || TypeBodies.BaseTypesInSource(type).Any(b => MentionsMcp(b, cancellationToken)));

    /// <summary>Does the type's own text hold a header's name as a literal of its own, or a constant with that value?</summary>
    public bool NamesHeader(INamedTypeSymbol type, CancellationToken cancellationToken) => _namesHeader.GetOrAdd(type, t =>
        (SymbolEqualityComparer.Default.Equals(t.ContainingAssembly, _compilation.Assembly) && t.DeclaringSyntaxReferences.Any(r => HeaderNames.LiteralsIn(r.SyntaxTree, cancellationToken).Any(l => r.Span.Contains(l.Position) && !l.IsPiece && HeaderNames.Find(l.Text) != McpHeader.None)))
        || (!IsOfFramework(t) && t.GetMembers().Any(m => m is IFieldSymbol { HasConstantValue: true, ConstantValue: string text } && HeaderNames.Find(text) != McpHeader.None)));

    /// <summary>By its text alone: may its code take a header's name from a constant that another type declares?</summary>
    public bool MayTakeHeader(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, _compilation.Assembly)
        && type.DeclaringSyntaxReferences.Any(r => _constantsAreElsewhere.Get(cancellationToken) || _reach.Get(cancellationToken).MayTakeConstantsIn(r.SyntaxTree, cancellationToken));

    /// <summary>The types that code uses most have the most members, and none of them knows of MCP.</summary>
    private static bool IsOfFramework(INamedTypeSymbol type)
    {
        var space = type.ContainingNamespace;
        while (space is { IsGlobalNamespace: false, ContainingNamespace: { IsGlobalNamespace: false } outer })
        {
            space = outer;
        }

        return space?.Name == "System" && type.DeclaringSyntaxReferences.IsEmpty;
    }

    private bool MentionsMcp(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (MentionsMcp(reference.SyntaxTree, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    private bool MentionsMcp(SyntaxTree tree, CancellationToken cancellationToken) =>
        HeaderNames.MayBeginIn(tree, cancellationToken)
        || (HeaderNames.MayBeIn(tree, cancellationToken) && (_referencesSdk || _constantsAreElsewhere.Get(cancellationToken)))
        || (_referencesSdk && SdkNames.Any(n => TreeMentions.Of(tree, cancellationToken).MayUse(n, cancellationToken)))
        || _reach.Get(cancellationToken).MayBeUsedIn(tree, cancellationToken);
}
