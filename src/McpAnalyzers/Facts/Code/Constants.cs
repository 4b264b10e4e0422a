using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Facts;

/// <summary>What an operation is a constant of, past conversions.</summary>
internal static class Constants
{
    public static bool IsNull(IOperation operation) =>
        ValueOrigins.Unwrap(operation) is { ConstantValue: { HasValue: true, Value: null } };

    public static bool? Bool(IOperation operation) => ValueOrigins.Unwrap(operation).ConstantValue is { HasValue: true, Value: bool value } ? value : null;

    /// <summary>The number of a status constant: HttpStatusCode.NotFound, (HttpStatusCode)404, 404.</summary>
    public static int? Number(IOperation operation) =>
        operation.ConstantValue is { HasValue: true, Value: int direct } ? direct
        : ValueOrigins.Unwrap(operation).ConstantValue is { HasValue: true, Value: int value } ? value
        : null;
}
