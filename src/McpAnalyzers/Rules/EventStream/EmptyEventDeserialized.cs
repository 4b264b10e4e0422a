using System.Collections.Immutable;
using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Rules.EventStream;

/// <summary>MCPT2006: the data of an event is parsed although it may be empty.</summary>
internal sealed class EmptyEventDeserialized : IRule
{
    /// <summary>How the data is written there, for the fix; null where it is not a name.</summary>
    public const string Data = nameof(Data);

    public DiagnosticDescriptor Descriptor => Descriptors.MCPT2006_EmptyEventDeserialized;

    public bool IsAboutSessions => true;

    public void Check(TransportFacts facts, Action<Diagnostic> report)
    {
        if (facts.Scope != Gate.Scope.Header)
        {
            return;
        }

        foreach (var parsed in EventData.Parsed(facts))
        {
            if (!EventData.IsTested(facts, parsed) && !Protection.IsCaught(facts, parsed.Call, parsed.Body, "JsonException", "JsonReaderException"))
            {
                var data = ValueOrigins.Unwrap(parsed.Data);
                report(Diagnostic.Create(
                    Descriptor,
                    parsed.Call.Syntax.GetLocation(),
                    ImmutableDictionary<string, string?>.Empty.Add(Data, data is ILocalReferenceOperation or IParameterReferenceOperation or IPropertyReferenceOperation ? data.Syntax.ToString() : null),
                    $"{parsed.Call.TargetMethod.ContainingType?.Name}.{parsed.Call.TargetMethod.Name}()"));
            }
        }
    }
}
