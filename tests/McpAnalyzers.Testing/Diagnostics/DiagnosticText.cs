using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Diagnostics as the code that expects them, ready to be pasted into a test.</summary>
internal static class DiagnosticText
{
    private static readonly PropertyInfo? Arguments
        = typeof(Diagnostic).GetProperty("Arguments", BindingFlags.Instance | BindingFlags.NonPublic);

    /// <summary>The arguments of a diagnostic's message, as text.</summary>
    public static ImmutableArray<string> ArgumentsOf(Diagnostic diagnostic)
        => Arguments?.GetValue(diagnostic) is IEnumerable<object?> arguments
            ? [.. arguments.Select(argument => argument?.ToString() ?? string.Empty)]
            : [];

    /// <summary>An expected diagnostic as code.</summary>
    public static string Of(DiagnosticResult result)
    {
        var builder = Beginning(result.Id, result.Severity);
        if (!result.HasLocation)
        {
            builder.Append(".WithNoLocation()");
        }

        foreach (var location in result.Spans)
        {
            builder.Append(CodeOf(location));
        }

        if (result.MessageArguments is { Length: > 0 } arguments)
        {
            AppendArguments(builder, arguments.Select(argument => argument?.ToString() ?? string.Empty));
        }
        else if (result.Message is { } message)
        {
            builder.Append(".WithMessage(").Append(Literal(message)).Append(')');
        }

        return builder.ToString();
    }

    /// <summary>A found diagnostic as the code that would expect it.</summary>
    public static string Of(Diagnostic diagnostic)
    {
        var builder = Beginning(diagnostic.Id, diagnostic.Severity);
        if (diagnostic.Location == Location.None)
        {
            builder.Append(".WithNoLocation()");
        }
        else
        {
            foreach (var location in diagnostic.AdditionalLocations.Prepend(diagnostic.Location))
            {
                builder.Append(CodeOf(new DiagnosticLocation(location.GetLineSpan(), DiagnosticLocationOptions.None)));
            }
        }

        // Those of AD0001 are the whole stack trace; no test expects it.
        if (diagnostic.Id != "AD0001" && ArgumentsOf(diagnostic) is { IsEmpty: false } arguments)
        {
            AppendArguments(builder, arguments);
        }

        return builder.ToString();
    }

    /// <summary>A location, for a sentence.</summary>
    public static string Of(Location location)
        => location == Location.None ? "none" : Of(new DiagnosticLocation(location.GetLineSpan(), DiagnosticLocationOptions.None));

    /// <summary>A location, for a sentence.</summary>
    public static string Of(DiagnosticLocation location)
    {
        var start = location.Span.StartLinePosition;
        var end = location.Span.EndLinePosition;
        var from = string.Create(CultureInfo.InvariantCulture, $"{location.Span.Path} ({start.Line + 1},{start.Character + 1})");
        return location.Options.HasFlag(DiagnosticLocationOptions.IgnoreLength)
            ? from
            : string.Create(CultureInfo.InvariantCulture, $"{from}-({end.Line + 1},{end.Character + 1})");
    }

    private static StringBuilder Beginning(string id, DiagnosticSeverity severity)
        => new StringBuilder().Append((id.StartsWith("CS", StringComparison.Ordinal), severity) switch
        {
            (true, DiagnosticSeverity.Error) => $"DiagnosticResult.CompilerError({Literal(id)})",
            (true, DiagnosticSeverity.Warning) => $"DiagnosticResult.CompilerWarning({Literal(id)})",
            _ => $"new DiagnosticResult({Literal(id)}, DiagnosticSeverity.{severity})",
        });

    private static string CodeOf(DiagnosticLocation location)
    {
        var start = location.Span.StartLinePosition;
        var end = location.Span.EndLinePosition;
        var path = location.Span.Path.Length == 0 ? string.Empty : $"{Literal(location.Span.Path)}, ";
        return location.Options switch
        {
            var options when options.HasFlag(DiagnosticLocationOptions.InterpretAsMarkupKey)
                => string.Create(CultureInfo.InvariantCulture, $".WithLocation({location.MarkupKey})"),
            var options when options.HasFlag(DiagnosticLocationOptions.IgnoreLength)
                => string.Create(CultureInfo.InvariantCulture, $".WithLocation({path}{start.Line + 1}, {start.Character + 1})"),
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $".WithSpan({path}{start.Line + 1}, {start.Character + 1}, {end.Line + 1}, {end.Character + 1})"),
        };
    }

    private static void AppendArguments(StringBuilder builder, IEnumerable<string> arguments)
        => builder.Append(".WithArguments(").AppendJoin(", ", arguments.Select(Literal)).Append(')');

    private static string Literal(string text) => CSharp.SymbolDisplay.FormatLiteral(text, quote: true);
}
