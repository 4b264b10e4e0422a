using System.Collections.Immutable;
using McpAnalyzers.Configuration;
using McpAnalyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace McpAnalyzers.Mutation;

/// <summary>A compilation that the compiler has bound once, to be analyzed as often as there are mutants. Binding is most of what an analysis takes.</summary>
internal sealed class BoundCode
{
    private readonly Compilation _compilation;
    private readonly AnalyzerOptions _options;
    private readonly ImmutableArray<(ISymbol Owner, ImmutableArray<IOperation> Blocks)> _code;
    private readonly ImmutableArray<INamedTypeSymbol> _types;

    private BoundCode(AnalyzerOptions options, Collector collected)
    {
        _compilation = collected.Compilation!;
        _options = options;
        _code = collected.Code.ToImmutable();
        _types = collected.Types.ToImmutable();
    }

    public static async Task<BoundCode> OfAsync(Compilation compilation, AnalyzerOptions options)
    {
        var collector = new Collector();
        var analysis = compilation.WithAnalyzers([collector], new CompilationWithAnalyzersOptions(options, onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false));
        await analysis.GetAnalyzerDiagnosticsAsync();

        return new(options, collector);
    }

    /// <summary>What the compiler would show of these rules, were they called by it.</summary>
    public IEnumerable<Diagnostic> Diagnostics(ImmutableArray<IRule> rules)
    {
        var reported = new List<Diagnostic>();
        if (CompilationAnalysis.Open(_compilation, _options, rules, CancellationToken.None) is { } analysis)
        {
            foreach (var (owner, blocks) in _code)
            {
                analysis.Add(owner, blocks, CancellationToken.None);
            }

            foreach (var type in _types.Where(type => analysis.MayMatter(type, CancellationToken.None)))
            {
                analysis.Check(type, reported.Add, CancellationToken.None);
            }

            InvalidOptions.Check(_compilation, _options, reported.Add, CancellationToken.None);
        }

        return CompilationWithAnalyzers.GetEffectiveDiagnostics(reported, _compilation).Where(diagnostic => !diagnostic.IsSuppressed);
    }

    /// <summary>Keeps what the compiler hands to an analyzer.</summary>
#pragma warning disable RS1001, RS1026, RS2008 // Nobody loads it, and it reports nothing. Its lists are for one thread.
    private sealed class Collector : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor Nothing = new("NONE", "", "", "", DiagnosticSeverity.Hidden, isEnabledByDefault: true);

        public ImmutableArray<(ISymbol Owner, ImmutableArray<IOperation> Blocks)>.Builder Code { get; } = ImmutableArray.CreateBuilder<(ISymbol, ImmutableArray<IOperation>)>();

        public ImmutableArray<INamedTypeSymbol>.Builder Types { get; } = ImmutableArray.CreateBuilder<INamedTypeSymbol>();

        /// <summary>Analyzers get a copy of the compilation, with symbols of its own.</summary>
        public Compilation? Compilation { get; private set; }

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Nothing];

        public override void Initialize(AnalysisContext context)
        {
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterCompilationAction(compilation => Compilation = compilation.Compilation);
            context.RegisterOperationBlockAction(block => Code.Add((block.OwningSymbol, block.OperationBlocks)));
            context.RegisterSymbolAction(symbol => Types.Add((INamedTypeSymbol)symbol.Symbol), SymbolKind.NamedType);
        }
    }
#pragma warning restore RS1001, RS1026, RS2008
}
