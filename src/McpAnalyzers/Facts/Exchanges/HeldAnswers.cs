using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>A local that is given the answer to a request.</summary>
/// <param name="Local">The local.</param>
/// <param name="Value">What it is given.</param>
/// <param name="Statement">The statement that gives it: a declaration, an assignment, a using statement.</param>
/// <param name="Body">The body that this is in.</param>
internal sealed record HeldAnswer(ILocalSymbol Local, IOperation Value, StatementSyntax Statement, CodeBody Body);

/// <summary>Finds the locals that hold answers, and whether an answer comes to one.</summary>
internal sealed class HeldAnswers(TransportFacts facts)
{
    private const int MaximalCallDepth = 4;

    public IReadOnlyList<HeldAnswer> All => field ??= [.. facts.Code.Own.SelectMany(body => body.Operations.Select(o => Read(o, body)).OfType<HeldAnswer>())];

    /// <summary>Does the answer come to a local, or to nobody, wherever it is returned to?</summary>
    public bool IsHeldOrDropped(IOperation answer, CodeBody body) => IsHeldOrDropped(answer, body, depth: 0);

    private bool IsHeldOrDropped(IOperation answer, CodeBody body, int depth)
    {
        var value = WithWrappers(answer);
        return value.Parent switch
        {
            IExpressionStatementOperation => true,
            IReturnOperation when depth < MaximalCallDepth && facts.Code.CallersOf(body) is { Complete: true } callers => callers.Sites.All(s => IsHeldOrDropped(s.Call, s.Caller, depth + 1)),
            _ => All.Any(h => h.Value == value),
        };
    }

    /// <summary>The value that the answer is alone, or is one choice of: <c>await SendAsync(..)</c>, <c>again ? await SendAsync(..) : first</c>.</summary>
    private static IOperation WithWrappers(IOperation answer)
    {
        var value = answer;
        while (value.Parent is { } parent
            && (parent is IConditionalOperation { Type: not null } or ICoalesceOperation or ISwitchExpressionOperation or ISwitchExpressionArmOperation
                || (parent is not (IArgumentOperation or ISimpleAssignmentOperation) && ValueOrigins.Unwrap(parent) == ValueOrigins.Unwrap(value))))
        {
            value = parent;
        }

        return value;
    }

    private HeldAnswer? Read(IOperation operation, CodeBody body)
    {
        var (local, value) = operation switch
        {
            IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [var declarator] }] } => (declarator.Symbol, declarator.GetVariableInitializer()?.Value),
            IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment } => (target.Local, assignment.Value),
            _ => default,
        };
        return value is not null && facts.Types.IsResponse(local.Type) && operation.Syntax.FirstAncestorOrSelf<StatementSyntax>() is { } statement
            ? new(local, value, statement, body)
            : null;
    }
}
