using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;
using Check = McpAnalyzers.Tests.Verify<McpAnalyzers.Tests.Verifier.TypeNameAnalyzer>;

namespace McpAnalyzers.Tests.Verifier;

public class AnalyzerVerificationTests
{
    private static readonly string[] TwoParts = ["partial class {|#0:a|} { }", "partial class {|#1:a|} { }"];

    [Fact]
    public Task MarkupWithId_Passes() => Check.Analyzer("class {|VT001:a|} { class B { } class {|VT001:c|} { } }");

    [Fact]
    public Task MarkupWithoutId_Passes() => Check.Analyzer("class [|a|] { }");

    [Fact]
    public Task MarkupWithoutId_SeveralDescriptors_Fails() => Failure.Of(Verify<OffByDefaultAnalyzer>.Analyzer("class [|a|] { }"));

    [Fact]
    public Task KeyAndArguments_Pass() => Check.Analyzer("class {|#0:a|} { }", Check.Diagnostic("VT001").WithLocation(0).WithArguments("a"));

    [Fact]
    public Task SpanAndMessage_Pass()
        => Check.Analyzer(
            "class a { }",
            new DiagnosticResult("VT001", DiagnosticSeverity.Warning).WithSpan(1, 7, 1, 8).WithMessage("Type 'a' has a lower case name"));

    [Fact]
    public Task StartOfSpan_Passes()
        => Check.Analyzer("class abc { }", new DiagnosticResult("VT001", DiagnosticSeverity.Warning).WithLocation(1, 7));

    [Fact]
    public Task ArgumentsWithoutDescriptor_Pass()
        => Check.Analyzer(
            "class {|#0:a|} { }", new DiagnosticResult("VT001", DiagnosticSeverity.Warning).WithLocation(0).WithArguments("a"));

    [Fact]
    public Task NothingExpectedAndNothingFound_Passes() => Check.Analyzer("class A { }");

    [Fact]
    public Task WrongLocation_Fails() => Failure.Of(Check.Analyzer("{|VT001:class|} a { }"));

    [Fact]
    public Task WrongEnd_Fails() => Failure.Of(Check.Analyzer("class {|VT001:a |}{ }"));

    [Fact]
    public Task WrongStart_Fails()
        => Failure.Of(Check.Analyzer("class a { }", new DiagnosticResult("VT001", DiagnosticSeverity.Warning).WithLocation(1, 8)));

    [Fact]
    public Task WrongFile_Fails()
        => Failure.Of(Check.Analyzer(
            ["class a { }", "class B { }"],
            Check.Diagnostic("VT001").WithSpan("/0/Test1.cs", 1, 7, 1, 8).WithArguments("a")));

    [Fact]
    public Task MissingDiagnostic_Fails() => Failure.Of(Check.Analyzer("class {|VT001:A|} { }"));

    [Fact]
    public Task ExtraDiagnostic_Fails() => Failure.Of(Check.Analyzer("class {|VT001:a|} { class b { } }"));

    [Fact]
    public Task OtherId_Fails() => Failure.Of(Check.Analyzer("class {|VT009:a|} { }"));

    [Fact]
    public Task WrongArguments_Fail()
        => Failure.Of(Check.Analyzer("class {|#0:a|} { }", Check.Diagnostic("VT001").WithLocation(0).WithArguments("b")));

    [Fact]
    public Task WrongArgumentsWithoutDescriptor_Fail()
        => Failure.Of(Check.Analyzer(
            "class {|#0:a|} { }", new DiagnosticResult("VT001", DiagnosticSeverity.Warning).WithLocation(0).WithArguments("b")));

    [Fact]
    public Task ForgottenArguments_Fail()
        => Failure.Of(Check.Analyzer("class {|#0:a|} { }", Check.Diagnostic("VT001").WithLocation(0)));

    [Fact]
    public Task WrongMessage_Fails()
        => Failure.Of(Check.Analyzer("class {|#0:a|} { }", Check.Diagnostic("VT001").WithLocation(0).WithMessage("other")));

    [Fact]
    public Task WrongSeverity_Fails()
        => Failure.Of(Check.Analyzer(
            "class {|#0:a|} { }",
            Check.Diagnostic("VT001").WithLocation(0).WithArguments("a").WithSeverity(DiagnosticSeverity.Info)));

    [Fact]
    public Task AdditionalLocationsInTwoFiles_Pass()
        => Check.Analyzer(TwoParts, Check.Diagnostic("VT001").WithLocation(0).WithLocation(1).WithArguments("a"));

    [Fact]
    public Task ForgottenAdditionalLocation_Fails()
        => Failure.Of(Check.Analyzer(TwoParts, Check.Diagnostic("VT001").WithLocation(0).WithArguments("a")));

    [Fact]
    public Task IgnoredAdditionalLocations_Pass()
        => Check.Analyzer(
            TwoParts,
            Check.Diagnostic("VT001").WithLocation(0).WithArguments("a").WithOptions(DiagnosticOptions.IgnoreAdditionalLocations));

    [Fact]
    public Task CompilerError_Fails() => Failure.Of(Check.Analyzer("class A { int x = \"\"; }"));

    [Fact]
    public Task ExpectedCompilerError_Passes() => Check.Analyzer("class A { int x = {|CS0029:\"\"|}; }");

    [Fact]
    public Task ExplicitCompilerError_Passes()
        => Check.Analyzer("class A { {|#0:B|} b; }", DiagnosticResult.CompilerError("CS0246").WithLocation(0).WithArguments("B"));

    [Fact]
    public Task CompilerWarning_IsNotExpectedUnlessAskedFor() => Check.Analyzer("class A { int x; }");

    [Fact]
    public Task CompilerWarningAskedFor_Fails()
        => Failure.Of(Check.Analyzer(["class A { int x; }"], test => test.CompilerDiagnostics = CompilerDiagnostics.Warnings));

    [Fact]
    public Task ExpectedCompilerWarning_Passes()
        => Check.Analyzer(["class A { int {|CS0169:x|}; }"], test => test.CompilerDiagnostics = CompilerDiagnostics.Warnings);

    [Fact]
    public Task RuleOffByDefault_IsTested() => Verify<OffByDefaultAnalyzer>.Analyzer("class {|VT001:a|} { }");

    [Fact]
    public Task DisabledRule_IsSilent() => Check.Analyzer(["class a { }"], test => test.DisabledDiagnostics.Add("VT001"));

    [Fact]
    public Task EditorConfigNone_Silences()
        => Check.Analyzer(["class a { }"], test => test.UseEditorConfig("[*.cs]\ndotnet_diagnostic.VT001.severity = none\n"));

    [Fact]
    public Task EditorConfigOfAnotherFolder_DoesNotSilence()
        => Check.Analyzer(
            ["class {|VT001:a|} { }"], test => test.UseEditorConfig("[other/*.cs]\ndotnet_diagnostic.VT001.severity = none\n"));

    [Fact]
    public Task TopLevelStatements_NeedAProgram() => Failure.Of(Check.Analyzer("System.Console.WriteLine(); class {|VT001:a|} { }"));

    [Fact]
    public Task TopLevelStatementsInAProgram_Pass()
        => Check.Analyzer(["System.Console.WriteLine(); class {|VT001:a|} { }"], test => test.UseTopLevelStatements());

    [Fact]
    public Task HttpClient_IsReferredTo() => Check.Analyzer("class A { System.Net.Http.HttpClient? client; }");

    [Fact]
    public Task Nullable_IsEnabled()
        => Check.Analyzer(["class A { string B() => {|CS8603:null|}; }"], test => test.CompilerDiagnostics = CompilerDiagnostics.Warnings);

    [Fact]
    public Task NetStandard20_LacksWhatNet80Has()
        => Check.Analyzer(
            ["class A { System.{|CS0234:DateOnly|} day; }"], test => test.ReferenceAssemblies = ReferenceAssemblies.NetStandard.NetStandard20);

    [Fact]
    public Task Net100_HasWhatNet80Lacks()
        => Check.Analyzer(
            ["class A { void B(System.Threading.Lock gate) { } }"], test => test.ReferenceAssemblies = ReferenceAssemblies.Net.Net100);

    [Fact]
    public Task AspNetCore_CanBeAdded()
        => Check.Analyzer(
            ["class A { Microsoft.AspNetCore.Http.HttpContext B() => null; }"],
            test => test.ReferenceAssemblies
                = ReferenceAssemblies.Net.Net100.AddPackages([new PackageIdentity("Microsoft.AspNetCore.App.Ref", "10.0.0")]));

    [Fact]
    public Task AdmittedlyLateDiagnostic_Passes() => Verify<AdmittedlyLateAnalyzer>.Analyzer("class {|VT001:a|} { }");

    [Fact]
    public Task OtherProject_IsReferredToAndAnalyzed()
        => Check.Analyzer(
            ["class A : {|#0:b|} { }"],
            test =>
            {
                test.TestState.AdditionalProjects["Library"].Sources.Add("public class {|VT001:b|} { }");
                test.TestState.AdditionalProjectReferences.Add("Library");
            });

    [Fact]
    public Task OtherProjectNotReferredTo_Fails()
        => Failure.Of(Check.Analyzer(
            ["class A : B { }"], test => test.TestState.AdditionalProjects["Library"].Sources.Add("public class B { }")));

    [Fact]
    public Task AdditionalReference_IsReferredTo()
        => Check.Analyzer(
            ["class A : Xunit.IAsyncLifetime { }"],
            test =>
            {
                test.TestState.AdditionalReferences.Add(typeof(IAsyncLifetime).Assembly);
                test.CompilerDiagnostics = CompilerDiagnostics.None;
            });

    [Fact]
    public Task SolutionTransform_IsApplied()
        => Check.Analyzer(
            ["class A { A b = {|CS8400:new|}(); }"],
            test => test.SolutionTransforms.Add((solution, id) => solution.WithProjectParseOptions(
                id, ((CSharpParseOptions)solution.GetProject(id)!.ParseOptions!).WithLanguageVersion(LanguageVersion.CSharp8))));

    [Fact]
    public Task DiagnosticVerifier_SeesEveryDiagnostic()
        => Failure.Of(Check.Analyzer(
            ["class {|VT001:a|} { }"],
            test => test.DiagnosticVerifier = (diagnostic, _, verifier) => verifier.Equal("Other", diagnostic.Descriptor.Category)));

    [Fact]
    public Task DiagnosticInGeneratedCode_Fails() => Failure.Of(Verify<GeneratedCodeAnalyzer>.Analyzer("class {|VT001:a|} { }"));

    [Fact]
    public Task DiagnosticInGeneratedCode_CheckSkipped_Passes()
        => Verify<GeneratedCodeAnalyzer>.Analyzer(
            ["class {|VT001:a|} { }"], test => test.TestBehaviors = TestBehaviors.SkipGeneratedCodeCheck);

    [Fact]
    public Task DiagnosticDespitePragma_Fails()
        => Failure.Of(Verify<UnsuppressibleAnalyzer>.Analyzer(
            ["class {|VT001:a|} { }"], test => test.TestBehaviors = TestBehaviors.SkipGeneratedCodeCheck));

    [Fact]
    public Task DiagnosticDespitePragma_CheckSkipped_Passes()
        => Verify<UnsuppressibleAnalyzer>.Analyzer(
            ["class {|VT001:a|} { }"],
            test => test.TestBehaviors = TestBehaviors.SkipGeneratedCodeCheck | TestBehaviors.SkipSuppressionCheck);

    [Fact]
    public Task PragmaInTheSource_Silences() => Check.Analyzer("#pragma warning disable VT001\nclass a { }");

    [Fact]
    public async Task AnalyzerException_FailsWithItsText()
        => Assert.Contains("this analyzer is out of order", await Failure.Of(Verify<ThrowingAnalyzer>.Analyzer("class A { }")), StringComparison.Ordinal);

    [Fact]
    public async Task Cancellation_IsHonoured()
    {
        var test = new Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerTest<TypeNameAnalyzer, DefaultVerifier>
        {
            TestCode = "class A { }",
            ReferenceAssemblies = ReferenceAssemblies.Net.Net80,
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => test.RunAsync(new CancellationToken(canceled: true)));
    }
}
