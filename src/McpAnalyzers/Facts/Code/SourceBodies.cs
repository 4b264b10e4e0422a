using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpAnalyzers.Facts;

/// <summary>
/// The code of every symbol of the compilation: handed over by the compiler as it analyses, and bound on demand for what it has not
/// handed over, such as a base class in another file or the half of a partial type that an editor did not ask about.
/// </summary>
internal sealed class SourceBodies(Compilation compilation)
{
    private readonly ConcurrentDictionary<ISymbol, IOperation> _roots = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, CodeBody> _bodies = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();

    public void Add(ISymbol owner, IEnumerable<IOperation> blocks)
    {
        foreach (var block in blocks)
        {
            var root = block;
            while (root.Parent is { } parent)
            {
                root = parent;
            }

            if (IsBody(root))
            {
                _roots.TryAdd(owner, root);
                return;
            }
        }
    }

    /// <summary>The body of a method or accessor, or the initializer of a field or property; null when it has none in source.</summary>
    public CodeBody? Of(ISymbol symbol, CancellationToken cancellationToken)
    {
        symbol = Implemented(symbol);
        return _bodies.TryGetValue(symbol, out var body) ? body
            : RootOf(symbol, cancellationToken) is { } root ? _bodies.GetOrAdd(symbol, CodeBody.Create(symbol, root))
            : null;
    }

    /// <summary>The outermost operation of that code, for who only reads it.</summary>
    public IOperation? RootOf(ISymbol symbol, CancellationToken cancellationToken)
    {
        symbol = Implemented(symbol);
        if (symbol.IsImplicitlyDeclared)
        {
            return null;
        }

        if (_roots.TryGetValue(symbol, out var root))
        {
            return root;
        }

        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            // An editor gives the symbols of referenced projects syntax of their own, which a build does not.
            if (compilation.ContainsSyntaxTree(reference.SyntaxTree)
                && BodySyntax(reference.GetSyntax(cancellationToken)) is { } syntax
                && Model(syntax.SyntaxTree).GetOperation(syntax, cancellationToken) is { } operation)
            {
                while (operation.Parent is { } parent)
                {
                    operation = parent;
                }

                if (IsBody(operation))
                {
                    return _roots.GetOrAdd(symbol, operation);
                }
            }
        }

        return null;
    }

    private static ISymbol Implemented(ISymbol symbol) =>
        symbol.OriginalDefinition is IMethodSymbol { PartialImplementationPart: { } implementation } ? implementation : symbol.OriginalDefinition;

    private static bool IsBody(IOperation root) => root.Kind is OperationKind.MethodBody or OperationKind.ConstructorBody
        or OperationKind.Block or OperationKind.FieldInitializer or OperationKind.PropertyInitializer;

    private static SyntaxNode? BodySyntax(SyntaxNode declaration) => declaration switch
    {
        BaseMethodDeclarationSyntax { Body: null, ExpressionBody: null } => null,
        BaseMethodDeclarationSyntax or CompilationUnitSyntax or ArrowExpressionClauseSyntax => declaration,
        AccessorDeclarationSyntax { Body: null, ExpressionBody: null } => null,
        AccessorDeclarationSyntax => declaration,
        VariableDeclaratorSyntax { Initializer: { } initializer } => initializer,
        PropertyDeclarationSyntax { Initializer: { } initializer } => initializer,
        _ => null,
    };

    // A semantic model of our own binds a body a second time. It is asked only for MCP code that the driver did not hand over.
#pragma warning disable RS1030
    private SemanticModel Model(SyntaxTree tree) => _models.GetOrAdd(tree, t => compilation.GetSemanticModel(t));
#pragma warning restore RS1030
}
