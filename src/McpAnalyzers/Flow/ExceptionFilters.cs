using McpAnalyzers.Facts;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Flow;

/// <summary>What the type of an exception says about a filter: <c>when (e is not OperationCanceledException)</c>.</summary>
internal static class ExceptionFilters
{
    public static Tri OfType(IOperation filter, ITypeSymbol? thrown) => filter switch
    {
        IParenthesizedOperation parenthesized => OfType(parenthesized.Operand, thrown),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => TriLogic.Not(OfType(not.Operand, thrown)),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } and => TriLogic.And(OfType(and.LeftOperand, thrown), OfType(and.RightOperand, thrown)),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } or => TriLogic.Or(OfType(or.LeftOperand, thrown), OfType(or.RightOperand, thrown)),
        IIsTypeOperation isType when IsCaught(isType.ValueOperand) => Is(isType.TypeOperand, thrown),
        IIsPatternOperation isPattern when IsCaught(isPattern.Value) => Matches(isPattern.Pattern, thrown),
        _ => Tri.Unknown,
    };

    private static Tri Matches(IPatternOperation pattern, ITypeSymbol? thrown) => pattern switch
    {
        INegatedPatternOperation negated => TriLogic.Not(Matches(negated.Pattern, thrown)),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } or => TriLogic.Or(Matches(or.LeftPattern, thrown), Matches(or.RightPattern, thrown)),
        IBinaryPatternOperation and => TriLogic.And(Matches(and.LeftPattern, thrown), Matches(and.RightPattern, thrown)),
        ITypePatternOperation type => Is(type.MatchedType, thrown),
        IDeclarationPatternOperation { MatchedType: { } type } => Is(type, thrown),
        IRecursivePatternOperation { MatchedType: { } type } => Is(type, thrown) == Tri.False ? Tri.False : Tri.Unknown,
        _ => Tri.Unknown,
    };

    // A class that is not among the base types is one that a thrown object of a derived type could still not be.
    private static Tri Is(ITypeSymbol type, ITypeSymbol? thrown) =>
        thrown is null || type.TypeKind != TypeKind.Class ? Tri.Unknown
        : KnownTypes.Derives(thrown, type as INamedTypeSymbol) ? Tri.True
        : KnownTypes.Derives(type, thrown as INamedTypeSymbol) ? Tri.Unknown
        : Tri.False;

    private static bool IsCaught(IOperation value) => ValueOrigins.Unwrap(value) is ILocalReferenceOperation;
}
