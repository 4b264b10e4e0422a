using McpAnalyzers.Flow;

namespace McpAnalyzers.Tests.Facts;

public class GuardsTests
{
    /// <summary>The conditions that must have one outcome for Here() to be reached.</summary>
    [Theory]
    [InlineData("Here();", "")]
    [InlineData("if (flag) { Here(); }", "flag")]
    [InlineData("if (!flag) { return; } Here();", "flag")]
    [InlineData("if (flag) { Console.WriteLine(); } Here();", "")]
    [InlineData("Here(); if (flag) { return; }", "")]
    [InlineData("if (flag && other) { Here(); }", "flag other")]
    [InlineData("if (flag || other) { Here(); }", "")]
    [InlineData("if (flag || other) { return; } Here();", "flag other")]
    [InlineData("if (true) { Here(); }", "")]
    [InlineData("if (On) { Here(); }", "")]
    [InlineData("if (text is null) { return; } Here();", "text is null")]
    [InlineData("if (text!.Length > 3) { Here(); }", "text!.Length > 3")]
    [InlineData("if (_lost) { Here(); }", "_lost")]
    [InlineData("if (Lost) { Here(); }", "Lost")]
    [InlineData("if (text is string) { Here(); }", "text is string")]
    [InlineData("if (string.IsNullOrEmpty(text)) { Here(); }", "string.IsNullOrEmpty(text)")]
    [InlineData("var asked = flag; if (asked) { Here(); }", "flag flag")]
    [InlineData("var asked = flag; asked = other; if (asked) { Here(); }", "other asked")]
    [InlineData("if (IsLong(text!)) { Here(); }", "text.Length > 3")]
    [InlineData("if (Checks(text!)) { Here(); }", "Checks(text!)")]
    [InlineData("var asked = !flag; if (asked) { Here(); }", "flag flag")]
    [InlineData("if (Is(flag)) { Here(); }", "flag flag")]
    [InlineData("if (!Is(text is null)) { Here(); }", "text is null text is null")]
    [InlineData("switch (text) { case \"a\": Here(); break; }", "text")]
    [InlineData("switch (text) { case \"a\": break; default: Here(); break; }", "text")]
    [InlineData("switch (text) { case Name: Here(); break; }", "text")]
    [InlineData("switch (text) { case { Length: Size }: Here(); break; }", "text")]
    [InlineData("switch (day) { case DayOfWeek.Monday: Here(); break; }", "day")]
    [InlineData("switch (day) { case DayOfWeek.Monday or DayOfWeek.Friday: Here(); break; }", "day")]
    [InlineData("_ = day switch { DayOfWeek.Monday => Here(), _ => false };", "day")]
    [InlineData("if (day == DayOfWeek.Monday) { Here(); }", "day == DayOfWeek.Monday")]
    [InlineData("var asked = !(flag && other); if (asked) { return; } Here();", "flag other flag && other")]
    [InlineData("var asked = !flag; var denied = !asked; var again = denied; if (!again) { return; } Here();", "flag flag flag flag")]
    [InlineData("try { Console.WriteLine(); } catch (Exception) when (flag) { Here(); }", "flag")]
    [InlineData("while (flag) { Here(); }", "flag")]
    [InlineData("for (var first = true; ; first = false) { if (!first) { Here(); } if (flag) { return; } }", "first flag")]
    [InlineData("using (var reader = new StringReader(text!)) { Here(); }", "")]
    [InlineData("try { Here(); } finally { if (flag) { Console.WriteLine(); } }", "")]
    [InlineData("try { if (flag) { return; } } finally { Here(); }", "")]
    [InlineData("try { if (flag) { throw new TimeoutException(); } } catch (TimeoutException) { Here(); }", "flag")]
    public async Task Of(string statements, string expected)
    {
        var facts = await FactsOf.Members($$"""
            private const bool On = true;
            private bool _lost;
            private bool Lost { get; set; }
            private const string Name = "a";
            private const int Size = 4;
            public void Run(bool flag, bool other, string? text, DayOfWeek day) { {{statements}} }
            private bool Here() => true;
            private static bool IsLong(string text) => text.Length > 3;
            private static bool Is(bool value) => value;
            private static bool Checks(string text) { Console.WriteLine(text); return text.Length > 3; }
            """);
        var run = facts.Body("Run");

        Assert.Equal(expected, string.Join(" ", facts.Guards.Of(run.At("Here()"), run, run.AnyCall, Scenario.Nothing).Select(o => o.Operation.Syntax)));
    }

    /// <summary>What is asked within a call is no condition of it.</summary>
    [Fact]
    public async Task WithinThePoint()
    {
        var facts = await FactsOf.Members("public void Run(string? text) => Here(text ?? throw new TimeoutException()); private static void Here(string text) => Console.WriteLine(text);");
        var run = facts.Body("Run");

        Assert.Empty(facts.Guards.Of(run.At("Here(text ?? throw new TimeoutException())"), run, run.AnyCall, Scenario.Nothing));
    }
}
