using System.Collections.Immutable;
using System.Globalization;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Which found diagnostic is which expected one.</summary>
internal sealed class DiagnosticMatching
{
    private DiagnosticMatching(
        ImmutableArray<(DiagnosticResult Expected, AnalyzedDiagnostic Actual)> pairs,
        ImmutableArray<DiagnosticResult> missing,
        ImmutableArray<AnalyzedDiagnostic> unexpected)
    {
        Pairs = pairs;
        Missing = missing;
        Unexpected = unexpected;
    }

    /// <summary>What was expected and found.</summary>
    public ImmutableArray<(DiagnosticResult Expected, AnalyzedDiagnostic Actual)> Pairs { get; }

    /// <summary>What was expected and not found.</summary>
    public ImmutableArray<DiagnosticResult> Missing { get; }

    /// <summary>What was found and not expected.</summary>
    public ImmutableArray<AnalyzedDiagnostic> Unexpected { get; }

    public bool IsExact => Missing.IsEmpty && Unexpected.IsEmpty;

    /// <summary>Pairs as many as can be paired (augmenting paths: a loosely expected one must not take what another needs).</summary>
    public static DiagnosticMatching Of(ImmutableArray<DiagnosticResult> expected, ImmutableArray<AnalyzedDiagnostic> actual)
    {
        var actualOf = new int?[expected.Length];
        var expectedOf = new int?[actual.Length];
        for (var index = 0; index < expected.Length; index++)
        {
            Assign(index, new bool[actual.Length]);
        }

        return new(
            [.. expected.Select((result, index) => (result, index)).Where(pair => actualOf[pair.index] is not null).Select(pair => (pair.result, actual[actualOf[pair.index]!.Value]))],
            [.. expected.Where((_, index) => actualOf[index] is null)],
            [.. actual.Where((_, index) => expectedOf[index] is null)]);

        bool Assign(int e, bool[] visited)
        {
            for (var a = 0; a < actual.Length; a++)
            {
                if (visited[a] || Differences(expected[e], actual[a]).Any())
                {
                    continue;
                }

                visited[a] = true;
                if (expectedOf[a] is not { } other || Assign(other, visited))
                {
                    actualOf[e] = a;
                    expectedOf[a] = e;
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>In what a found diagnostic is not the expected one, in words.</summary>
    public static IEnumerable<string> Differences(DiagnosticResult expected, AnalyzedDiagnostic actual)
    {
        var diagnostic = actual.Diagnostic;
        if (expected.Id != diagnostic.Id)
        {
            yield return $"id: expected {expected.Id}, actual {diagnostic.Id}";
            yield break;
        }

        if (!expected.Options.HasFlag(DiagnosticOptions.IgnoreSeverity) && expected.Severity != diagnostic.Severity)
        {
            yield return $"severity: expected {expected.Severity}, actual {diagnostic.Severity}";
        }

        foreach (var difference in LocationDifferences(expected, diagnostic))
        {
            yield return difference;
        }

        if (expected.Message is { } message)
        {
            if (message != diagnostic.GetMessage(CultureInfo.InvariantCulture))
            {
                yield return $"message: expected \"{message}\", actual \"{diagnostic.GetMessage(CultureInfo.InvariantCulture)}\"";
            }
        }
        else if (expected.MessageArguments is { Length: > 0 } arguments)
        {
            var actualArguments = DiagnosticText.ArgumentsOf(diagnostic);
            var expectedArguments = arguments.Select(argument => argument?.ToString() ?? string.Empty);
            if (!expectedArguments.SequenceEqual(actualArguments))
            {
                yield return $"arguments: expected ({string.Join(", ", expectedArguments)}), actual ({string.Join(", ", actualArguments)})";
            }
        }
    }

    private static IEnumerable<string> LocationDifferences(DiagnosticResult expected, Diagnostic diagnostic)
    {
        if (!expected.HasLocation)
        {
            if (diagnostic.Location != Location.None)
            {
                yield return $"location: expected none, actual {DiagnosticText.Of(diagnostic.Location)}";
            }

            yield break;
        }

        if (!IsAt(expected.Spans[0], diagnostic.Location))
        {
            yield return $"location: expected {DiagnosticText.Of(expected.Spans[0])}, actual {DiagnosticText.Of(diagnostic.Location)}";
        }

        if (expected.Options.HasFlag(DiagnosticOptions.IgnoreAdditionalLocations))
        {
            yield break;
        }

        var further = expected.Spans.Skip(1).ToList();
        if (further.Count != diagnostic.AdditionalLocations.Count
            || !further.Zip(diagnostic.AdditionalLocations).All(pair => IsAt(pair.First, pair.Second)))
        {
            yield return "additional locations: "
                + $"expected ({string.Join("; ", further.Select(DiagnosticText.Of))}), "
                + $"actual ({string.Join("; ", diagnostic.AdditionalLocations.Select(DiagnosticText.Of))})";
        }
    }

    private static bool IsAt(DiagnosticLocation expected, Location actual)
    {
        var span = actual.GetLineSpan();
        return expected.Span.Path == span.Path
            && expected.Span.StartLinePosition == span.StartLinePosition
            && (expected.Options.HasFlag(DiagnosticLocationOptions.IgnoreLength)
                || expected.Span.EndLinePosition == span.EndLinePosition);
    }
}
