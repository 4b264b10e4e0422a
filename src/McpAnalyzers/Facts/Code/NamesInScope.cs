using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>How code at one point can name the request, the response and the header: what fixes write.</summary>
internal sealed class NamesInScope(TransportFacts facts, CodeBody body, IOperation point)
{
    /// <summary>A local or parameter that holds the request of the exchange here.</summary>
    public string? Request(Origin exchange) =>
        Find(facts.Types.IsRequestMessage, (reference, frame) => facts.Exchanges.SendOf(exchange.Operation) is { Request: not null } && facts.Exchanges.MayBeRequestOf(reference, frame, exchange));

    /// <summary>A local or parameter that holds the response of the exchange here, one that knows its request.</summary>
    public string? Response(Origin exchange) =>
        Find(facts.Types.IsResponseMessage, (reference, frame) => facts.Exchanges.Behind(reference, frame).Any(o => Exchanges.IsSame(o, exchange)));

    /// <summary>The session header's name as this code writes it: a constant's name where there is one, else the literal.</summary>
    public string SessionHeader()
    {
        for (var type = body.Outermost.Symbol.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => facts.Gate.HeaderNames.Find(f.ConstantValue as string) == McpHeader.SessionId) is { } constant)
            {
                return constant.Name;
            }
        }

        string? literal = null;
        foreach (var candidate in facts.Code.All)
        {
            foreach (var operation in candidate.Operations)
            {
                if (operation.ConstantValue is not { HasValue: true, Value: string text } && operation is not IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } })
                {
                    continue;
                }

                if (facts.Headers.HeaderOf(operation, candidate.AnyCall) != McpHeader.SessionId)
                {
                    continue;
                }

                if (operation is IFieldReferenceOperation { Field: { } field } && IsNameable(field, operation.Syntax))
                {
                    return operation.Syntax.ToString();
                }

                if (operation is ILiteralOperation)
                {
                    literal ??= operation.Syntax.ToString();
                }
            }
        }

        return literal ?? $"\"{McpHeaders.SessionId}\"";
    }

    /// <summary>Does the store's simple name mean the store here?</summary>
    public bool Sees(ISymbol store) =>
        body.Outermost.Symbol is { } member
        && (store.IsStatic || !member.IsStatic)
        && (store is IParameterSymbol || InheritsFrom(member.ContainingType, store.ContainingType))
        && Means(store.Name, store);

    private static bool InheritsFrom(INamedTypeSymbol? type, INamedTypeSymbol? from)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, from))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsNameable(IFieldSymbol field, SyntaxNode syntax) =>
        Model is { } model && syntax is IdentifierNameSyntax or MemberAccessExpressionSyntax
        && model.IsAccessible(point.Syntax.SpanStart, field)
        && (syntax is MemberAccessExpressionSyntax
            || Means(field.Name, field));

    /// <summary>Is the symbol what its simple name means here? Bound as an expression would be: to look the name up would ask every namespace in sight.</summary>
    private bool Means(string name, ISymbol symbol) =>
        Model?.GetSpeculativeSymbolInfo(point.Syntax.SpanStart, SyntaxFactory.IdentifierName(name), SpeculativeBindingOption.BindAsExpression).Symbol is { } meant
        && SymbolEqualityComparer.Default.Equals(meant.OriginalDefinition, symbol.OriginalDefinition);

    private SemanticModel? Model => body.Root.SemanticModel;

    private string? Find(Func<ITypeSymbol?, bool> isWanted, Func<IOperation, Frame, bool> belongs)
    {
        for (var current = body; current is not null; current = current.Outer)
        {
            foreach (var operation in current.Operations)
            {
                if (operation is not (ILocalReferenceOperation or IParameterReferenceOperation) || !isWanted(operation.Type) || operation.Syntax is not IdentifierNameSyntax name)
                {
                    continue;
                }

                var symbol = operation is ILocalReferenceOperation local ? (ISymbol)local.Local : ((IParameterReferenceOperation)operation).Parameter;
                var declared = symbol.DeclaringSyntaxReferences.FirstOrDefault()?.Span.Start ?? 0;
                if (declared <= point.Syntax.SpanStart
                    && Means(symbol.Name, symbol)
                    && belongs(operation, current.AnyCall))
                {
                    return name.Identifier.Text;
                }
            }
        }

        return null;
    }
}
