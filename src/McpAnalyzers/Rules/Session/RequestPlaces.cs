using System.Collections.Immutable;
using McpAnalyzers.Facts;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Rules.Session;

/// <summary>What the fix for MCPT1004 needs to know, as the diagnostic carries it: where the requests are declared that are to carry the id.</summary>
internal sealed record RequestPlaces(ImmutableArray<Location> Locations, ImmutableDictionary<string, string?> Properties)
{
    public const string Store = nameof(Store);
    public const string Header = nameof(Header);

    /// <summary>Null unless every request of the type is a local of its own, in the same file, and the id is in a store that is seen there.</summary>
    public static RequestPlaces? For(TransportFacts facts, HeaderWrite write, CodeBody body)
    {
        if (ValueOrigins.Unwrap(write.Value!) is not IMemberReferenceOperation { Member: var store, Instance: null or IInstanceReferenceOperation } || store.Type().SpecialType != SpecialType.System_String)
        {
            return null;
        }

        var locations = ImmutableArray.CreateBuilder<Location>();
        foreach (var sender in facts.Code.All)
        {
            foreach (var operation in sender.Operations)
            {
                if (facts.Exchanges.SendOf(operation) is not { } send)
                {
                    continue;
                }

                var exchange = new Origin(operation, sender.AnyCall);
                if (send.Request is null || ValueOrigins.Unwrap(send.Request) is not ILocalReferenceOperation { Local: var request })
                {
                    return null;
                }

                if (facts.Purposes.IsOnlyInitialize(exchange) || CarriesSession(facts, send, sender))
                {
                    continue;
                }

                if (DeclarationOf(request, sender) is not { } declaration
                    || declaration.Syntax.SyntaxTree != write.Operation.Syntax.SyntaxTree
                    || !facts.NamesAt(sender, declaration).Sees(store))
                {
                    return null;
                }

                locations.Add(declaration.Syntax.GetLocation());
            }
        }

        return locations.Count == 0 ? null : new(
            [.. locations.Distinct()],
            ImmutableDictionary<string, string?>.Empty.Add(Store, store.Name).Add(Header, facts.NamesAt(body, write.Operation).SessionHeader()));
    }

    private static bool CarriesSession(TransportFacts facts, Send send, CodeBody sender) =>
        facts.Exchanges.HeadersOf(send, sender.AnyCall).Any(h => facts.Headers.HeaderOf(h.Write.Name, h.Frame).HasFlag(McpHeader.SessionId));

    private static IOperation? DeclarationOf(ILocalSymbol request, CodeBody body) => body.Operations.FirstOrDefault(o =>
        o is IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [var declarator] }] }
        && SymbolEqualityComparer.Default.Equals(declarator.Symbol, request)
        && declarator.GetVariableInitializer() is { Value: var value } && ValueOrigins.Unwrap(value) is IObjectCreationOperation);
}
