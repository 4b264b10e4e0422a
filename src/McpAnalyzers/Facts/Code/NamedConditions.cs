using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>What a condition stands for that is no more than a name: a local that keeps one, a parameter that was given one, a helper that answers one.</summary>
internal static class NamedConditions
{
    /// <summary>The condition one name further back, in the frame in which it is asked; null where it is not a name, or may have come from several places.</summary>
    public static Origin? BehindName(this TypeBodies code, Origin condition)
    {
        var frame = condition.Frame;
        return ValueOrigins.Unwrap(condition.Operation) switch
        {
            ILocalReferenceOperation { Local: var local } when frame.Declaring(local) is var declaring && declaring.Body.Locals.Of(local) is [{ Kind: DefinitionKind.Value, Value: var kept }] =>
                new(kept, declaring),
            IParameterReferenceOperation parameter when frame.Given(parameter) is var given && given.Operation != parameter => given,
            IInvocationOperation call when !frame.IsTooDeep && code.Callee(call) is { OnlyAnswer: { } answer } helper && !frame.IsRunning(helper) =>
                new(answer, frame.Enter(helper, frame.Written(call))),
            _ => null,
        };
    }
}
