using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.Flow;

/// <summary>
/// Which variables the code from a block on may still ask for. Paths that differ only in others are one path: without this, every
/// test of a body would double the paths through all that follows it.
/// </summary>
internal sealed class LiveVariables
{
    private readonly CodeBody _body;
    private readonly Dictionary<object, int> _keys = new(VariableKeyComparer.Instance);
    private readonly Dictionary<IOperation, (string Key, bool Negated)> _repeatable = [];
    private readonly Block[] _blocks;
    private readonly Stack<(IOperation Operation, TextSpan Asked)> _toAsk = new();
    private readonly Stack<IOperation> _written = new();

    public LiveVariables(CodeBody body, ControlFlowGraph graph, ExceptionRoutes routes)
    {
        _body = body;
        _blocks = new Block[graph.Blocks.Length];
        for (var i = 0; i < _blocks.Length; i++)
        {
            _blocks[i] = Read(graph.Blocks[i], routes);
        }

        Propagate();
    }

    /// <summary>The number of a variable that the body names; -1 of any other.</summary>
    public int Find(object key) => _keys.TryGetValue(key, out var index) ? index : -1;

    /// <summary>May code from the block on ask for the variable with the number? What the body itself never names is for others to say: it counts as asked for.</summary>
    public bool IsLive(int variable, BasicBlock block) => variable < 0 || _blocks[block.Ordinal].Live.Contains(variable);

    /// <summary>The key of a condition that may stand twice in the body; see <see cref="RepeatedConditions"/>.</summary>
    public (string Key, bool Negated)? RepeatableKey(IOperation condition) =>
        !RepeatedConditions.MayHaveKey(condition) ? null
        : _repeatable.TryGetValue(condition, out var known) ? known
        : RepeatedConditions.KeyOf(condition);

    private void Propagate()
    {
        var changed = true;
        while (changed)
        {
            changed = false;
            for (var i = _blocks.Length - 1; i >= 0; i--)
            {
                var block = _blocks[i];
                foreach (var successor in block.Successors)
                {
                    changed |= block.Live.UnionWith(_blocks[successor].Live, except: block.Assigned);
                }

                foreach (var handler in block.Handlers)
                {
                    changed |= block.Live.UnionWith(_blocks[handler].Live, except: null);
                }
            }
        }
    }

    private Block Read(BasicBlock block, ExceptionRoutes routes)
    {
        var read = new Block();
        foreach (var operation in block.Operations)
        {
            Read(operation, read);
        }

        if (block.BranchValue is { } value)
        {
            Read(value, read);
        }

        read.Successors.AddRange(BodyFlow.Successors(block));
        foreach (var handler in routes.From(block))
        {
            // A handler with a filter begins with it. A finally clause is a handler of all code from which a branch may lead through it.
            read.Handlers.Add(handler.FirstBlock);
        }

        return read;
    }

    private void Read(IOperation operation, Block block)
    {
        // A statement that is no more than an assignment: its target is asked for no longer, once the value was.
        var assignment = operation is IExpressionStatementOperation statement ? statement.Operation : operation;
        switch (assignment)
        {
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: { } local } } simple:
                Ask(simple.Value, block);
                Assign(local, block);
                break;

            default:
                Ask(operation, block);
                break;
        }
    }

    /// <summary>What the operation may ask for, as the graph has it and as it was written: the evaluator reads both.</summary>
    private void Ask(IOperation operation, Block block)
    {
        _toAsk.Push((operation, default));
        while (_toAsk.Count > 0)
        {
            var (current, asked) = _toAsk.Pop();
            AskOne(current, block);

            // Whoever was asked as it was written was asked with all that stands in it.
            var span = current.Syntax.Span;
            if (!asked.Contains(span) && _body.Original(current) is { } written)
            {
                AskWritten(written, block);
                asked = written.Syntax.Span;
            }

            foreach (var child in current.ChildOperations)
            {
                _toAsk.Push((child, asked));
            }
        }
    }

    private void AskWritten(IOperation operation, Block block)
    {
        _written.Push(operation);
        while (_written.Count > 0)
        {
            var current = _written.Pop();
            AskOne(current, block);
            foreach (var child in current.ChildOperations)
            {
                _written.Push(child);
            }
        }
    }

    private void AskOne(IOperation operation, Block block)
    {
        if (operation is IFlowCaptureReferenceOperation capture)
        {
            Ask(capture.Id, block);
        }
        else if (ReferencedSymbol.Of(operation) is { } symbol)
        {
            Ask(symbol, block);
        }

        if (RepeatableKey(operation) is { } key)
        {
            _repeatable[operation] = key;
            Ask(key.Key, block);
        }
    }

    private void Ask(object key, Block block)
    {
        var index = IndexOf(key);
        if (!block.Assigned.Contains(index))
        {
            block.Live.Add(index);
        }
    }

    private void Assign(object key, Block block) => block.Assigned.Add(IndexOf(key));

    private int IndexOf(object key)
    {
        if (!_keys.TryGetValue(key, out var index))
        {
            _keys.Add(key, index = _keys.Count);
        }

        return index;
    }

    private sealed class Block
    {
        /// <summary>What the code from the block's beginning on may ask for.</summary>
        public BitSet Live { get; } = new();

        public BitSet Assigned { get; } = new();

        public List<int> Successors { get; } = [];

        public List<int> Handlers { get; } = [];
    }

    private sealed class BitSet
    {
        private ulong[] _words = [];

        // A shift counts modulo 64.
        public bool Contains(int index) => index / 64 < _words.Length && (_words[index / 64] & (1UL << index)) != 0;

        public void Add(int index)
        {
            EnsureWords((index / 64) + 1);
            _words[index / 64] |= 1UL << index;
        }

        /// <summary>Adds what the other has, without the exceptions; true when that is news.</summary>
        public bool UnionWith(BitSet other, BitSet? except)
        {
            EnsureWords(other._words.Length);
            var changed = false;
            for (var i = 0; i < other._words.Length; i++)
            {
                var added = other._words[i] & ~_words[i] & ~(except is not null && i < except._words.Length ? except._words[i] : 0);
                _words[i] |= added;
                changed |= added != 0;
            }

            return changed;
        }

        private void EnsureWords(int count)
        {
            if (_words.Length < count)
            {
                Array.Resize(ref _words, count);
            }
        }
    }
}
