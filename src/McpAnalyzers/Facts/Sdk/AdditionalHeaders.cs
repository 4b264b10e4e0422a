using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>A header of the protocol among those that an SDK transport adds to every request.</summary>
/// <param name="Name">The header, as the code spells it.</param>
/// <param name="Place">The entry; where another type writes it, the use of that type's headers here.</param>
/// <param name="IsEntry">Is <paramref name="Place"/> the entry itself?</param>
internal sealed record AdditionalHeader(string Name, IOperation Place, bool IsEntry);

/// <summary>What the code of a type puts into <c>AdditionalHeaders</c> of the SDK's transport options, at once or into a dictionary that ends up there.</summary>
internal sealed class AdditionalHeaders
{
    private readonly TransportFacts _facts;
    private readonly HashSet<IOperation> _dictionaries = [];
    private readonly HashSet<ISymbol> _holders = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<CodeBody, IOperation> _elsewhere = [];
    private readonly List<AdditionalHeader> _protocolHeaders = [];

    public AdditionalHeaders(TransportFacts facts)
    {
        _facts = facts;
        if (!facts.Code.All.Any(b => b.Operations.Any(o => o is IPropertyReferenceOperation { Property: var used } && IsAdditionalHeaders(used))))
        {
            return;
        }

        foreach (var body in facts.Code.All)
        {
            foreach (var operation in body.Operations)
            {
                if (operation is IAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property } } assignment && IsAdditionalHeaders(property))
                {
                    AddDictionary(assignment.Value, body.AnyCall, assignment.Value, depth: 0);
                }
            }
        }

        foreach (var body in facts.Code.All.Concat(_elsewhere.Keys).Distinct())
        {
            foreach (var operation in body.Operations)
            {
                Read(operation, body);
            }
        }
    }

    /// <summary>The headers among them that the transport writes itself.</summary>
    public IEnumerable<AdditionalHeader> ProtocolHeaders => _protocolHeaders;

    /// <summary>The headers that the transports write: those of MCP, and those that it uses of HTTP and of event streams.</summary>
    public static bool IsOfTransport(string name) =>
        McpHeaders.Find(name) != McpHeader.None
        || name.Equals("Accept", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Last-Event-ID", StringComparison.OrdinalIgnoreCase);

    private static bool IsAdditionalHeaders(ISymbol member) => member.Name == "AdditionalHeaders" && SdkSymbols.IsSdk(member.ContainingType);

    private void Read(IOperation operation, CodeBody body)
    {
        if (_facts.Headers.Write(operation) is not { Owner: { } owner } write
            || _facts.Headers.TextOf(write.Name, body.AnyCall) is not { } name || !IsOfTransport(name)
            || !EndsInAdditionalHeaders(owner, body) || IsRemoved(name))
        {
            return;
        }

        var isHere = _facts.Code.Own.Contains(body);
        if (isHere || _elsewhere.ContainsKey(body))
        {
            var place = isHere ? operation : _elsewhere[body];
            if (_protocolHeaders.All(h => h.Place != place))
            {
                _protocolHeaders.Add(new(name, place, isHere));
            }
        }
    }

    /// <summary>Remembers what makes the dictionary and what holds it.</summary>
    private void AddDictionary(IOperation value, Frame frame, IOperation assigned, int depth)
    {
        var origins = _facts.Origins.Of(value, frame);
        foreach (var (symbol, carrierFrame) in origins.Carriers)
        {
            _holders.Add(symbol.OriginalDefinition);
            AddElsewhere(carrierFrame.Body, frame.Body, assigned);
        }

        foreach (var leaf in origins.Leaves)
        {
            _dictionaries.Add(leaf.Operation);
            AddElsewhere(leaf.Frame.Body, frame.Body, assigned);
            switch (leaf.Operation)
            {
                case IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation, Member: IFieldSymbol or IPropertySymbol } member:
                    _holders.Add(member.Member.OriginalDefinition);
                    break;
                case IObjectCreationOperation { Arguments: [{ Value: { } copied }, ..] } when depth < 3:
                    AddDictionary(copied, leaf.Frame, assigned, depth + 1);
                    break;
            }
        }
    }

    private void AddElsewhere(CodeBody body, CodeBody assigning, IOperation assigned)
    {
        if (_facts.Code.Own.Contains(assigning) && !_elsewhere.ContainsKey(body))
        {
            _elsewhere.Add(body, assigned);
        }
    }

    private bool EndsInAdditionalHeaders(IOperation owner, CodeBody body)
    {
        if (IsOne(owner))
        {
            return true;
        }

        var origins = _facts.Origins.Of(owner, body.AnyCall);
        return origins.Carriers.Any(c => _holders.Contains(c.Symbol.OriginalDefinition)) || origins.Leaves.Any(l => IsOne(l.Operation));
    }

    private bool IsOne(IOperation dictionary) =>
        _dictionaries.Contains(dictionary)
        || (dictionary is IPropertyReferenceOperation { Property: var property } && IsAdditionalHeaders(property))
        || (dictionary is ICoalesceAssignmentOperation { Target: IPropertyReferenceOperation { Property: var filled } } && IsAdditionalHeaders(filled))
        || (dictionary is IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation, Member: var member } && _holders.Contains(member.OriginalDefinition));

    private bool IsRemoved(string name) => _facts.Code.All.Any(body => body.Operations.Any(operation =>
        _facts.Headers.Removal(operation) is { } removed
        && string.Equals(_facts.Headers.TextOf(removed.Name, body.AnyCall), name, StringComparison.OrdinalIgnoreCase)
        && _facts.Headers.OwnerOf(removed.Collection) is { } owner
        && EndsInAdditionalHeaders(owner, body)));
}
