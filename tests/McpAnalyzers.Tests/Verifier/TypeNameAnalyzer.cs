using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace McpAnalyzers.Tests.Verifier;

/// <summary>Wants type names to begin with an upper case letter; what else it does wrong is up to those derived from it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public class TypeNameAnalyzer : DiagnosticAnalyzer
{
    protected const string Id = "VT001";

    private static readonly DiagnosticDescriptor Rule = new(
        Id, "Title", "Type '{0}' has a lower case name", "Testing", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        Register(context);
    }

    protected virtual void Register(AnalysisContext context)
        => context.RegisterSymbolAction(
            context =>
            {
                if (Find(context.Symbol) is { } diagnostic)
                {
                    context.ReportDiagnostic(diagnostic);
                }
            },
            SymbolKind.NamedType);

    protected virtual Diagnostic? Find(ISymbol type)
        => char.IsLower(type.Name[0])
            ? Diagnostic.Create(SupportedDiagnostics[0], type.Locations[0], type.Locations.Skip(1), type.Name)
            : null;
}
