using System.Collections.Immutable;
using McpAnalyzers.Tool.Fixing;
using McpAnalyzers.Tool.Loading;
using McpAnalyzers.Tool.Scanning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.Tool.Tests.Fixing;

/// <summary>Fixes that do not help, which those of McpAnalyzers should never be.</summary>
public sealed class FixerTests : IDisposable
{
    private const string Test = "if (response.StatusCode == HttpStatusCode.NotFound)";

    private readonly SourceTree _tree = new();
    private readonly Problems _problems = new();

    public void Dispose() => _tree.Dispose();

    public static TheoryData<string, Func<string, TextSpan, TextChange>> UselessFixes => new()
    {
        { "before the place", (text, _) => new(new(text.IndexOf(Test, StringComparison.Ordinal), 0), "_sessionId ??= \"\";\n        ") },
        { "over the place, with the line as it was", (text, place) => new(place, $"{Written(text, place)} /* mended */") },
        { "over the statement", (text, _) => new(StatementIn(text), $"if (DateTime.Now.Year > 1) {{ {Written(text, StatementIn(text))} }}") },
        { "over the line, which is another then", (text, place) => new(place, "HttpStatusCode.NotFound == response.StatusCode") },
        { "at the end of the file", (text, _) => new(new(text.Length, 0), "// mended\n") },
        { "at the start of the file", (_, _) => new(new(0, 0), "// mended\n") },
    };

    [Theory]
    [MemberData(nameof(UselessFixes))]
    public async Task FixAfterWhichTheFindingIsBack_IsTakenBack_AndTold(string where, Func<string, TextSpan, TextChange> change)
    {
        var tries = 0;
        _tree.With("Expiry.cs", Sources.Expiry);

        var (result, left) = await FixAsync((document, diagnostic) =>
        {
            tries++;
            return With(document, text => text.WithChanges(change(text.ToString(), diagnostic.Location.SourceSpan)));
        });

        Assert.True(tries == 1, where);
        Assert.Empty(result.Applied);
        Assert.Empty(result.Files);
        Assert.Equal(("MCPT1001", Sources.ExpiryLine, null), left.Select(f => (f.RuleId, f.Line, f.FixTitle)).Single());
        Assert.Equal(
            [$"The fix for MCPT1001 in line {Sources.ExpiryLine} of Expiry.cs does not help, so it was taken back. That is a bug of McpAnalyzers: please report it."],
            _problems.Notes);
        Assert.Empty(_problems.Sentences);
    }

    [Fact]
    public async Task WhatHelpsElsewhere_IsKept()
    {
        _tree.With("Caching.cs", Sources.Caching).With("Expiry.cs", Sources.Expiry);

        var (result, left) = await FixAsync((document, diagnostic) => diagnostic.Id == "MCPT1001" ? With(document, AddLine) : null);

        Assert.Equal(["MCPT1002"], result.Applied.Select(a => a.RuleId));
        Assert.Equal([_tree.PathOf("Caching.cs")], result.Files.Select(f => f.Path));
        Assert.Equal(["MCPT1001"], left.Select(f => f.RuleId));
    }

    [Fact]
    public async Task OfTwoFindingsOfARule_TheOneThatIsHelpedIsKept_AndTheOtherToldOfWhereItIsThen()
    {
        var two = Sources.Expiry + Sources.Expiry[Sources.Expiry.IndexOf("public sealed class", StringComparison.Ordinal)..].Replace("ExpiryClient", "OtherClient", StringComparison.Ordinal);
        _tree.With("Two.cs", two);

        var (result, left) = await FixAsync((document, diagnostic) => diagnostic.Location.SourceSpan.Start > two.Length / 2 ? With(document, AddLine) : null);

        Assert.Equal(["MCPT1001"], result.Applied.Select(a => a.RuleId));
        Assert.DoesNotContain("mended", result.Files.Single().After.ToString(), StringComparison.Ordinal);
        var finding = Assert.Single(left);
        Assert.Null(finding.FixTitle);
        Assert.StartsWith($"The fix for MCPT1001 in line {finding.Line} of Two.cs ", Assert.Single(_problems.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FixesThatUndoEachOther_AreTakenBack()
    {
        _tree.With("Expiry.cs", Sources.Expiry);

        var (result, left) = await FixAsync(
            (document, diagnostic) => With(document, text => SourceText.From(diagnostic.Id == "MCPT1001" ? Sources.Caching : Sources.Expiry, text.Encoding)));

        Assert.Empty(result.Applied);
        Assert.Empty(result.Files);
        Assert.Equal([("MCPT1001", null)], left.Select(f => (f.RuleId, f.FixTitle)));
        Assert.Equal(["The fixes of Expiry.cs undo each other, so they were taken back. That is a bug of McpAnalyzers: please report it."], _problems.Notes);
    }

    [Fact]
    public async Task FixesWithoutEnd_AreTakenBack()
    {
        // Each moves the finding to a place where no fix has been.
        _tree.With("Expiry.cs", Sources.Expiry);

        var (result, left) = await FixAsync((document, _) => With(document, text =>
        {
            var code = text.ToString();
            var statement = StatementIn(code);
            return text.WithChanges(new TextChange(statement, ""), new TextChange(new(statement.End, 0), $"\n// moved\n        {Written(code, statement)}"));
        }));

        Assert.Empty(result.Applied);
        Assert.Empty(result.Files);
        Assert.Equal([("MCPT1001", null)], left.Select(f => (f.RuleId, f.FixTitle)));
    }

    private static TextSpan StatementIn(string text)
    {
        var start = text.IndexOf(Test, StringComparison.Ordinal);
        return TextSpan.FromBounds(start, text.IndexOf('}', start) + 1);
    }

    private static string Written(string text, TextSpan place) => text[place.Start..place.End];

    private static SourceText AddLine(SourceText text) => text.WithChanges(new TextChange(new(text.Length, 0), "// mended\n"));

    private static CodeAction With(Document document, Func<SourceText, SourceText> change)
        => CodeAction.Create("Made up", async cancellationToken => document.WithText(change(await document.GetTextAsync(cancellationToken))), "");

    /// <summary>Mends the tree with the made-up fix, and with the true one where there is none.</summary>
    /// <returns>What fixing came to, and what is found in the code then.</returns>
    private async Task<(FixResult Result, ImmutableArray<Finding> Left)> FixAsync(Func<Document, Diagnostic, CodeAction?> madeUp)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var terminal = new Terminal(TextWriter.Null, TextWriter.Null, OutIsTerminal: false, ErrorIsTerminal: false, Colour: false, _tree.Root);
        var code = (await new CodeLoader(terminal, _problems, []).LoadAsync(_tree.Root, cancellationToken))!;
        var scanner = new Scanner(new([], DiagnosticSeverity.Warning), _problems);
        var found = await scanner.ScanAsync(code.Solution, code.Scanned, _ => { }, cancellationToken);

        var result = await new Fixer(
            scanner,
            async (document, diagnostic, cancel) => madeUp(document, diagnostic) ?? await FixProviders.FirstActionAsync(document, diagnostic, cancel),
            _problems).FixAsync(code.Solution, code.Scanned, found, (_, all) => Task.FromResult(all), _ => { }, cancellationToken);

        var left = await scanner.ScanAsync(result.Solution, code.Scanned, _ => { }, cancellationToken);
        return (result, await Findings.OfAsync(result.Solution, left, result.Unmended, cancellationToken));
    }
}
