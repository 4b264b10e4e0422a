using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace McpBenchmarks.Analyzers;

/// <summary>
/// Does nothing. It asks the compiler for nothing either, or for what ours asks for where the gate is open, all bodies bound and all types.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IdleAnalyzer(bool binds) : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Nothing = new("IDLE", "Nothing", "Nothing", "Idle", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Nothing];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        if (binds)
        {
            context.RegisterCompilationStartAction(static start =>
            {
                start.RegisterOperationBlockAction(static _ => { });
                start.RegisterSymbolStartAction(static type => type.RegisterSymbolEndAction(static _ => { }), SymbolKind.NamedType);
            });
        }
    }
}
