using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Rules.EventStream;

/// <summary>MCPT2007: lines of an event stream are told apart by a field name with a space after it, which is optional.</summary>
internal sealed class EventStreamParsedByHand : IRule
{
    public DiagnosticDescriptor Descriptor => Descriptors.MCPT2007_EventStreamParsedByHand;

    public bool IsAboutSessions => true;

    public void Check(TransportFacts facts, Action<Diagnostic> report)
    {
        if (facts.Scope != Gate.Scope.Header)
        {
            return;
        }

        foreach (var body in facts.Code.Own)
        {
            // One mistake, one diagnostic: what goes for data goes for the other fields of the same reader. The other test may be a helper's.
            if (body.Operations.FirstOrDefault(o => IsTestFor(o, "data: ")) is { } test && !facts.Code.All.Any(b => b.Operations.Any(o => IsTestFor(o, "data:"))))
            {
                report(Diagnostic.Create(Descriptor, test.Syntax.GetLocation()));
            }
        }
    }

    private static bool IsTestFor(IOperation operation, string prefix) =>
        operation is IInvocationOperation { TargetMethod.Name: "StartsWith" or "Split" } call
        && call.Arguments.Any(a => Constant(a.Value) == prefix);

    /// <summary>The text of an argument, also where it becomes a span.</summary>
    private static string? Constant(IOperation value)
    {
        while (value is IConversionOperation conversion && !value.ConstantValue.HasValue)
        {
            value = conversion.Operand;
        }

        return value is IUtf8StringOperation utf8 ? utf8.Value : value.ConstantValue is { HasValue: true, Value: string text } ? text : null;
    }
}
