using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Gate;

/// <summary>
/// By which names can code of a compilation come to what names a header? A file whose text has none of them cannot use any of it, and need not be
/// bound to know that. They are the names of the types that name one, of those that take it from their constants and of those derived from them; and, as
/// code may be handed an object without writing its type, those of the members that have such a type in their signature.
/// </summary>
internal sealed class HeaderReach
{
    // "Mcp-": what is shorter and begins a header's name is a word like others, but for a constant.
    private const int ShortestBeginning = 4, ShortestConstant = 3;

    private readonly Compilation _compilation;
    private readonly CancellationToken _cancellationToken;
    private readonly WordSet _names = new();
    private readonly HashSet<string> _types = [];

    // Those of the types that have constants for others.
    private readonly HashSet<string> _holders = [];
    private readonly WordSet _holderNames = new();

    private HeaderReach(Compilation compilation, CancellationToken cancellationToken)
    {
        _compilation = compilation;
        _cancellationToken = cancellationToken;
    }

    /// <summary>By the texts and the syntax of a compilation.</summary>
    public static HeaderReach In(Compilation compilation, HeaderNames headers, CancellationToken cancellationToken)
    {
        var reach = new HeaderReach(compilation, cancellationToken);
        foreach (var tree in compilation.SyntaxTrees)
        {
            var literals = headers.LiteralsIn(tree, cancellationToken).Where(l => NamesOrBegins(headers, l)).ToList();
            foreach (var type in literals is [] ? [] : TreeDeclarations.Of(tree, cancellationToken).Types.Where(t => literals.Exists(l => t.Contains(l.Position))))
            {
                reach.AddType(type);
            }
        }

        reach.AddWhatUsesTypes();
        return reach;
    }

    /// <summary>False when the tree certainly uses nothing that names a header.</summary>
    public bool MayBeUsedIn(SyntaxTree tree, CancellationToken cancellationToken) =>
        !_names.IsEmpty && TreeMentions.Of(tree, cancellationToken).MayUseAny(_names, cancellationToken);

    /// <summary>False when the tree certainly takes no constant from what names a header.</summary>
    public bool MayTakeConstantsIn(SyntaxTree tree, CancellationToken cancellationToken) =>
        !_holderNames.IsEmpty && TreeMentions.Of(tree, cancellationToken).MayUseAny(_holderNames, cancellationToken);

    private static bool NamesOrBegins(HeaderNames headers, Literal literal) =>
        headers.Find(literal.Text) != McpHeader.None || (literal.Text.Length >= (literal.IsConstant ? ShortestConstant : ShortestBeginning) && McpHeaders.AnyBeginsWith(literal.Text));

    /// <summary>Until nothing more is found: a type that is derived from another has users of its own, and so has a constant that is made of others.</summary>
    private void AddWhatUsesTypes()
    {
        for (HashSet<string> open = [.. _types]; open.Count > 0;)
        {
            HashSet<string> before = [.. _types];
            foreach (var tree in TreesWith(open))
            {
                var declarations = TreeDeclarations.Of(tree, _cancellationToken);
                foreach (var import in declarations.Imports.Where(i => open.Overlaps(i.Imported)))
                {
                    AddImport(import, declarations);
                }

                foreach (var type in declarations.Types)
                {
                    if (_holders.Count > 0 && _holders.Overlaps(type.Words(_cancellationToken)))
                    {
                        AddType(type);
                    }
                    else if (open.Overlaps(type.Bases))
                    {
                        AddTypeName(type.Name);
                    }
                }

                foreach (var member in declarations.Members.Where(m => open.Overlaps(m.Signature)))
                {
                    AddMember(member);
                }
            }

            open = [.. _types.Except(before)];
        }
    }

    /// <summary>The names by which a type is used, and whether others take constants from it.</summary>
    private void AddType(DeclaredType type)
    {
        foreach (var name in type.Names)
        {
            AddTypeName(name);
        }

        AddNames(type.Extensions);
        if (type.HasConstants)
        {
            AddHolder(type.Name);
        }
    }

    private void AddTypeName(string name)
    {
        _types.Add(name);
        _names.Add(name);
    }

    private void AddHolder(string name)
    {
        _holders.Add(name);
        _holderNames.Add(name);
    }

    /// <summary>A member hands out what is in its signature. A delegate does so as a type.</summary>
    private void AddMember(DeclaredMember member)
    {
        if (member.IsDelegate)
        {
            AddTypeName(member.Names[0]);
        }
        else
        {
            AddNames(member.Names);
        }
    }

    /// <summary>A using gives a type another name, or lets its members go by their own, in its file or in all.</summary>
    private void AddImport(Import import, TreeDeclarations declarations)
    {
        if (import.Alias is { } alias)
        {
            AddOtherName(alias, import);
        }
        else if (import.IsGlobal)
        {
            foreach (var name in TreesWith(import.Imported).SelectMany(t => TreeDeclarations.Of(t, _cancellationToken).Members).Where(m => import.Imported.Contains(m.Type)).SelectMany(m => m.Names))
            {
                AddOtherName(name, import);
            }
        }
        else if (_holders.Overlaps(import.Imported))
        {
            foreach (var type in declarations.Types)
            {
                AddType(type);
            }
        }
    }

    private void AddOtherName(string name, Import import)
    {
        AddTypeName(name);
        if (_holders.Overlaps(import.Imported))
        {
            AddHolder(name);
        }
    }

    private void AddNames(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            _names.Add(name);
        }
    }

    private IEnumerable<SyntaxTree> TreesWith(IEnumerable<string> names)
    {
        var words = new WordSet();
        foreach (var name in names)
        {
            words.Add(name);
        }

        return _compilation.SyntaxTrees.Where(tree => TreeMentions.Of(tree, _cancellationToken).MayUseAny(words, _cancellationToken));
    }
}
