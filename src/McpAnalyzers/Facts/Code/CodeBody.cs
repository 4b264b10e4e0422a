using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using McpAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>
/// One piece of code with one entry: a method, an accessor, an initializer, a lambda or a local function, with the operations
/// that run in it. Lambdas and local functions are bodies of their own.
/// </summary>
internal sealed class CodeBody
{
    // A body with more of one of these is not walked through, and so nothing that depends on its paths is said of it: no person wrote it.
    private const int MaximalOperations = 20_000;
    private const int MaximalBlocks = 2_000;
    private const int MaximalHandlers = 64;

    // Whoever looks at conditions and patterns goes down in them as they are nested, and threads of Windows have stacks of a megabyte and a half.
    private const int MaximalDepth = 500;

    private const int MaximalKept = 4_000;

    // Memory for all bodies that a thread makes, one after the other. It is empty in between, and not kept where it had to become large.
    [ThreadStatic]
    private static ImmutableArray<IOperation>.Builder? _collected;

    private readonly bool _isTooDeep;

    // Made when asked for, which most bodies are not. Types that share a body may be checked at the same time: who comes first has made it.
    private StrongBox<ControlFlowGraph?>? _drawn;
    private StrongBox<ControlFlowGraph?>? _graph;
    private StrongBox<IOperation?>? _onlyAnswer;
    private BodyFlow? _flow;
    private Dictionary<SyntaxNode, List<IOperation>>? _bySyntax;
    private LocalDefinitions? _locals;

    private CodeBody(ISymbol symbol, IOperation root, CodeBody? outer)
    {
        Symbol = symbol;
        Root = root;
        Outer = outer;

        (Operations, var nested, _isTooDeep) = Collect(root);
        Nested = ImmutableArray.CreateRange(nested, Create, this);
        IsIterator = Operations.Any(o => o.Kind is OperationKind.YieldReturn or OperationKind.YieldBreak);
        AnyCall = Frame.CreateAnyCall(this);
    }

    /// <summary>The method, lambda or local function; the field or property where the body is an initializer.</summary>
    public ISymbol Symbol { get; }

    public IMethodSymbol? Method => Symbol as IMethodSymbol;

    public IOperation Root { get; }

    /// <summary>The body that a lambda or local function is written in.</summary>
    public CodeBody? Outer { get; }

    /// <summary>Every operation of this body, outermost first, without those of nested bodies.</summary>
    public ImmutableArray<IOperation> Operations { get; }

    public ImmutableArray<CodeBody> Nested { get; }

    /// <summary>The frame that stands for every call of this body.</summary>
    public Frame AnyCall { get; }

    public bool IsLambda => Root is IAnonymousFunctionOperation;

    public bool IsLocalFunction => Root is ILocalFunctionOperation;

    /// <summary>Its code runs when the result is enumerated, not when it is called.</summary>
    public bool IsIterator { get; }

    public CodeBody Outermost => Outer?.Outermost ?? this;

    /// <summary>Null where the compiler cannot draw one, as in code that does not compile, and where there would be too much of it.</summary>
    public ControlFlowGraph? Graph => Once(ref _graph, static body => new(body.Drawn is { } drawn && drawn.Blocks.Length <= MaximalBlocks && HandlersAround(drawn.Root) <= MaximalHandlers ? drawn : null)).Value;

    /// <summary>The graph, prepared to be walked through.</summary>
    public BodyFlow Flow => Once(ref _flow, static body => new(body, body.Graph));

    /// <summary>What is assigned to each local, in this body and in those around and inside it.</summary>
    public LocalDefinitions Locals => Outer?.Locals ?? Once(ref _locals, static body => new(body));

    public static CodeBody Create(ISymbol symbol, IOperation root) => new(symbol, root, outer: null);

    public IEnumerable<CodeBody> SelfAndNested()
    {
        yield return this;
        foreach (var nested in Nested)
        {
            foreach (var body in nested.SelfAndNested())
            {
                yield return body;
            }
        }
    }

    /// <summary>The operation as it was written, for an operation that the control flow graph rewrote.</summary>
    public IOperation? Original(IOperation lowered)
    {
        if (!Once(ref _bySyntax, static body => body.IndexBySyntax()).TryGetValue(lowered.Syntax, out var operations))
        {
            return null;
        }

        foreach (var operation in operations)
        {
            if (operation.Kind == lowered.Kind)
            {
                return operation;
            }
        }

        return operations[0];
    }

    /// <summary>What the body can return: the operands of its return and yield statements.</summary>
    public IEnumerable<IOperation> ReturnedValues() =>
        Operations.OfType<IReturnOperation>().Where(r => r.ReturnedValue is not null).Select(r => r.ReturnedValue!);

    /// <summary>What the body returns, where it does nothing else: <c>=> status == 404</c>, <c>{ return SendCoreAsync(request); }</c>.</summary>
    public IOperation? OnlyAnswer => Once(ref _onlyAnswer, static body => new(body.FindOnlyAnswer())).Value;

    private ControlFlowGraph? Drawn => Once(ref _drawn, static body => new(body._isTooDeep || body.Operations.Length > MaximalOperations ? null : body.CreateGraph())).Value;

    private T Once<T>(ref T? field, Func<CodeBody, T> make)
        where T : class => field ?? Interlocked.CompareExchange(ref field, make(this), null) ?? field;

    private IOperation? FindOnlyAnswer() => Nested.IsEmpty && Operations.OfType<IReturnOperation>().Where(r => r.ReturnedValue is not null).Take(2).ToList() is [{ ReturnedValue: { } answer }]
        && Operations.All(o => o.Syntax.Span.Contains(answer.Syntax.Span) || answer.Syntax.Span.Contains(o.Syntax.Span))
            ? answer
            : null;

    private static CodeBody Create(IOperation nested, CodeBody outer) =>
        new(nested is IAnonymousFunctionOperation lambda ? lambda.Symbol : ((ILocalFunctionOperation)nested).Symbol, nested, outer);

    /// <summary>The operations of a body, and the lambdas and local functions that stand in it; and are they nested too deep?</summary>
    private static (ImmutableArray<IOperation> Operations, ImmutableArray<IOperation> Nested, bool IsTooDeep) Collect(IOperation root)
    {
        var operations = _collected ?? ImmutableArray.CreateBuilder<IOperation>();
        _collected = null;
        ImmutableArray<IOperation>.Builder? nested = null;

        // An explicit stack: expressions may nest deeper than the thread's stack is.
        var isTooDeep = false;
        var pending = new Stack<(IOperation Operation, int Depth)>();
        pending.Push((root, 0));
        while (pending.Count > 0)
        {
            var (current, depth) = pending.Pop();
            isTooDeep |= depth > MaximalDepth;
            if (current != root && current is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                (nested ??= ImmutableArray.CreateBuilder<IOperation>()).Add(current);
                continue;
            }

            operations.Add(current);
            foreach (var child in current.ChildOperations.Reverse())
            {
                pending.Push((child, depth + 1));
            }
        }

        var collected = operations.ToImmutable();
        if (operations.Capacity <= MaximalKept)
        {
            operations.Clear();
            _collected = operations;
        }

        return (collected, nested?.ToImmutable() ?? [], isTooDeep);
    }

    private Dictionary<SyntaxNode, List<IOperation>> IndexBySyntax()
    {
        var index = new Dictionary<SyntaxNode, List<IOperation>>(Operations.Length);
        foreach (var operation in Operations)
        {
            if (!index.TryGetValue(operation.Syntax, out var list))
            {
                index.Add(operation.Syntax, list = []);
            }

            list.Add(operation);
        }

        return index;
    }

    private ControlFlowGraph? CreateGraph()
    {
        switch (Root)
        {
            case IMethodBodyOperation method:
                return ControlFlowGraph.Create(method);
            case IConstructorBodyOperation constructor:
                return ControlFlowGraph.Create(constructor);
            case IBlockOperation { Parent: null } block:
                return ControlFlowGraph.Create(block);
            case IFieldInitializerOperation { Parent: null } field:
                return ControlFlowGraph.Create(field);
            case IPropertyInitializerOperation { Parent: null } property:
                return ControlFlowGraph.Create(property);
            case ILocalFunctionOperation local:
                return OuterGraphs().Select(g => g.LocalFunctions.Contains(local.Symbol) ? g.GetLocalFunctionControlFlowGraph(local.Symbol) : null)
                    .FirstOrDefault(g => g is not null);
            case IAnonymousFunctionOperation lambda:
                foreach (var graph in OuterGraphs())
                {
                    var flow = graph.Blocks.SelectMany(b => b.BranchValue is { } value ? b.Operations.Add(value) : b.Operations)
                        .SelectMany(o => o.DescendantsAndSelf())
                        .OfType<IFlowAnonymousFunctionOperation>()
                        .FirstOrDefault(f => f.Syntax == lambda.Syntax);
                    if (flow is not null)
                    {
                        return graph.GetAnonymousFunctionControlFlowGraph(flow);
                    }
                }

                return null;
            default:
                return null;
        }
    }

    private IEnumerable<ControlFlowGraph> OuterGraphs() => Outer?.Drawn is { } graph ? [graph] : [];

    /// <summary>How many handlers there are around the most protected code of a region.</summary>
    private static int HandlersAround(ControlFlowRegion outermost)
    {
        var most = 0;
        var pending = new Stack<(ControlFlowRegion Region, int Around)>();
        pending.Push((outermost, 0));
        while (pending.Count > 0)
        {
            var (region, around) = pending.Pop();
            most = Math.Max(most, around);
            foreach (var nested in region.NestedRegions)
            {
                pending.Push((nested, nested.Kind == ControlFlowRegionKind.Try ? around + region.NestedRegions.Length - 1 : around));
            }
        }

        return most;
    }
}
