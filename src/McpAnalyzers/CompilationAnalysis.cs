using System.Collections.Immutable;
using McpAnalyzers.Configuration;
using McpAnalyzers.Facts;
using McpAnalyzers.Gate;
using McpAnalyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace McpAnalyzers;

/// <summary>What is done with one compilation: its code is collected as the compiler binds it, and each of its types is checked when all of the type was seen.</summary>
internal sealed class CompilationAnalysis
{
    private readonly AnalyzerOptions _options;
    private readonly ImmutableArray<IRule> _rules;
    private readonly TypeGate _gate;
    private readonly KnownTypes _types;
    private readonly SourceBodies _bodies;
    private readonly TypeScopes _scopes;

    // Of the member that came last: threads replace it as a whole.
    private volatile Gated? _last;

    private CompilationAnalysis(Compilation compilation, AnalyzerOptions options, ImmutableArray<IRule> rules, TypeGate gate)
    {
        _options = options;
        _rules = rules;
        _gate = gate;
        _types = new(compilation);
        _bodies = new(compilation);
        _scopes = new(gate, _bodies);
    }

    /// <summary>Null where nothing in the compilation speaks MCP.</summary>
    public static CompilationAnalysis? Open(Compilation compilation, AnalyzerOptions options, ImmutableArray<IRule> rules, CancellationToken cancellationToken) =>
        TypeGate.Open(compilation, OwnNames.In(compilation, options), cancellationToken) is { } gate ? new(compilation, options, rules, gate) : null;

    /// <summary>The code of a member, as the compiler hands it over.</summary>
    public void Add(ISymbol owner, ImmutableArray<IOperation> blocks, CancellationToken cancellationToken)
    {
        if (owner.ContainingType is not { } type)
        {
            return;
        }

        // The members of a type come one after the other.
        var last = _last;
        if (!ReferenceEquals(last?.Type, type))
        {
            _last = last = new(type, _gate.MayMatter(TypeBodies.OutermostOf(type), cancellationToken));
        }

        if (last!.MayMatter)
        {
            _bodies.Add(owner, blocks);
        }
    }

    /// <summary>Is this a type to check? Those nested in it are checked with it.</summary>
    public bool MayMatter(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        type.ContainingType is null && _gate.MayMatter(type, cancellationToken);

    /// <summary>What the rules say of a type.</summary>
    public void Check(INamedTypeSymbol type, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        var scope = _scopes.Of(type, cancellationToken);
        if (scope == Scope.None)
        {
            return;
        }

        var facts = new TransportFacts(new TypeBodies(type, _bodies, cancellationToken), scope, _scopes, _gate, _types, cancellationToken);
        var isTest = _gate.IsTestProject && !IsToldToLookAtTests(type);
        var found = new List<Diagnostic>();
        foreach (var rule in _rules)
        {
            if (isTest && IsSilentInTests(rule.Descriptor))
            {
                continue;
            }

            if (!rule.IsAboutSessions || !facts.Revisions.IsStatelessOnly)
            {
                rule.Check(facts, found.Add);
            }

            // Of code too entangled to be followed to its ends nothing is said: what was found may hang on what was not.
            if (facts.Origins.IsExhausted)
            {
                return;
            }
        }

        found.ForEach(report);
    }

    private static bool IsSilentInTests(DiagnosticDescriptor rule) =>
        McpOptions.SilentInTestProjects.Contains(rule.Category) || McpOptions.SilentInTestProjects.Contains(rule.Id);

    private bool IsToldToLookAtTests(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Any(r => McpOptions.AnalyzeTestProjects.In(r.SyntaxTree, _options.AnalyzerConfigOptionsProvider));

    /// <summary>A type, and whether its code may matter.</summary>
    private sealed record Gated(INamedTypeSymbol Type, bool MayMatter);
}
