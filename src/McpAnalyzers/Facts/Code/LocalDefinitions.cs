using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

internal enum DefinitionKind
{
    /// <summary>The local becomes the value.</summary>
    Value,

    /// <summary>The local is an out or ref argument of the call that is the value.</summary>
    Argument,

    /// <summary>The local becomes an element of the collection that is the value.</summary>
    Element,

    /// <summary>The local becomes something a pattern took out of the value.</summary>
    Part,

    /// <summary>The local becomes the value's element with the given index.</summary>
    TupleElement,

    /// <summary>The local is the exception that a catch clause caught.</summary>
    Caught,
}

/// <summary>One place where a local gets a value.</summary>
/// <param name="Kind">How <paramref name="Value"/> and the local hang together.</param>
/// <param name="Value">The operation that the local's content comes from.</param>
/// <param name="Index">The element of a tuple, or the ordinal of the parameter that an argument stands for.</param>
internal readonly record struct Definition(DefinitionKind Kind, IOperation Value, int Index = 0);

/// <summary>Every place in a method, its lambdas and its local functions where a local gets a value.</summary>
internal sealed class LocalDefinitions
{
    private readonly Dictionary<ISymbol, List<Definition>> _definitions = new(SymbolEqualityComparer.Default);

    public LocalDefinitions(CodeBody outermost)
    {
        foreach (var body in outermost.SelfAndNested())
        {
            foreach (var operation in body.Operations)
            {
                Read(operation);
            }
        }
    }

    /// <summary>Where a local, or a parameter that is assigned to, gets its values. Empty for everything that is never assigned.</summary>
    public IReadOnlyList<Definition> Of(ISymbol symbol) => _definitions.TryGetValue(symbol, out var list) ? list : [];

    /// <summary>Does a local or parameter keep what it had first?</summary>
    public bool IsNeverReplaced(ISymbol symbol) => Of(symbol).Count <= (symbol is IParameterSymbol ? 0 : 1);

    private void Read(IOperation operation)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation declarator when declarator.GetVariableInitializer() is { } initializer:
                Add(declarator.Symbol, new(DefinitionKind.Value, initializer.Value));
                break;
            case IVariableDeclaratorOperation { Parent: ICatchClauseOperation caught } declarator:
                Add(declarator.Symbol, new(DefinitionKind.Caught, caught));
                break;
            case ISimpleAssignmentOperation assignment:
                Add(Target(assignment.Target), new(DefinitionKind.Value, assignment.Value));
                break;
            case ICoalesceAssignmentOperation assignment:
                Add(Target(assignment.Target), new(DefinitionKind.Value, assignment.Value));
                break;
            case ICompoundAssignmentOperation assignment:
                Add(Target(assignment.Target), new(DefinitionKind.Part, assignment.Value));
                break;
            case IDeconstructionAssignmentOperation { Target: ITupleOperation tuple } deconstruction:
                Deconstruct(tuple, deconstruction.Value);
                break;
            case IDeconstructionAssignmentOperation { Target: IDeclarationExpressionOperation { Expression: ITupleOperation tuple } } deconstruction:
                Deconstruct(tuple, deconstruction.Value);
                break;
            case IForEachLoopOperation loop:
                ReadLoopVariable(loop);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref, Parent: { } call } argument:
                Add(Target(argument.Value), new(DefinitionKind.Argument, call, argument.Parameter.Ordinal));
                break;
            case IDeclarationPatternOperation { DeclaredSymbol: { } local } pattern:
                Matched(local, pattern);
                break;
            case IRecursivePatternOperation { DeclaredSymbol: { } local } pattern:
                Matched(local, pattern);
                break;
            case IListPatternOperation { DeclaredSymbol: { } local } pattern:
                Matched(local, pattern);
                break;
        }
    }

    private void ReadLoopVariable(IForEachLoopOperation loop)
    {
        switch (loop.LoopControlVariable)
        {
            case IVariableDeclaratorOperation declarator:
                Add(declarator.Symbol, new(DefinitionKind.Element, loop.Collection));
                break;
            case IDeclarationExpressionOperation { Expression: ITupleOperation tuple }:
                foreach (var element in tuple.Elements)
                {
                    Add(Target(element), new(DefinitionKind.Element, loop.Collection));
                }

                break;
        }
    }

    private void Deconstruct(ITupleOperation target, IOperation value)
    {
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        for (var i = 0; i < target.Elements.Length; i++)
        {
            var definition = value is ITupleOperation tuple && i < tuple.Elements.Length
                ? new Definition(DefinitionKind.Value, tuple.Elements[i])
                : new Definition(DefinitionKind.TupleElement, value, i);
            Add(Target(target.Elements[i]), definition);
        }
    }

    private void Matched(ISymbol local, IPatternOperation pattern)
    {
        // `x is { } local` and `x is T local` take the whole; deeper down, the local is a part of x.
        IOperation? at = pattern;
        var kind = DefinitionKind.Value;
        while (at?.Parent is IPatternOperation or IPropertySubpatternOperation)
        {
            if (at.Parent is IPropertySubpatternOperation subpattern)
            {
                Add(local, new(DefinitionKind.Part, subpattern.Member));
                return;
            }

            kind = at.Parent is IBinaryPatternOperation or INegatedPatternOperation ? kind : DefinitionKind.Part;
            at = at.Parent;
        }

        var value = at?.Parent switch
        {
            IIsPatternOperation isPattern => isPattern.Value,
            ISwitchExpressionArmOperation { Parent: ISwitchExpressionOperation expression } => expression.Value,
            ICaseClauseOperation { Parent.Parent: ISwitchOperation statement } => statement.Value,
            _ => null,
        };

        if (value is not null)
        {
            Add(local, new(kind, value));
        }
    }

    private static ISymbol? Target(IOperation target) => target switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IDeclarationExpressionOperation declaration => Target(declaration.Expression),
        _ => null,
    };

    private void Add(ISymbol? symbol, Definition definition)
    {
        if (symbol is null)
        {
            return;
        }

        if (!_definitions.TryGetValue(symbol, out var list))
        {
            _definitions.Add(symbol, list = []);
        }

        list.Add(definition);
    }
}
