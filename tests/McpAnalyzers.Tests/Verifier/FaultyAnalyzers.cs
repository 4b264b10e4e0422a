using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace McpAnalyzers.Tests.Verifier;

/// <summary>Reports in generated code.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GeneratedCodeAnalyzer : TypeNameAnalyzer
{
    protected override void Register(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        base.Register(context);
    }
}

/// <summary>Reports at a place that the compiler does not know as source, so that no pragma silences it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnsuppressibleAnalyzer : TypeNameAnalyzer
{
    protected override Diagnostic? Find(ISymbol type)
    {
        var location = type.Locations[0];
        var span = location.GetLineSpan();
        return base.Find(type) is null
            ? null
            : Diagnostic.Create(SupportedDiagnostics[0], Location.Create(span.Path, location.SourceSpan, span.Span), type.Name);
    }
}

/// <summary>Throws.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ThrowingAnalyzer : TypeNameAnalyzer
{
    protected override Diagnostic? Find(ISymbol type) => throw new NotSupportedException("this analyzer is out of order");
}

/// <summary>Reports when the whole compilation has been seen, which no editor waits for.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public class LateAnalyzer : TypeNameAnalyzer
{
    protected override void Register(AnalysisContext context)
        => context.RegisterCompilationStartAction(start =>
        {
            var found = new ConcurrentBag<Diagnostic>();
            start.RegisterSymbolAction(
                symbol =>
                {
                    if (Find(symbol.Symbol) is { } diagnostic)
                    {
                        found.Add(diagnostic);
                    }
                },
                SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end =>
            {
                foreach (var diagnostic in found)
                {
                    end.ReportDiagnostic(diagnostic);
                }
            });
        });
}

/// <summary>Reports when the whole compilation has been seen, and says so.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AdmittedlyLateAnalyzer : LateAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        new(Id, "Title", "Type '{0}' has a lower case name", "Testing", DiagnosticSeverity.Warning, isEnabledByDefault: true,
            customTags: WellKnownDiagnosticTags.CompilationEnd),
    ];
}

/// <summary>Reports from its second run on, as one that remembers what it has seen: the first is the build, each further one an editor's.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RememberingAnalyzer : TypeNameAnalyzer
{
    private int _runs;

    protected override void Register(AnalysisContext context)
        => context.RegisterCompilationStartAction(start =>
        {
            if (Interlocked.Increment(ref _runs) > 1)
            {
                start.RegisterSymbolAction(
                    symbol =>
                    {
                        if (Find(symbol.Symbol) is { } diagnostic)
                        {
                            symbol.ReportDiagnostic(diagnostic);
                        }
                    },
                    SymbolKind.NamedType);
            }
        });
}

/// <summary>Is off by default, and has a second descriptor.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OffByDefaultAnalyzer : TypeNameAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        new(Id, "Title", "Type '{0}' has a lower case name", "Testing", DiagnosticSeverity.Info, isEnabledByDefault: false),
        new("VT002", "Title", "Message", "Testing", DiagnosticSeverity.Info, isEnabledByDefault: true),
    ];
}
