using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace McpTransport;

/// <summary>Mirrors the arguments that a tool's schema marks with <c>x-mcp-header</c> into <c>Mcp-Param-*</c> (revision 2026-07-28, "Custom Headers from Tool Parameters").</summary>
internal static class ParameterHeaders
{
    private const decimal LargestSafeInteger = 9007199254740991;

    /// <exception cref="McpException">An integer argument is outside the range that the revision allows.</exception>
    public static void Add(HttpRequestHeaders headers, JsonElement schema, JsonObject? arguments)
    {
        if (arguments is null || schema.ValueKind != JsonValueKind.Object ||
            !schema.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var property in properties.EnumerateObject())
        {
            // "If the parameter value is null or absent, the client MUST omit the header."
            if (property.Value.ValueKind != JsonValueKind.Object || !arguments.TryGetPropertyValue(property.Name, out var argument) || argument is null)
            {
                continue;
            }

            // The marks may stand at any depth.
            if (argument is JsonObject members)
            {
                Add(headers, property.Value, members);
            }
            else if (property.Value.TryGetProperty("x-mcp-header", out var mark) && mark.ValueKind == JsonValueKind.String &&
                Encode(property.Name, property.Value, argument) is { } value)
            {
                headers.TryAddWithoutValidation(HeaderNames.ParameterPrefix + mark.GetString(), value);
            }
        }
    }

    private static string? Encode(string name, JsonElement schema, JsonNode argument)
    {
        if (argument.GetValueKind() != JsonValueKind.Number)
        {
            return McpHeaderEncoder.ConvertToHeaderValue(argument);
        }

        // "integer" only, within what JavaScript holds exactly; 42.0 is 42. Parameters of type "number" have no header.
        if (!AllowsInteger(schema))
        {
            return null;
        }

        if (decimal.TryParse(argument.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) &&
            decimal.Truncate(number) == number && Math.Abs(number) <= LargestSafeInteger)
        {
            return McpHeaderEncoder.EncodeValue((long)number);
        }

        throw new McpException($"The argument '{name}' goes into a header and must be a whole number from -{LargestSafeInteger} to {LargestSafeInteger}.");
    }

    private static bool AllowsInteger(JsonElement schema)
    {
        if (!schema.TryGetProperty("type", out var type))
        {
            return true;
        }

        if (type.ValueKind != JsonValueKind.Array)
        {
            return type.ValueEquals("integer");
        }

        foreach (var entry in type.EnumerateArray())
        {
            if (entry.ValueEquals("integer"))
            {
                return true;
            }
        }

        return false;
    }
}
