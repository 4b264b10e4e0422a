using McpAnalyzers.CodeFixes.Writing;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpAnalyzers.Tests.Fixes.Writing;

public class EarlyExitTests
{
    private static async Task<string?> ExitAsync(string code)
    {
        var place = await PlaceIn.ProgramAsync("#nullable enable\n" + code);
        return EarlyExit.From(place.Reporting<StatementSyntax>(), place.Model);
    }

    [Theory]
    [InlineData("void M() { [|Go();|] }", "return;")]
    [InlineData("C() { [|Go();|] }", "return;")]
    [InlineData("bool M() { [|Go();|] return true; }", "return false;")]
    [InlineData("string? M() { [|Go();|] return \"\"; }", "return null;")]
    [InlineData("string M() { [|Go();|] return \"\"; }", null)]
    [InlineData("int? M() { [|Go();|] return 1; }", "return null;")]
    [InlineData("int M() { [|Go();|] return 1; }", null)]
    [InlineData("async Task M() { [|Go();|] await Task.Yield(); }", "return;")]
    [InlineData("Task M() { [|Go();|] return Task.Delay(1); }", "return Task.CompletedTask;")]
    [InlineData("ValueTask M() { [|Go();|] return new(Task.Delay(1)); }", "return ValueTask.CompletedTask;")]
    [InlineData("async Task<int?> M() { [|Go();|] await Task.Yield(); return 1; }", "return null;")]
    [InlineData("Task<bool> M() { [|Go();|] return Task.FromResult(true); }", null)]
    [InlineData("int P { get { [|Go();|] return 1; } }", null)]
    [InlineData("IEnumerable<int> M() { [|Go();|] yield return 1; }", "yield break;")]
    public async Task Method_IsLeftAsItsTypeAllows(string member, string? exit) => Assert.Equal(exit, await ExitAsync($"class C {{ {member} static void Go() {{ }} }}"));

    [Theory]
    [InlineData("Action go = () => { [|Go();|] };", "return;")]
    [InlineData("Func<Task> go = async () => { [|Go();|] await Task.Yield(); };", "return;")]
    [InlineData("Func<Task> go = () => { [|Go();|] return Task.Delay(1); };", "return Task.CompletedTask;")]
    [InlineData("Func<Task<bool>> go = async delegate { [|Go();|] await Task.Yield(); return true; };", "return false;")]
    [InlineData("void Inner() { [|Go();|] }", "return;")]
    [InlineData("async Task Inner() { [|Go();|] await Task.Yield(); }", "return;")]
    [InlineData("IEnumerable<int> Inner() { [|Go();|] yield return 1; }", "yield break;")]
    [InlineData("IEnumerable<int> Inner() { yield return 1; } [|Go();|]", "return null;")]
    public async Task InnermostFunction_IsTheOneThatIsLeft(string statements, string exit) =>
        Assert.Equal(exit, await ExitAsync($"class C {{ object? M() {{ {statements} return 1; }} static void Go() {{ }} }}"));

    [Theory]
    [InlineData("[|Go();|]", "return;")]
    [InlineData("[|Go();|] await Task.Yield();", "return;")]
    [InlineData("if (args.Length > 0) { [|Go();|] }", "return;")]
    [InlineData("[|Go();|] return 1;", null)]
    [InlineData("[|Go();|] await Task.Yield(); return 1;", null)]
    public async Task Program_IsLeftUnlessItReturnsANumber(string statements, string? exit) => Assert.Equal(exit, await ExitAsync($"{statements} static void Go() {{ }}"));
}
