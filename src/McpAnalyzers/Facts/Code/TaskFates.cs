using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>What happens to a task, and so to the exception in it.</summary>
internal enum TaskFate
{
    /// <summary>Awaited or returned: its exception comes out there.</summary>
    Awaited,

    /// <summary>Nobody keeps it.</summary>
    Dropped,

    /// <summary>Put into a local, field or property.</summary>
    Stored,

    /// <summary>Given to code that may look at its exception.</summary>
    Handed,

    /// <summary>Looked at, but not for its exception: a test for null, IsCompleted.</summary>
    Unopened,
}

/// <summary>Finds out what happens to the task that an operation yields.</summary>
internal static class TaskFates
{
    /// <summary>The fate, and the operation that awaits or stores; for what is no task the operation itself, which fails at once.</summary>
    public static (TaskFate Fate, IOperation At) Of(IOperation task)
    {
        if (!KnownTypes.IsTask(task.Type) && task.Type?.Name is not "IAsyncEnumerable")
        {
            return (TaskFate.Awaited, task);
        }

        var child = task;
        for (var parent = task.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            switch (parent)
            {
                case IAwaitOperation:
                    return (TaskFate.Awaited, task is IInvocationOperation ? task : parent);
                case IReturnOperation or IForEachLoopOperation:
                    return (TaskFate.Awaited, task);
                case IInvocationOperation { TargetMethod.Name: "Wait" or "GetAwaiter" }:
                case IPropertyReferenceOperation { Property.Name: "Result" }:
                    return (TaskFate.Awaited, task is IInvocationOperation ? task : parent);
                case IConversionOperation or IParenthesizedOperation or ICoalesceOperation or IConditionalOperation:
                case IConditionalAccessOperation access when access.Operation != child:
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WaitAsync" or "AsTask" or "WithCancellation" }:
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { IsExtensionMethod: true, Name: "ConfigureAwait" or "WaitAsync" or "WithCancellation" } } }:
                    continue;
                case IPropertyReferenceOperation property:
                    return (property.Property.Name is "IsCompleted" ? TaskFate.Unopened : TaskFate.Handed, parent);
                case ISimpleAssignmentOperation { Target: IDiscardOperation }:
                    return (TaskFate.Dropped, parent);
                case IAssignmentOperation assignment:
                    return assignment.Target == child ? (TaskFate.Unopened, parent) : (TaskFate.Stored, parent);
                case IVariableInitializerOperation:
                    return (TaskFate.Stored, parent);
                case IIsPatternOperation { Pattern: IConstantPatternOperation or INegatedPatternOperation } or IBinaryOperation:
                    return (TaskFate.Unopened, parent);
                case IIsPatternOperation:
                    return (TaskFate.Handed, parent);
                case IExpressionStatementOperation:
                    return (TaskFate.Dropped, parent);
                default:
                    return (TaskFate.Handed, parent);
            }
        }

        return (TaskFate.Handed, task);
    }

    /// <summary>
    /// Where in the body that makes a call the exception of what is called comes out: at the call, whose task is awaited or handed on there, or
    /// where the local that keeps the task is awaited. Null where that cannot be told.
    /// </summary>
    public static IOperation? EndOf(IOperation call, CodeBody caller)
    {
        var (fate, at) = Of(call);
        if (fate == TaskFate.Awaited)
        {
            return at;
        }

        if (fate != TaskFate.Stored || StoreOf(at) is not ILocalSymbol local || caller.Locals.Of(local).Count > 1)
        {
            return null;
        }

        var uses = caller.Outermost.SelfAndNested().SelectMany(b => b.Operations).Where(o => o is ILocalReferenceOperation && SymbolEqualityComparer.Default.Equals(SymbolOf(o), local)).Take(2).ToList();
        return uses is [var use] && caller.Operations.Contains(use) && Of(use) is (TaskFate.Awaited, var end) ? EndOf(call, use, end) : null;
    }

    /// <summary>A task that is only handed on fails where it was made.</summary>
    public static IOperation EndOf(IOperation call, IOperation use, IOperation end) => end == use ? call : end;

    /// <summary>What an assignment or initializer puts a task into; null where it cannot be told.</summary>
    public static ISymbol? StoreOf(IOperation storing) => storing switch
    {
        IAssignmentOperation assignment => SymbolOf(assignment.Target),
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
        _ => null,
    };

    public static ISymbol? SymbolOf(IOperation reference) => reference switch
    {
        ILocalReferenceOperation local => local.Local,
        IFieldReferenceOperation field => field.Field.OriginalDefinition,
        IPropertyReferenceOperation { Property.IsIndexer: false } property => property.Property.OriginalDefinition,
        _ => null,
    };
}
