using System.Collections.Concurrent;
using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;
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
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _namesHeader = new(SymbolEqualityComparer.Default);

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

    private Scope ByUse(INamedTypeSymbol definition, CancellationToken cancellationToken) => _byUse.TryGetValue(definition, out var known) ? known : _byUse.GetOrAdd(
        definition,
        SdkSymbols.IsSdk(definition) ? Scope.Sdk : gate.NamesHeader(TypeBodies.OutermostOf(definition), cancellationToken) ? Scope.Header : Scope.None);

    /// <summary>Does the code of a method that is called take a header's name from a constant elsewhere?</summary>
    private bool NamesHeader(IMethodSymbol method, CancellationToken cancellationToken) => _namesHeader.TryGetValue(method, out var known) ? known : _namesHeader.GetOrAdd(
        method,
        _bodies.RootOf(method, cancellationToken)?.DescendantsAndSelf().Any(IsHeaderConstant) == true);

    private bool IsHeaderConstant(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: string text } && IsHeader(text);

    private bool IsHeader(string text) => gate.HeaderNames.Find(text) != McpHeader.None;

    /// <summary>One reading of a type's code, which ends where a header was found.</summary>
    private sealed class Reading(TypeScopes scopes, INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        // What is deeper has to wait its turn: expressions may nest deeper than the thread's stack is.
        private const int MaximalDepth = 200;

        private readonly Stack<IOperation> _deeper = new();

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
                    ReadParameters(member as IMethodSymbol);
                    Read(root, depth: 0);
                    while (_deeper.Count > 0)
                    {
                        Read(_deeper.Pop(), depth: 0);
                    }
                }
            }
        }

        private void Read(IOperation operation, int depth)
        {
            // By kinds: an operation is asked for its interface only where it has the one that is asked for.
            switch (operation.Kind)
            {
                case OperationKind.LocalReference or OperationKind.ParameterReference or OperationKind.InstanceReference:
                    return;
                case OperationKind.Literal or OperationKind.Binary or OperationKind.InterpolatedString when scopes.IsHeaderConstant(operation):
                    Found = Scope.Header;
                    return;
                case OperationKind.FieldReference:
                    var field = ((IFieldReferenceOperation)operation).Field;
                    Use(field.HasConstantValue && field.ConstantValue is string text && scopes.IsHeader(text) ? Scope.Header : ByUse(field.ContainingType));
                    break;
                case OperationKind.PropertyReference or OperationKind.MethodReference or OperationKind.EventReference:
                    Use(ByUse(((IMemberReferenceOperation)operation).Member.ContainingType));
                    break;
                case OperationKind.Invocation:
                    Use(ByCall((IInvocationOperation)operation));
                    break;
                case OperationKind.ObjectCreation:
                    Use(ByUse(operation.Type));
                    break;
                case OperationKind.IsType:
                    Use(ByUse(((IIsTypeOperation)operation).TypeOperand));
                    break;
                case OperationKind.RecursivePattern:
                    Use(ByUse(((IRecursivePatternOperation)operation).MatchedType));
                    break;
                case OperationKind.DeclarationPattern:
                    Use(ByUse(((IDeclarationPatternOperation)operation).MatchedType));
                    break;
                case OperationKind.TypePattern:
                    Use(ByUse(((ITypePatternOperation)operation).MatchedType));
                    break;
                case OperationKind.AnonymousFunction:
                    ReadParameters(((IAnonymousFunctionOperation)operation).Symbol);
                    break;
                case OperationKind.LocalFunction:
                    ReadParameters(((ILocalFunctionOperation)operation).Symbol);
                    break;
            }

            if (Found == Scope.Header)
            {
                return;
            }

            foreach (var child in operation.ChildOperations)
            {
                if (depth < MaximalDepth)
                {
                    Read(child, depth + 1);
                }
                else
                {
                    _deeper.Push(child);
                }
            }
        }

        /// <summary>[FromHeader(Name = Headers.SessionId)], with the name declared elsewhere.</summary>
        private void ReadParameters(IMethodSymbol? method)
        {
            foreach (var parameter in method is null ? [] : method.Parameters)
            {
                if (parameter.GetAttributes().Any(a => a.NamedArguments.Any(n => n.Value.Text() is { } text && scopes.IsHeader(text))))
                {
                    Found = Scope.Header;
                }
            }
        }

        private void Use(Scope found) => Found = found == Scope.None || Found == Scope.Header ? Found : found;

        private Scope ByCall(IInvocationOperation call)
        {
            var callee = call.TargetMethod;
            var scope = ByUse(callee.ContainingType);
            return scope == Scope.None && callee.DeclaringSyntaxReferences.Length > 0 && TypeBodies.IsFixed(callee, call.Instance) && scopes.NamesHeader(callee.OriginalDefinition, cancellationToken)
                ? Scope.Header
                : scope;
        }

        private Scope ByUse(ITypeSymbol? used) =>
            used is INamedTypeSymbol { OriginalDefinition: var definition } && !SymbolEqualityComparer.Default.Equals(definition, type) ? scopes.ByUse(definition, cancellationToken) : Scope.None;
    }
}
