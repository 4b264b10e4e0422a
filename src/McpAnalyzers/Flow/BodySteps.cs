using System.Collections.Immutable;
using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Flow;

/// <summary>One operation of a block, with what a walk needs to know of its parts.</summary>
/// <param name="Root">The operation.</param>
/// <param name="Parts">Those of its parts that can change what a path knows, operands before what uses them.</param>
/// <param name="MayThrow">Does it call, await, create or throw?</param>
/// <param name="Flags">The conditions that it hands to methods.</param>
internal sealed record Step(IOperation Root, ImmutableArray<IOperation> Parts, bool MayThrow, ImmutableArray<(IInvocationOperation Call, IOperation Flag)> Flags);

/// <summary>The steps of each block of a body, read once, however often it is walked through.</summary>
internal sealed class BodySteps
{
    private readonly ImmutableArray<Step>[] _blocks;

    public BodySteps(ControlFlowGraph graph) =>
        _blocks = [.. graph.Blocks.Select(block => (block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations).Select(Read).ToImmutableArray())];

    /// <summary>The operations of the block, then the value that it branches on or returns.</summary>
    public ImmutableArray<Step> Of(BasicBlock block) => _blocks[block.Ordinal];

    private static Step Read(IOperation root)
    {
        var parts = ImmutableArray.CreateBuilder<IOperation>();
        var flags = ImmutableArray.CreateBuilder<(IInvocationOperation, IOperation)>();
        var mayThrow = false;

        // Deep expressions: an explicit stack, operands before what uses them.
        var pending = new Stack<(IOperation Operation, bool OperandsDone)>();
        pending.Push((root, false));
        while (pending.Count > 0)
        {
            var (current, done) = pending.Pop();
            if (done)
            {
                mayThrow |= MayThrowItself(current);
                AddFlags(current, flags);
                if (Changes(current))
                {
                    parts.Add(current);
                }

                continue;
            }

            pending.Push((current, true));
            if (current is not IFlowAnonymousFunctionOperation)
            {
                foreach (var child in current.ChildOperations.Reverse())
                {
                    pending.Push((child, false));
                }
            }
        }

        return new(root, parts.ToImmutable(), mayThrow, flags.ToImmutable());
    }

    private static bool Changes(IOperation operation) => operation.Kind switch
    {
        OperationKind.FlowCapture or OperationKind.SimpleAssignment or OperationKind.DeconstructionAssignment or OperationKind.Invocation or OperationKind.ObjectCreation or OperationKind.Await => true,
        OperationKind.Argument => operation is IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref },
        _ => false,
    };

    private static bool MayThrowItself(IOperation operation) =>
        operation.Kind is OperationKind.Invocation or OperationKind.Await or OperationKind.ObjectCreation or OperationKind.Throw or OperationKind.DynamicInvocation;

    private static void AddFlags(IOperation operation, ImmutableArray<(IInvocationOperation, IOperation)>.Builder flags)
    {
        if (operation is not IInvocationOperation call)
        {
            return;
        }

        foreach (var argument in call.Arguments)
        {
            if (argument.Value.Type?.SpecialType == SpecialType.System_Boolean && FlagOf(argument.Value) is not null)
            {
                flags.Add((call, argument.Value));
            }
        }
    }

    /// <summary>The local or parameter that a condition is, or is the opposite of.</summary>
    public static ISymbol? FlagOf(IOperation argument) => ValueOrigins.Unwrap(argument) switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => FlagOf(not.Operand),
        ILocalReferenceOperation or IParameterReferenceOperation => ReferencedSymbol.Of(ValueOrigins.Unwrap(argument)),
        _ => null,
    };
}
