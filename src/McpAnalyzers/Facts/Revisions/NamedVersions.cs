using System.Text.RegularExpressions;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.Facts;

/// <summary>A text that stands for the protocol version: as the header's value, as <c>protocolVersion</c> of a message, or as an option of the SDK.</summary>
/// <param name="Text">The text.</param>
/// <param name="Location">Where it is written: the literal, its part of a JSON text, or the use of a constant of another type.</param>
/// <param name="IsHeader">Is it the value of MCP-Protocol-Version?</param>
internal sealed record NamedVersion(string Text, Location Location, bool IsHeader);

/// <summary>Finds where the code of a type names protocol versions.</summary>
internal sealed class NamedVersions
{
    /// <summary>The name in the parameters of initialize, and the one in the <c>_meta</c> of later revisions.</summary>
    private const string Name = "protocolVersion";
    private const string MetaName = "io.modelcontextprotocol/protocolVersion";

    // In a C# literal, quotes are written ", \" or "".
    private static readonly Regex InJson = new("protocolVersion(?:\\\\\"|\"\"|\")\\s*:\\s*(?:\\\\\"|\"\"|\")(?<version>[0-9-]{10})(?![0-9-])", RegexOptions.CultureInvariant);

    /// <summary>The end of a text after which the version is put in.</summary>
    private static readonly Regex BeforeVersion = new("protocolVersion\"\\s*:\\s*\"$", RegexOptions.CultureInvariant);

    private readonly TransportFacts _facts;
    private readonly Dictionary<(SyntaxTree?, TextSpan), NamedVersion> _found = [];

    public NamedVersions(TransportFacts facts)
    {
        _facts = facts;
        foreach (var body in facts.Code.Own)
        {
            foreach (var operation in body.Operations)
            {
                Read(operation, body);
            }
        }
    }

    public IEnumerable<NamedVersion> All => _found.Values;

    private void Read(IOperation operation, CodeBody body)
    {
        if (_facts.Headers.Write(operation) is { Value: { } written } write && _facts.Headers.HeaderOf(write.Name, body.AnyCall) == McpHeader.ProtocolVersion)
        {
            AddTexts(written, body, isHeader: true);
            return;
        }

        switch (operation)
        {
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [var key] } } assignment when IsName(key.Value):
                AddTexts(assignment.Value, body, isHeader: false);
                break;
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property } } assignment when IsName(property):
                AddTexts(assignment.Value, body, isHeader: false);
                break;
            case IPropertyInitializerOperation initializer when initializer.InitializedProperties.Any(IsName):
                AddTexts(initializer.Value, body, isHeader: false);
                break;
            case IObjectCreationOperation { Arguments: var arguments }:
                foreach (var argument in arguments)
                {
                    if (string.Equals(argument.Parameter?.Name, Name, StringComparison.OrdinalIgnoreCase))
                    {
                        AddTexts(argument.Value, body, isHeader: false);
                    }
                }

                break;
            case IInvocationOperation { Arguments: var arguments }:
                // Add("protocolVersion", x), WriteString("protocolVersion", x)
                for (var i = 0; i + 1 < arguments.Length; i++)
                {
                    if (IsName(arguments[i].Value))
                    {
                        AddTexts(arguments[i + 1].Value, body, isHeader: false);
                    }
                }

                break;
            case IInterpolatedStringOperation { Parts: var parts }:
                for (var i = 0; i + 1 < parts.Length; i++)
                {
                    if (parts[i] is IInterpolatedStringTextOperation { Text: var before } && EndsBeforeVersion(before) && parts[i + 1] is IInterpolationOperation { Expression: var version })
                    {
                        AddTexts(version, body, isHeader: false);
                    }
                }

                break;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, LeftOperand: var left, RightOperand: var right } when EndsBeforeVersion(left is IBinaryOperation { RightOperand: var last } ? last : left):
                AddTexts(right, body, isHeader: false);
                break;
            case ILiteralOperation { ConstantValue: { HasValue: true, Value: string text } } when text.Contains(Name):
                AddJson(operation.Syntax);
                break;
            case IFieldReferenceOperation { Field: { IsConst: true, ConstantValue: string text } field } when text.Contains(Name) && DeclaredHere(field) is { } json:
                AddJson(json);
                break;
        }
    }

    private void AddTexts(IOperation value, CodeBody body, bool isHeader)
    {
        // JsonNode and the like are made of texts by operators of their own.
        while (value is IConversionOperation { Operand: var operand })
        {
            value = operand;
        }

        foreach (var leaf in _facts.Origins.Of(value, body.AnyCall).Leaves)
        {
            if (leaf.Operation is { ConstantValue: { HasValue: true, Value: string text }, IsImplicit: false }
                && (isHeader ? !string.IsNullOrWhiteSpace(text) : Revisions.IsRevision(text))
                && LocationOf(leaf) is { } location)
            {
                Add(new(text, location, isHeader));
            }
        }
    }

    private void AddJson(SyntaxNode literal)
    {
        foreach (Match match in InJson.Matches(literal.ToString()))
        {
            var version = match.Groups["version"];
            if (Revisions.IsRevision(version.Value))
            {
                Add(new(version.Value, Location.Create(literal.SyntaxTree, new TextSpan(literal.SpanStart + version.Index, version.Length)), IsHeader: false));
            }
        }
    }

    /// <summary>The literal in this type; where another type declares the constant, its use here; null where the text is written elsewhere.</summary>
    private Location? LocationOf(Origin leaf)
    {
        if (leaf.Operation is IFieldReferenceOperation { Field: { IsConst: true } field } && DeclaredHere(field) is { } value)
        {
            return value.GetLocation();
        }

        return _facts.Code.Own.Contains(leaf.Frame.Body) && leaf.Operation.Syntax is ExpressionSyntax ? leaf.Operation.Syntax.GetLocation() : null;
    }

    /// <summary>What a constant of this type is declared to be.</summary>
    private ExpressionSyntax? DeclaredHere(IFieldSymbol constant) =>
        SymbolEqualityComparer.Default.Equals(TypeBodies.OutermostOf(constant.ContainingType), _facts.Code.Type)
        && constant.DeclaringSyntaxReferences is [var declared, ..]
        && declared.GetSyntax(_facts.CancellationToken) is VariableDeclaratorSyntax { Initializer.Value: { } value }
            ? value
            : null;

    private void Add(NamedVersion version)
    {
        var key = (version.Location.SourceTree, version.Location.SourceSpan);
        if (!_found.TryGetValue(key, out var known) || version.IsHeader && !known.IsHeader)
        {
            _found[key] = version;
        }
    }

    private static bool EndsBeforeVersion(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: string text } && BeforeVersion.IsMatch(text);

    private static bool IsName(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: Name or MetaName };

    private static bool IsName(IPropertySymbol property) =>
        string.Equals(property.Name, Name, StringComparison.OrdinalIgnoreCase)
        || property.GetAttributes().Any(a => a.AttributeClass?.Name == "JsonPropertyNameAttribute" && a.ConstructorArguments is [{ Value: Name }]);
}
