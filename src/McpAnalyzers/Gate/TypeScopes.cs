using System.Collections.Concurrent;
using System.Collections.Immutable;
using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Gate;

/// <summary>Why a type counts as MCP transport code.</summary>
internal enum Scope
{
    None,

    /// <summary>It uses a symbol of the official SDK or of McpTransport.</summary>
    Sdk,

    /// <summary>It names an MCP header, or uses something that a type which names one declares.</summary>
    Header,
}

/// <summary>
/// Is a type in scope: by a constant of exactly a header's name, or by a symbol? Most types that only mention MCP are
/// not: their operations are read once, and nothing is kept of them.
/// </summary>
internal sealed class TypeScopes(TypeGate gate, SourceBodies bodies)
{
    private readonly SourceBodies _bodies = bodies;
    private readonly ConcurrentDictionary<INamedTypeSymbol, Scope> _byUse = new(SymbolEqualityComparer.Default);

    /// <summary>The scope of an outermost type.</summary>
    public Scope Of(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (gate.NamesHeader(type, cancellationToken) || TypeBodies.BaseTypesInSource(type).Any(b => gate.NamesHeader(TypeBodies.OutermostOf(b), cancellationToken)))
        {
            return Scope.Header;
        }

        var reading = new Reading(this, type, cancellationToken);
        reading.ReadMembers(type);
        foreach (var baseType in TypeBodies.BaseTypesInSource(type))
        {
            reading.ReadMembers(baseType);
        }

        return reading.Found;
    }

    private Scope ByUse(INamedTypeSymbol definition, CancellationToken cancellationToken) =>
        _byUse.TryGetValue(definition, out var known) ? known : _byUse.GetOrAdd(definition, FindByUse(definition, TypeBodies.OutermostOf(definition), cancellationToken));

    private Scope FindByUse(INamedTypeSymbol definition, INamedTypeSymbol outermost, CancellationToken cancellationToken) =>
        SdkSymbols.IsSdk(definition) ? Scope.Sdk
        : gate.NamesHeader(outermost, cancellationToken) || TakesHeader(outermost, cancellationToken) ? Scope.Header
        : Scope.None;

    /// <summary>Does the code of a type take a header's name from a constant elsewhere?</summary>
    private bool TakesHeader(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        gate.MayTakeHeader(type, cancellationToken)
        && TypeBodies.MembersWithCode(type).Any(member => _bodies.RootOf(member, cancellationToken)?.DescendantsAndSelf().Any(IsHeaderConstant) == true);

    private bool IsHeaderConstant(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: string text } && IsHeader(text);

    private bool IsHeader(string text) => gate.HeaderNames.Find(text) != McpHeader.None;

    /// <summary>
    /// One reading of a type's code, which ends where a header was found. A visitor, as every operation of every type is met: what an operation is,
    /// and what its parts are, then costs one call each.
    /// </summary>
    private sealed class Reading(TypeScopes scopes, INamedTypeSymbol type, CancellationToken cancellationToken) : OperationVisitor
    {
        // What is deeper has to wait its turn: expressions may nest deeper than the thread's stack is.
        private const int MaximalDepth = 200;

        private readonly Stack<IOperation> _deeper = new();
        private int _depth;
        private (INamedTypeSymbol? Type, Scope Scope) _lastUsed;

        public Scope Found { get; private set; }

        public void ReadMembers(INamedTypeSymbol declaring)
        {
            foreach (var member in TypeBodies.MembersWithCode(declaring))
            {
                if (Found == Scope.Header)
                {
                    return;
                }

                if (scopes._bodies.RootOf(member, cancellationToken) is { } root)
                {
                    ReadParameters(member as IMethodSymbol, root.Syntax);
                    Visit(root);
                    while (_deeper.Count > 0)
                    {
                        Visit(_deeper.Pop());
                    }
                }
            }
        }

        public override void Visit(IOperation? operation)
        {
            if (operation is null || Found == Scope.Header)
            {
                return;
            }

            if (_depth == MaximalDepth)
            {
                _deeper.Push(operation);
                return;
            }

            _depth++;
            operation.Accept(this);
            _depth--;
        }

        public override void DefaultVisit(IOperation operation)
        {
            foreach (var child in operation.ChildOperations)
            {
                Visit(child);
            }
        }

        // Nothing is in these; a literal of the type's own was found by its text.
        public override void VisitLiteral(ILiteralOperation operation)
        {
        }

        public override void VisitLocalReference(ILocalReferenceOperation operation)
        {
        }

        public override void VisitParameterReference(IParameterReferenceOperation operation)
        {
        }

        public override void VisitInstanceReference(IInstanceReferenceOperation operation)
        {
        }

        public override void VisitBinaryOperator(IBinaryOperation operation)
        {
            UseConstant(operation);
            Visit(operation.LeftOperand);
            Visit(operation.RightOperand);
        }

        public override void VisitInterpolatedString(IInterpolatedStringOperation operation)
        {
            UseConstant(operation);
            DefaultVisit(operation);
        }

        public override void VisitFieldReference(IFieldReferenceOperation operation)
        {
            var field = operation.Field;
            Use(field.HasConstantValue ? ByConstant(field) : ByUse(field.ContainingType));
            Visit(operation.Instance);
        }

        public override void VisitPropertyReference(IPropertyReferenceOperation operation)
        {
            Use(ByUse(operation.Property.ContainingType));
            Visit(operation.Instance);
            VisitAll(operation.Arguments);
        }

        public override void VisitMethodReference(IMethodReferenceOperation operation)
        {
            Use(ByUse(operation.Method.ContainingType));
            Visit(operation.Instance);
        }

        public override void VisitEventReference(IEventReferenceOperation operation)
        {
            Use(ByUse(operation.Event.ContainingType));
            Visit(operation.Instance);
        }

        public override void VisitInvocation(IInvocationOperation operation)
        {
            Use(ByUse(operation.TargetMethod.ContainingType));
            Visit(operation.Instance);
            VisitAll(operation.Arguments);
        }

        public override void VisitObjectCreation(IObjectCreationOperation operation)
        {
            Use(ByUse(operation.Type));
            VisitAll(operation.Arguments);
            Visit(operation.Initializer);
        }

        public override void VisitIsType(IIsTypeOperation operation)
        {
            Use(ByUse(operation.TypeOperand));
            Visit(operation.ValueOperand);
        }

        public override void VisitRecursivePattern(IRecursivePatternOperation operation)
        {
            Use(ByUse(operation.MatchedType));
            DefaultVisit(operation);
        }

        public override void VisitDeclarationPattern(IDeclarationPatternOperation operation) => Use(ByUse(operation.MatchedType));

        public override void VisitTypePattern(ITypePatternOperation operation) => Use(ByUse(operation.MatchedType));

        public override void VisitAnonymousFunction(IAnonymousFunctionOperation operation)
        {
            ReadParameters(operation.Symbol, operation.Syntax);
            Visit(operation.Body);
        }

        public override void VisitLocalFunction(ILocalFunctionOperation operation)
        {
            ReadParameters(operation.Symbol, operation.Syntax);
            DefaultVisit(operation);
        }

        // The most frequent of the others: their parts by name, as a general enumeration costs more.
        public override void VisitMethodBodyOperation(IMethodBodyOperation operation)
        {
            Visit(operation.BlockBody);
            Visit(operation.ExpressionBody);
        }

        public override void VisitBlock(IBlockOperation operation)
        {
            foreach (var statement in operation.Operations)
            {
                Visit(statement);
            }
        }

        public override void VisitVariableDeclarator(IVariableDeclaratorOperation operation)
        {
            if (operation.IgnoredArguments.IsEmpty)
            {
                Visit(operation.Initializer?.Value);
            }
            else
            {
                DefaultVisit(operation);
            }
        }

        public override void VisitExpressionStatement(IExpressionStatementOperation operation) => Visit(operation.Operation);

        public override void VisitConversion(IConversionOperation operation) => Visit(operation.Operand);

        public override void VisitAwait(IAwaitOperation operation) => Visit(operation.Operation);

        public override void VisitReturn(IReturnOperation operation) => Visit(operation.ReturnedValue);

        public override void VisitSimpleAssignment(ISimpleAssignmentOperation operation)
        {
            Visit(operation.Target);
            Visit(operation.Value);
        }

        public override void VisitConditional(IConditionalOperation operation)
        {
            Visit(operation.Condition);
            Visit(operation.WhenTrue);
            Visit(operation.WhenFalse);
        }

        private void VisitAll(ImmutableArray<IArgumentOperation> arguments)
        {
            foreach (var argument in arguments)
            {
                Visit(argument.Value);
            }
        }

        /// <summary>[FromHeader(Name = Headers.SessionId)], with the name declared elsewhere.</summary>
        private void ReadParameters(IMethodSymbol? method, SyntaxNode declaration)
        {
            foreach (var parameter in method is not null && (method.PartialImplementationPart is not null || MayHaveAttributes(declaration)) ? method.Parameters : [])
            {
                if (parameter.GetAttributes().Any(a => a.NamedArguments.Any(n => n.Value.Text() is { } text && scopes.IsHeader(text))))
                {
                    Found = Scope.Header;
                }
            }
        }

        /// <summary>Does a parameter have attributes? Few have, and symbols of parameters are made only for who asks. Those of a partial method may be written where it has no body.</summary>
        private static bool MayHaveAttributes(SyntaxNode declaration) => declaration switch
        {
            BaseMethodDeclarationSyntax method => HasAttributes(method.ParameterList),
            LocalFunctionStatementSyntax function => HasAttributes(function.ParameterList),
            ParenthesizedLambdaExpressionSyntax lambda => HasAttributes(lambda.ParameterList),
            SimpleLambdaExpressionSyntax => false,
            _ => true,
        };

        private static bool HasAttributes(ParameterListSyntax parameters)
        {
            foreach (var parameter in parameters.Parameters)
            {
                if (parameter.AttributeLists.Count > 0)
                {
                    return true;
                }
            }

            return false;
        }

        private void UseConstant(IOperation operation)
        {
            if (scopes.IsHeaderConstant(operation))
            {
                Found = Scope.Header;
            }
        }

        private void Use(Scope found) => Found = found == Scope.None || Found == Scope.Header ? Found : found;

        /// <summary>A constant that is no header's name stands for itself, whatever stands beside it.</summary>
        private Scope ByConstant(IFieldSymbol constant) =>
            constant.ConstantValue is string text && scopes.IsHeader(text) ? Scope.Header : SdkSymbols.IsSdk(constant.ContainingType.OriginalDefinition) ? Scope.Sdk : Scope.None;

        private Scope ByUse(ITypeSymbol? used)
        {
            if (used is not INamedTypeSymbol named)
            {
                return Scope.None;
            }

            // What is used twice in a row is looked up once.
            if (!ReferenceEquals(named, _lastUsed.Type))
            {
                var definition = named.OriginalDefinition;
                _lastUsed = (named, SymbolEqualityComparer.Default.Equals(definition, type) ? Scope.None : scopes.ByUse(definition, cancellationToken));
            }

            return _lastUsed.Scope;
        }
    }
}
