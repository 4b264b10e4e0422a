using McpAnalyzers.Facts;

namespace McpAnalyzers.Tests.Facts;

/// <summary>Is an HttpRequestException out of Here() caught, in the method or by who calls it?</summary>
public class ProtectionTests
{
    private const string Caught = "catch (HttpRequestException) { }";

    [Theory]
    [InlineData("Here();", false)]
    [InlineData("try { Here(); } " + Caught, true)]
    [InlineData("try { Here(); } catch (Exception) { }", true)]
    [InlineData("try { Here(); } catch (SystemException) { }", true)]
    [InlineData("try { Here(); } catch { }", true)]
    [InlineData("try { Here(); } catch (InvalidOperationException) { }", false)]
    [InlineData("try { Here(); } catch (InvalidOperationException) { } " + Caught, true)]
    [InlineData("try { try { Here(); } finally { Other(); } } " + Caught, true)]
    [InlineData("try { Here(); } finally { Other(); }", false)]
    [InlineData("try { Other(); } catch (HttpRequestException) { Here(); }", false)]
    [InlineData("try { Other(); } catch (HttpRequestException) { } finally { Here(); }", false)]
    [InlineData("try { Other(); } " + Caught + " Here();", false)]
    [InlineData("try { Action later = () => Here(); later(); } " + Caught, false)]
    [InlineData("try { Local(); void Local() { Here(); } } " + Caught, true)]
    [InlineData("try { Action later = Local; void Local() { Here(); } } " + Caught, false)]
    public async Task InTheMethod(string statements, bool isCaught) => Assert.Equal(isCaught, await IsCaughtAsync($"public void Run() {{ {statements} }}"));

    [Theory]
    [InlineData("public void Outer() { Run(); }", false)]
    [InlineData("public void Outer() { try { Run(); } " + Caught + " }", true)]
    [InlineData("public void Outer() { try { Run(); } catch (InvalidOperationException) { } }", false)]
    [InlineData("public void Outer() { try { Run(); } " + Caught + " } public void Bare() { Run(); }", true)]
    [InlineData("public void Outer() { try { Next(); } " + Caught + " } private void Next() { Run(); }", true)]
    [InlineData("public void Outer() { try { A(); } " + Caught + " } private void A() { B(); } private void B() { Run(); }", true)]
    [InlineData("public void Outer() { try { A(); } " + Caught + " } private void A() { B(); } private void B() { C(); } private void C() { D(); } private void D() { E(); } private void E() { Run(); }", false)]
    public async Task ByACaller(string callers, bool isCaught) => Assert.Equal(isCaught, await IsCaughtAsync("private void Run() { Here(); } " + callers));

    /// <summary>A second round that is caught says nothing of the first.</summary>
    [Fact]
    public async Task ByItself() => Assert.False(await IsCaughtAsync($"public void Run() {{ try {{ Run(); }} {Caught} Here(); }}"));

    private static async Task<bool> IsCaughtAsync(string members)
    {
        var facts = await FactsOf.Members(members + " private void Here() { } private void Other() { }");
        var body = facts.Code.All.First(b => b.Operations.Any(o => o is Microsoft.CodeAnalysis.Operations.IInvocationOperation { TargetMethod.Name: "Here" }));
        return Protection.IsCaught(facts, body.At("Here()"), body, "HttpRequestException");
    }
}
