using McpAnalyzers.Facts;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Rules.Sdk;

/// <summary>MCPT5002: a client of the SDK is kept, and nothing notices when the server has dropped its session.</summary>
internal sealed class SessionLossNotObserved : IRule
{
    public DiagnosticDescriptor Descriptor => Descriptors.MCPT5002_SessionLossNotObserved;

    public bool IsAboutSessions => true;

    public void Check(TransportFacts facts, Action<Diagnostic> report)
    {
        if (!facts.Code.Own.Any(b => b.Operations.Any(o => o is IObjectCreationOperation { Type: var type } && SdkSymbols.IsHttpTransport(type)))
            || facts.Gate.MayNoticeSessionLoss(facts.CancellationToken))
        {
            return;
        }

        foreach (var transport in facts.KeptTransports.All)
        {
            var options = ResilientCounterpart.OptionsOf(facts, transport);
            report(Diagnostic.Create(Descriptor, transport.Creation.Syntax.GetLocation(), options is null ? [] : [options.Syntax.GetLocation()], properties: null));
        }
    }
}

/// <summary>Can ResilientHttpClientTransport stand in the place of a transport?</summary>
internal static class ResilientCounterpart
{
    /// <summary>
    /// The creation of the transport's options, where it is known, nothing else uses them, and each that is set has its counterpart;
    /// null where the transport cannot be replaced, or McpTransport is not referenced.
    /// </summary>
    public static IObjectCreationOperation? OptionsOf(TransportFacts facts, KeptTransport transport)
    {
        if (facts.Types.ResilientTransportOptions is not { } counterpart
            || transport.Creation.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == 0) is not { } argument
            || facts.Origins.Of(argument.Value, transport.Frame) is not { Leaves: [{ Operation: IObjectCreationOperation { Initializer: { } initializer } options } origin], Carriers: var carriers }
            || origin.Frame.Body != transport.Frame.Body
            || options.Syntax.SyntaxTree != transport.Creation.Syntax.SyntaxTree
            || !carriers.All(c => c.Symbol is ILocalSymbol && IsUsedOnce(facts, c.Symbol))
            || !IsTakenAsAnyTransport(transport.Creation))
        {
            return null;
        }

        return initializer.Initializers.All(i => i is ISimpleAssignmentOperation or IMemberInitializerOperation && HasCounterpart(i, counterpart)) ? options : null;
    }

    private static bool HasCounterpart(IOperation set, INamedTypeSymbol counterpart)
    {
        var target = set is ISimpleAssignmentOperation assignment ? assignment.Target : ((IMemberInitializerOperation)set).InitializedMember;
        return target is IPropertyReferenceOperation { Property: var property }
            && counterpart.GetMembers(property.Name).OfType<IPropertySymbol>().Any(p => SymbolEqualityComparer.Default.Equals(p.Type, property.Type))
            // AdditionalHeaders = { … } fills a dictionary that only the SDK's options bring.
            && set is ISimpleAssignmentOperation;
    }

    private static bool IsUsedOnce(TransportFacts facts, ISymbol local) =>
        facts.Code.All.Sum(b => b.Operations.Count(o => o is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local))) == 1;

    private static bool IsTakenAsAnyTransport(IOperation creation) => creation.Parent switch
    {
        IConversionOperation { Type.Name: "IClientTransport" } => true,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation } => true,
        // HttpClientTransport transport = new(..);
        IConversionOperation { Parent: IVariableInitializerOperation } => true,
        _ => false,
    };
}
