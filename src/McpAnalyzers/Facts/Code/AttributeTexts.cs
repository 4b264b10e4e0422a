using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Facts;

/// <summary>The texts that attributes are given. An attribute of any name may be given anything, and arrays have no one value.</summary>
internal static class AttributeTexts
{
    public static string? Text(this TypedConstant constant) => constant.Kind == TypedConstantKind.Primitive ? constant.Value as string : null;

    /// <summary>The argument with this name.</summary>
    public static string? Named(this AttributeData attribute, string name) => attribute.NamedArguments.FirstOrDefault(a => a.Key == name).Value.Text();

    /// <summary>The constructor's arguments that are texts, those of arrays included.</summary>
    public static IEnumerable<string> Texts(this AttributeData attribute) =>
        attribute.ConstructorArguments.SelectMany(a => a is { Kind: TypedConstantKind.Array, IsNull: false } ? a.Values : [a]).Select(a => a.Text()).OfType<string>();
}
