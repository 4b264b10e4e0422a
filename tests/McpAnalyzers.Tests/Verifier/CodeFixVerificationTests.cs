using System.Text;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using Check = McpAnalyzers.Tests.Verify<McpAnalyzers.Tests.Verifier.TypeNameAnalyzer, McpAnalyzers.Tests.Verifier.TypeNameFix>;

namespace McpAnalyzers.Tests.Verifier;

public class CodeFixVerificationTests
{
    private const string Marked = "class {|VT001:abc|} { }";

    [Fact]
    public Task RightFix_Passes() => Check.CodeFix("class {|VT001:abc|} { class {|VT001:b|} { } }", "class Abc { class B { } }");

    [Fact]
    public Task RightFixWithExplicitDiagnostic_Passes()
        => Check.CodeFix(
            "class {|#0:abc|} { }", "class {|#0:Abc|} { }", Check.Diagnostic("VT001").WithLocation(0).WithArguments("abc"));

    [Fact]
    public Task OtherFixedCode_Fails() => Failure.Of(Check.CodeFix(Marked, "class ABC { }"));

    [Fact]
    public Task UnexpectedDiagnosticBefore_Fails() => Failure.Of(Check.CodeFix("class abc { }", "class Abc { }"));

    [Fact]
    public Task FixedCodeThatDoesNotCompile_Fails()
        => Failure.Of(Check.CodeFix("class {|VT001:abc|} { abc? x; }", "class Abc { abc? x; }"));

    [Fact]
    public Task FixedCodeThatDoesNotCompile_PassesIfExpected()
        => Check.CodeFix("class {|VT001:abc|} { abc? x; }", "class Abc { {|CS0246:abc|}? x; }");

    [Fact]
    public Task LoopingFix_Fails()
        => Failure.Of(Verify<TypeNameAnalyzer, LoopingFix>.CodeFix(
            [Marked], ["class {|VT001:abcx|} { }"], test => test.FixedState.MarkupHandling = MarkupMode.Allow));

    [Fact]
    public Task OneFixOfALoopingOne_Passes()
        => Verify<TypeNameAnalyzer, LoopingFix>.CodeFix(
            [Marked],
            ["class {|VT001:abcx|} { }"],
            test =>
            {
                test.FixedState.MarkupHandling = MarkupMode.Allow;
                test.CodeFixTestBehaviors = CodeFixTestBehaviors.FixOne | CodeFixTestBehaviors.SkipFixAllCheck;
            });

    [Fact]
    public Task IdleFix_Fails() => Failure.Of(Verify<TypeNameAnalyzer, IdleFix>.CodeFix(Marked, "class Abc { }"));

    [Fact]
    public Task NoFixExpectedAndNoneOffered_Passes() => Verify<TypeNameAnalyzer, EmptyCodeFixProvider>.NoCodeFix(Marked);

    [Fact]
    public Task NoFixExpectedButOneOffered_Fails() => Failure.Of(Check.NoCodeFix(Marked));

    [Fact]
    public Task FixExpectedButNoneOffered_Fails()
        => Failure.Of(Verify<TypeNameAnalyzer, EmptyCodeFixProvider>.CodeFix(Marked, "class Abc { }"));

    [Fact]
    public Task TooFewIterations_Fail()
        => Failure.Of(Check.CodeFix(
            ["class {|VT001:a|} { } class {|VT001:b|} { }"], ["class A { } class B { }"], test => test.NumberOfIncrementalIterations = 1));

    [Fact]
    public Task TooManyIterationsExpected_Fail()
        => Failure.Of(Check.CodeFix(
            ["class {|VT001:a|} { } class {|VT001:b|} { }"], ["class A { } class B { }"], test => test.NumberOfIncrementalIterations = 3));

    [Fact]
    public Task ExactIterations_Pass()
        => Check.CodeFix(
            ["class {|VT001:a|} { } class {|VT001:b|} { }"], ["class A { } class B { }"], test => test.NumberOfIncrementalIterations = 2);

    [Fact]
    public Task SeveralFilesAndProjects_AreFixedOneByOneAndAllAtOnce()
        => Check.CodeFix(
            ["class {|VT001:a|} { } class {|VT001:b|} { }", "class {|VT001:c|} { }", "class D { }"],
            ["class A { } class B { }", "class C { }", "class D { }"],
            test =>
            {
                test.TestState.AdditionalProjects["Library"].Sources.Add("public class {|VT001:e|} { }");
                test.FixedState.AdditionalProjects["Library"].Sources.Add("public class E { }");
            });

    [Fact]
    public Task FixAllThatDiffers_Fails()
        => Failure.Of(Verify<TypeNameAnalyzer, OtherFixAllFix>.CodeFix(Marked, "class Abc { }"));

    [Fact]
    public Task FixAllThatDiffers_CheckSkipped_Passes()
        => Verify<TypeNameAnalyzer, OtherFixAllFix>.CodeFix(
            [Marked], ["class Abc { }"], test => test.CodeFixTestBehaviors = CodeFixTestBehaviors.SkipFixAllCheck);

    [Fact]
    public Task FixAllThatDiffers_PassesIfExpected()
        => Verify<TypeNameAnalyzer, OtherFixAllFix>.CodeFix([Marked], ["class Abc { }"], test => test.BatchFixedCode = "class ABC { }");

    [Theory]
    [InlineData(CodeFixTestBehaviors.SkipFixAllInDocumentCheck | CodeFixTestBehaviors.SkipFixAllInProjectCheck)]
    [InlineData(CodeFixTestBehaviors.SkipFixAllInDocumentCheck | CodeFixTestBehaviors.SkipFixAllInSolutionCheck)]
    [InlineData(CodeFixTestBehaviors.SkipFixAllInProjectCheck | CodeFixTestBehaviors.SkipFixAllInSolutionCheck)]
    public Task FixAllThatFixesOnlyOne_Fails(CodeFixTestBehaviors skipped)
        => Failure.Of(Verify<TypeNameAnalyzer, LazyFixAllFix>.CodeFix(
            ["class {|VT001:a|} { } class {|VT001:b|} { }"],
            ["class A { } class B { }"],
            test => test.CodeFixTestBehaviors = skipped));

    [Fact]
    public Task FixAllThatFixesOnlyOne_PassesIfExpected()
        => Verify<TypeNameAnalyzer, LazyFixAllFix>.CodeFix(
            ["class {|VT001:a|} { } class {|VT001:b|} { }"],
            ["class A { } class B { }"],
            test => test.NumberOfFixAllIterations = 2);

    [Theory]
    [InlineData(0, "upper", "class Abc { }")]
    [InlineData(1, "replace", "class Other { }")]
    public async Task ActionIsChosenByIndexAndByKey(int index, string key, string fixedSource)
    {
        await Verify<TypeNameAnalyzer, TwoActionsFix>.CodeFix([Marked], [fixedSource], test => test.CodeActionIndex = index);
        await Verify<TypeNameAnalyzer, TwoActionsFix>.CodeFix([Marked], [fixedSource], test => test.CodeActionEquivalenceKey = key);
        await Failure.Of(Verify<TypeNameAnalyzer, TwoActionsFix>.CodeFix(
            [Marked],
            [fixedSource],
            test =>
            {
                test.CodeActionIndex = index;
                test.CodeActionEquivalenceKey = "neither";
            }));
    }

    [Fact]
    public Task ActionVerifier_SeesTheAction()
        => Failure.Of(Check.CodeFix(
            [Marked], ["class Abc { }"], test => test.CodeActionVerifier = (action, verifier) => verifier.Equal("Other", action.Title)));

    [Fact]
    public Task TreeThatIsNotItsReparse_Fails()
        => Failure.Of(Verify<TypeNameAnalyzer, MalformedTreeFix>.CodeFix(Marked, "class Abc : System.Object { }"));

    [Fact]
    public Task TreeThatIsNotItsReparse_CheckSkipped_Passes()
        => Verify<TypeNameAnalyzer, MalformedTreeFix>.CodeFix(
            [Marked], ["class Abc : System.Object { }"], test => test.CodeActionValidationMode = CodeActionValidationMode.None);

    [Fact]
    public Task TriviaThatIsNotItsReparse_PassesUnlessFull()
        => Verify<TypeNameAnalyzer, MalformedTriviaFix>.CodeFix(Marked, "class Abc { }\n");

    [Fact]
    public Task TriviaThatIsNotItsReparse_FailsIfFull()
        => Failure.Of(Verify<TypeNameAnalyzer, MalformedTriviaFix>.CodeFix(
            [Marked], ["class Abc { }\n"], test => test.CodeActionValidationMode = CodeActionValidationMode.Full));

    [Fact]
    public Task FixOfLateDiagnostic_Fails() => Failure.Of(Verify<LateAnalyzer, TypeNameFix>.CodeFix(Marked, "class Abc { }"));

    [Fact]
    public Task FixOfAdmittedlyLateDiagnostic_Fails()
        => Failure.Of(Verify<AdmittedlyLateAnalyzer, TypeNameFix>.CodeFix(Marked, "class Abc { }"));

    [Fact]
    public Task FixOfLateDiagnostic_CheckSkipped_Passes()
        => Verify<LateAnalyzer, TypeNameFix>.CodeFix(
            [Marked], ["class Abc { }"], test => test.CodeFixTestBehaviors = CodeFixTestBehaviors.SkipLocalDiagnosticCheck);

    [Fact]
    public Task LineEndings_AreCompared() => Failure.Of(Check.CodeFix("class {|VT001:abc|}\r\n{\r\n}\r\n", "class Abc\n{\r\n}\r\n"));

    [Fact]
    public Task CarriageReturns_AreKept() => Check.CodeFix("class {|VT001:abc|}\r\n{\r\n}\r\n", "class Abc\r\n{\r\n}\r\n");

    [Fact]
    public Task ByteOrderMark_IsKept() => WithByteOrderMark<TypeNameFix>("class A { }").RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task LostByteOrderMark_Fails()
        => Failure.Of(WithByteOrderMark<EncodingFix>("class A { }").RunAsync(TestContext.Current.CancellationToken));

    private static CSharpCodeFixTest<TypeNameAnalyzer, TFix, DefaultVerifier> WithByteOrderMark<TFix>(string fixedSource)
        where TFix : Microsoft.CodeAnalysis.CodeFixes.CodeFixProvider, new()
    {
        var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true);
        return new()
        {
            ReferenceAssemblies = ReferenceAssemblies.Net.Net80,
            TestState = { Sources = { SourceText.From("class {|VT001:a|} { }", encoding) } },
            FixedState = { Sources = { SourceText.From(fixedSource, encoding) } },
        };
    }
}
