using System.Collections.Concurrent;
using McpAnalyzers.Configuration;
using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpAnalyzers.Gate;

/// <summary>Does this compilation, this type have to do with MCP transport? Whatever does not costs nothing more.</summary>
internal sealed class TypeGate
{
    private static readonly string[] SdkNames = ["ModelContextProtocol", "HttpClientTransport", "HttpClientTransportOptions", "HttpClientCompletionDetails", "ResilientHttpClientTransport", "ResilientHttpClientTransportOptions"];

    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _mayMatter = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _namesHeader = new(SymbolEqualityComparer.Default);
    private readonly Lazy<HashSet<string>> _headerUsers;
    private readonly Lazy<bool> _namesProtocolVersion;
    private readonly Lazy<bool> _mayNoticeSessionLoss;
    private readonly Compilation _compilation;
    private readonly bool _referencesSdk;

    private TypeGate(Compilation compilation, OwnNames names, HeaderNames headerNames, bool referencesSdk, CancellationToken cancellationToken)
    {
        Names = names;
        HeaderNames = headerNames;
        _compilation = compilation;
        _referencesSdk = referencesSdk;
        IsTestProject = TestProject.Is(compilation);
        _headerUsers = new(() => NamesDeclaredBesideHeaders(cancellationToken));
        _namesProtocolVersion = new(() => ProtocolVersionMention.IsIn(compilation, cancellationToken));
        _mayNoticeSessionLoss = new(() => SessionLossMention.IsIn(compilation, cancellationToken));
    }

    /// <summary>What the users of the compilation have named.</summary>
    public OwnNames Names { get; }

    /// <summary>Which texts name a header.</summary>
    public HeaderNames HeaderNames { get; }

    /// <summary>Does the compilation reference a test framework?</summary>
    public bool IsTestProject { get; }

    /// <summary>Does any code of the compilation name MCP-Protocol-Version?</summary>
    public bool NamesProtocolVersion => _namesProtocolVersion.Value;

    /// <summary>May any code of the compilation notice that a client of the SDK has lost its session?</summary>
    public bool MayNoticeSessionLoss => _mayNoticeSessionLoss.Value;

    /// <summary>Null when nothing in the compilation mentions MCP: then nothing is analysed.</summary>
    public static TypeGate? Open(Compilation compilation, CancellationToken cancellationToken) => Open(compilation, OwnNames.None, cancellationToken);

    /// <summary>Null when nothing in the compilation mentions MCP, or a header that its users have named: then nothing is analysed.</summary>
    public static TypeGate? Open(Compilation compilation, OwnNames names, CancellationToken cancellationToken)
    {
        var headerNames = new HeaderNames(names.SessionHeaders);
        var referencesSdk = compilation.ReferencedAssemblyNames.Any(a =>
            a.Name.StartsWith("ModelContextProtocol", StringComparison.Ordinal) || a.Name == "McpTransport");
        return referencesSdk || compilation.SyntaxTrees.Any(t => headerNames.MayBeIn(t, cancellationToken))
            ? new(compilation, names, headerNames, referencesSdk, cancellationToken)
            : null;
    }

    /// <summary>By its text alone: can the outermost type be in scope? Costs no binding.</summary>
    public bool MayMatter(INamedTypeSymbol outermost, CancellationToken cancellationToken) =>
        _mayMatter.TryGetValue(outermost, out var known) ? known : _mayMatter.GetOrAdd(outermost, type => MentionsMcp(type, cancellationToken) || TypeBodies.BaseTypesInSource(type).Any(b => MentionsMcp(b, cancellationToken)));

    /// <summary>Does the type's own text hold a header's name as a literal of its own, or a constant with that value?</summary>
    public bool NamesHeader(INamedTypeSymbol type, CancellationToken cancellationToken) => _namesHeader.GetOrAdd(type, t =>
        (SymbolEqualityComparer.Default.Equals(t.ContainingAssembly, _compilation.Assembly) && t.DeclaringSyntaxReferences.Any(r => HeaderNames.MayBeLiteralIn(r.SyntaxTree, cancellationToken) && NamesHeader(r.GetSyntax(cancellationToken))))
        || (!IsOfFramework(t) && t.GetMembers().Any(m => m is IFieldSymbol { HasConstantValue: true, ConstantValue: string text } && HeaderNames.Find(text) != McpHeader.None)));

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
            var mentions = TreeMentions.Of(reference.SyntaxTree, cancellationToken);
            if (HeaderNames.MayBeIn(reference.SyntaxTree, cancellationToken)
                || (_referencesSdk && SdkNames.Any(n => mentions.MayUse(n, cancellationToken)))
                || _headerUsers.Value.Any(n => mentions.MayUse(n, cancellationToken)))
            {
                return true;
            }
        }

        return false;
    }

    private bool NamesHeader(SyntaxNode declaration) =>
        declaration.DescendantTokens().Any(t => t.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken && HeaderNames.Find(t.ValueText) != McpHeader.None);

    /// <summary>
    /// Through which names code that does not mention MCP can use code that names a header: its types and extension methods, and those that
    /// take the name from a static class of constants.
    /// </summary>
    private HashSet<string> NamesDeclaredBesideHeaders(CancellationToken cancellationToken)
    {
        var names = new HashSet<string>();
        var holders = new HashSet<string>();
        foreach (var tree in _compilation.SyntaxTrees)
        {
            foreach (var type in HeaderNames.MayBeLiteralIn(tree, cancellationToken) ? TypesIn(tree, cancellationToken).Where(NamesHeader) : [])
            {
                AddNames(type, names);
                if (IsStatic(type))
                {
                    holders.Add(type.Identifier.ValueText);
                }
            }
        }

        foreach (var tree in holders.Count == 0 ? [] : _compilation.SyntaxTrees)
        {
            if (holders.Any(holder => TreeMentions.Of(tree, cancellationToken).MayUse(holder, cancellationToken)))
            {
                foreach (var type in TypesIn(tree, cancellationToken).Where(t => t.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && holders.Contains(token.ValueText))))
                {
                    AddNames(type, names);
                }
            }
        }

        return names;
    }

    private static IEnumerable<TypeDeclarationSyntax> TypesIn(SyntaxTree tree, CancellationToken cancellationToken) =>
        tree.GetRoot(cancellationToken).DescendantNodes(n => n is not (StatementSyntax or ExpressionSyntax)).OfType<TypeDeclarationSyntax>();

    private static bool IsStatic(TypeDeclarationSyntax type) => type.Modifiers.Any(SyntaxKind.StaticKeyword);

    private static void AddNames(TypeDeclarationSyntax type, HashSet<string> names)
    {
        names.Add(type.Identifier.ValueText);
        foreach (var method in type.Members.OfType<MethodDeclarationSyntax>())
        {
            if (method.ParameterList.Parameters.FirstOrDefault()?.Modifiers.Any(SyntaxKind.ThisKeyword) == true)
            {
                names.Add(method.Identifier.ValueText);
            }
        }
    }
}
