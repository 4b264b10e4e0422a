using System.Collections.Immutable;
using McpAnalyzers.Configuration;
using McpAnalyzers.Rules;
using McpAnalyzers.Rules.EventStream;
using McpAnalyzers.Rules.Request;
using McpAnalyzers.Rules.Sdk;
using McpAnalyzers.Rules.Server;
using McpAnalyzers.Rules.Session;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace McpAnalyzers;

/// <summary>The host of every rule: the gate, then the facts about a type, then each rule's question to them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class McpTransportAnalyzer : DiagnosticAnalyzer
{
    internal static readonly ImmutableArray<IRule> Rules =
    [
        new SessionExpiryIgnoresRequest(),
        new CachedSessionIdNeverReset(),
        new SessionIdSentOnInitialize(),
        new SessionIdInDefaultRequestHeaders(),
        new SessionRecoveryUnbounded(),
        new SessionIdReadUnguarded(),
        new SessionExpiryBySideSignal(),
        new SessionIdCapturedFromAnyResponse(),
        new SessionNotTerminated(),
        new SessionTerminationMustSucceed(),
        new ListeningStreamRequired(),
        new ListeningStreamRetriedForever(),
        new ListeningStreamWithoutAccept(),
        new EventStreamBuffered(),
        new RetryFieldIgnored(),
        new EmptyEventDeserialized(),
        new EventStreamParsedByHand(),
        new UnknownProtocolVersion(),
        new SessionInStatelessRevision(),
        new AccessTokenInUri(),
        new LegacyFallbackOnAnyFailure(),
        new ProtocolVersionHeaderMissing(),
        new AcceptHeaderIncomplete(),
        new ResponseContentTypeUnhandled(),
        new HeaderNameComparedCaseSensitively(),
        new UnknownSessionStatus(),
        new GetEndpointStatus(),
        new NotificationReply(),
        new PredictableSessionId(),
        new SessionUsedForAuthentication(),
        new ClientSessionIdAdopted(),
        new OriginNotEnforced(),
        new MissingSessionIdStatus(),
        new McpHeaderInAdditionalHeaders(),
        new SessionLossNotObserved(),
    ];

    private readonly ImmutableArray<IRule> _rules;

    /// <summary>With every rule.</summary>
    public McpTransportAnalyzer()
        : this(Rules)
    {
    }

    /// <summary>With some of the rules, to see what each of them costs.</summary>
    internal McpTransportAnalyzer(ImmutableArray<IRule> rules)
    {
        _rules = rules;
        SupportedDiagnostics = [.. rules.Select(r => r.Descriptor), InvalidOptions.Descriptor];
    }

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(Start);
    }

    private void Start(CompilationStartAnalysisContext context)
    {
        if (CompilationAnalysis.Open(context.Compilation, context.Options, _rules, context.CancellationToken) is not { } analysis)
        {
            return;
        }

        context.RegisterCompilationEndAction(InvalidOptions.Check);

        // Collected for the whole compilation: the operations of a nested type do not reach actions of the type around it.
        context.RegisterOperationBlockAction(block => analysis.Add(block.OwningSymbol, block.OperationBlocks, block.CancellationToken));

        // Reported at the end of a type, where diagnostics are local: the editor shows them as one types.
        context.RegisterSymbolStartAction(
            start =>
            {
                var type = (INamedTypeSymbol)start.Symbol;
                if (analysis.MayMatter(type, start.CancellationToken))
                {
                    start.RegisterSymbolEndAction(end => analysis.Check(type, end.ReportDiagnostic, end.CancellationToken));
                }
            },
            SymbolKind.NamedType);
    }
}
