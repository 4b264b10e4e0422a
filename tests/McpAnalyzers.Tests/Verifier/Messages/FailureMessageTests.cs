using Microsoft.CodeAnalysis.Testing;
using Check = McpAnalyzers.Tests.Verify<McpAnalyzers.Tests.Verifier.TypeNameAnalyzer>;
using CheckFix = McpAnalyzers.Tests.Verify<McpAnalyzers.Tests.Verifier.TypeNameAnalyzer, McpAnalyzers.Tests.Verifier.TypeNameFix>;

namespace McpAnalyzers.Tests.Verifier.Messages;

/// <summary>What our own verifier says, and what only it checks; left out with the official one, which words things differently.</summary>
public class FailureMessageTests
{
    [Fact]
    public async Task UnexpectedDiagnostic_IsSaidAsCodeToPaste()
    {
        var message = await Failure.Of(Check.Analyzer("class a { }"));

        Assert.Contains(
            "new DiagnosticResult(\"VT001\", DiagnosticSeverity.Warning).WithSpan(\"/0/Test0.cs\", 1, 7, 1, 8).WithArguments(\"a\")",
            message,
            StringComparison.Ordinal);
        Assert.Contains("// Type 'a' has a lower case name", message, StringComparison.Ordinal);
        Assert.Contains("class {|VT001:a|} { }", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NearMiss_IsSaidWithItsDifferences()
    {
        var message = await Failure.Of(
            Check.Analyzer("class abc { }", Check.Diagnostic("VT001").WithSpan(1, 7, 1, 9).WithArguments("b")));

        Assert.Contains("differs in location: expected /0/Test0.cs (1,7)-(1,9), actual /0/Test0.cs (1,7)-(1,10)", message, StringComparison.Ordinal);
        Assert.Contains(
            "differs in message: expected \"Type 'b' has a lower case name\", actual \"Type 'abc' has a lower case name\"",
            message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task LooselyExpectedDiagnostic_DoesNotTakeWhatAnotherNeeds()
        => await Check.Analyzer(
            "class abc { class a { } }",
            new DiagnosticResult("VT001", Microsoft.CodeAnalysis.DiagnosticSeverity.Warning).WithLocation(1, 7),
            new DiagnosticResult("VT001", Microsoft.CodeAnalysis.DiagnosticSeverity.Warning).WithLocation(1, 19).WithArguments("a"));

    [Fact]
    public async Task OtherFixedCode_IsSaidAsLineDiff()
    {
        var message = await Failure.Of(CheckFix.CodeFix("class A\n{\n    class {|VT001:b|} { }\n}\n", "class A\n{\n    class C { }\n}\n"));

        Assert.Contains(
            "  {\n-     class C { }\n+     class B { }\n  }\n", message.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OtherLineEnding_IsMadeVisible()
        => Assert.Contains(
            "- class·B␊", await Failure.Of(CheckFix.CodeFix("class {|VT001:b|}\r\n{ }", "class B\n{ }")), StringComparison.Ordinal);

    [Fact]
    public async Task ActionThatChangesNothing_IsSaid_EvenWhereNoFixIsExpected()
        => Assert.Contains(
            "changes nothing",
            await Failure.Of(Verify<TypeNameAnalyzer, IdleFix>.NoCodeFix("class {|VT001:b|} { }")),
            StringComparison.Ordinal);

    [Fact]
    public async Task FarLines_AreLeftOut()
    {
        var lines = string.Concat(Enumerable.Range(0, 40).Select(line => $"// {line}\n"));

        var message = await Failure.Of(CheckFix.CodeFix($"{lines}class {{|VT001:b|}} {{ }}\n", $"{lines}class C {{ }}\n"));

        Assert.Contains("// 39", message, StringComparison.Ordinal);
        Assert.Contains("…", message, StringComparison.Ordinal);
        Assert.DoesNotContain("// 12", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SilenceInGeneratedCode_IsSaidAsSuch()
        => Assert.Contains(
            "generated code", await Failure.Of(Verify<GeneratedCodeAnalyzer>.Analyzer("class {|VT001:a|} { }")), StringComparison.Ordinal);

    [Fact]
    public async Task AnalyzerException_IsSaidWithItsStack()
        => Assert.Contains(
            "at McpAnalyzers.Tests.Verifier.ThrowingAnalyzer.Find",
            await Failure.Of(Verify<ThrowingAnalyzer>.Analyzer("class A { }")),
            StringComparison.Ordinal);

    [Fact]
    public async Task LateDiagnostic_FailsEvenWithoutFix()
        => Assert.Contains("not local", await Failure.Of(Verify<LateAnalyzer>.Analyzer("class {|VT001:a|} { }")), StringComparison.Ordinal);

    [Fact]
    public async Task FixOfAdmittedlyLateDiagnostic_IsSaidAsSuch()
        => Assert.Contains(
            "non-local",
            await Failure.Of(Verify<AdmittedlyLateAnalyzer, TypeNameFix>.CodeFix("class {|VT001:a|} { }", "class A { }")),
            StringComparison.Ordinal);

    [Fact]
    public async Task DiagnosticThatOnlyAnEditorShows_Fails()
        => Assert.Contains(
            "shows a diagnostic that a build does not report",
            await Failure.Of(Verify<RememberingAnalyzer>.Analyzer(["class B { }", "class a { }"])),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("class {|VT001:a { }", "'{|VT001:' is never closed")]
    [InlineData("class a|} { }", "'|}' closes nothing")]
    [InlineData("class [|a|} { }", "'|}' closes nothing")]
    [InlineData("class {|#0:A|} { class {|#0:B|} { } }", "'#0' is not a number of its own")]
    [InlineData("class {|#x:A|} { }", "'#x' is not a number of its own")]
    [InlineData("class $$A { }", "position marker")]
    public async Task MalformedMarkup_IsSaid(string source, string expected)
        => Assert.Contains(expected, await Failure.Of(Check.Analyzer(source)), StringComparison.Ordinal);

    [Fact]
    public async Task UnknownMarkupKey_IsSaid()
        => Assert.Contains(
            "no markup {|#1:…|}",
            await Failure.Of(Check.Analyzer("class {|#0:A|} { }", Check.Diagnostic("VT001").WithLocation(1))),
            StringComparison.Ordinal);

    [Fact]
    public Task PositionMarkerAsCode_Passes()
        => Check.Analyzer(
            ["class A { string b = $$\"\"\"{x}\"\"\"; }"], test => test.MarkupOptions = MarkupOptions.TreatPositionIndicatorsAsCode);

    [Fact]
    public void UnknownPackage_IsRefused()
        => Assert.Throws<NotSupportedException>(() => ReferenceAssemblies.Net.Net80.AddPackages([new PackageIdentity("Other", "1.0.0")]));
}
