using System.Collections.Immutable;
using McpAnalyzers.Facts;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Rules.Session;

/// <summary>What the fix for MCPT1002 needs to know, as the diagnostic carries it.</summary>
internal static class ResetProperties
{
    public const string Store = nameof(Store);

    /// <summary>The statement that empties the store.</summary>
    public const string Statement = nameof(Statement);
    public const string Request = nameof(Request);
    public const string Response = nameof(Response);
    public const string Header = nameof(Header);
    public const string NeedsMethod = nameof(NeedsMethod);
}

/// <summary>A declaration of a local that holds the answer to a request with a session id: after it, the store can be emptied.</summary>
internal sealed record ResetPlace(Location Location, ImmutableDictionary<string, string?> Properties)
{
    /// <summary>The first such place in the file of the capture; null where there is none, or where the store cannot be emptied by a statement.</summary>
    public static ResetPlace? For(TransportFacts facts, StoreWrite capture)
    {
        foreach (var body in facts.Code.Own)
        {
            foreach (var operation in body.Operations)
            {
                if (operation is IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [var declarator] }] } declaration
                    && operation.Syntax.SyntaxTree == capture.Operation.Syntax.SyntaxTree
                    && facts.Types.IsResponse(declarator.Symbol.Type)
                    && declarator.GetVariableInitializer() is { } initializer
                    && ExchangeWithSession(facts, initializer.Value, body) is { } exchange
                    && facts.NamesAt(body, declaration) is var scope
                    && ResetStatement.For(facts, capture.Store, scope) is { } statement)
                {
                    return new(declaration.Syntax.GetLocation(), ImmutableDictionary<string, string?>.Empty
                        .Add(ResetProperties.Store, capture.Store.Name)
                        .Add(ResetProperties.Statement, statement)
                        .Add(ResetProperties.Response, declarator.Symbol.Name)
                        .Add(ResetProperties.Request, scope.Request(exchange))
                        .Add(ResetProperties.Header, scope.SessionHeader())
                        .Add(ResetProperties.NeedsMethod, facts.Exchanges.VerbsOf(exchange) == Verbs.Post ? null : "true"));
                }
            }
        }

        return null;
    }

    private static Origin? ExchangeWithSession(TransportFacts facts, IOperation value, CodeBody body)
    {
        foreach (var leaf in facts.Origins.Of(value, body.AnyCall).Leaves)
        {
            if (facts.Exchanges.SendOf(leaf.Operation) is { } send
                && facts.Exchanges.VerbsOf(leaf).May(Verbs.Post)
                && !facts.IsStateless(leaf)
                && facts.Exchanges.HeadersOf(send, leaf.Frame).Any(h => facts.Headers.HeaderOf(h.Write.Name, h.Frame).HasFlag(McpHeader.SessionId)))
            {
                return leaf;
            }
        }

        return null;
    }
}
