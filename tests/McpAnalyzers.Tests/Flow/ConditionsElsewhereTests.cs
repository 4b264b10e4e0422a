using McpAnalyzers.Flow;

namespace McpAnalyzers.Tests.Flow;

/// <summary>What does an <c>if</c> say of null, when it asks a name or a helper?</summary>
public class ConditionsElsewhereTests
{
    private static async Task<string> Behind(string target, string members, bool outcome)
    {
        var facts = await FactsOf.Type("Client", $$"""
            class Client
            {
                private string? _id;
                private static string? s_id;
                {{members}}
                void Target(string? id, string? name, bool flag, Other other) { {{target}} }
                void Replace() { _id = s_id; s_id = _id; }
            }
            class Other { private string? _id; public bool IsGone() => _id is null; public static bool IsLost(string? s) => s is null; public void Set(string? s) => _id = s; }
            """);
        var (body, asking) = facts.Body("Target").SelfAndNested()
            .SelectMany(b => b.Operations.OfType<Microsoft.CodeAnalysis.Operations.IConditionalOperation>().Select(c => (b, c))).Single();
        return string.Join(", ", new ConditionsElsewhere(facts).Behind(asking.Condition, outcome, body.AnyCall).Select(a => a.Asked.Syntax + (a.IsThere ? " there" : " null")));
    }

    [Theory]
    [InlineData("var gone = id is null; if (gone) { }", "id null", "id there")]
    [InlineData("var there = id is not null; if (there) { }", "id there", "id null")]
    [InlineData("var gone = string.IsNullOrEmpty(id); if (gone) { }", "id null", "id there")]
    [InlineData("var gone = null == id; if (gone) { }", "id null", "id there")]
    [InlineData("var there = !(id is null); if (there) { }", "id there", "id null")]
    [InlineData("var both = id is null && name is null; if (both) { }", "id null, name null", "")]
    [InlineData("var one = id is null || name is null; if (one) { }", "", "id there, name there")]
    [InlineData("var both = id is null && id is null; if (both) { }", "id null, id null", "")]
    [InlineData("var both = flag && id is null; if (both) { }", "id null", "")]
    [InlineData("var neither = !(id is null || name is null); if (neither) { }", "id there, name there", "")]
    [InlineData("var gone = flag; if (gone) { }", "", "")]
    [InlineData("var gone = id == \"a\"; if (gone) { }", "", "")]
    [InlineData("if (id is null) { }", "", "")]
    [InlineData("if (flag) { }", "", "")]
    public async Task ConditionThatALocalKeeps(string target, string whenTrue, string whenFalse)
    {
        Assert.Equal(whenTrue, await Behind(target, "", outcome: true));
        Assert.Equal(whenFalse, await Behind(target, "", outcome: false));
    }

    [Theory]
    [InlineData("var gone = _id is null; if (gone) { }")]
    [InlineData("var gone = s_id is null; if (gone) { }")]
    [InlineData("var text = id; text += name; var gone = text is null; if (gone) { }")]
    [InlineData("id = name; var gone = id is null; if (gone) { }")]
    [InlineData("var gone = id is null; gone = name is null; if (gone) { }")]
    [InlineData("var gone = id is null; System.Action a = () => { if (gone) { } };")]
    public async Task WhatMayBeAnother_IsNotSaid(string target) => Assert.Equal("", await Behind(target, "", outcome: true));

    [Theory]
    [InlineData("if (IsGone(id)) { }", "bool IsGone(string? s) => s is null;", "id null")]
    [InlineData("if (IsGone(id)) { }", "static bool IsGone(string? s) { return s is null; }", "id null")]
    [InlineData("if (Same(id is null)) { }", "bool Same(bool b) => b;", "id null")]
    [InlineData("if (IsGone()) { }", "bool IsGone() => _id is null;", "_id null")]
    [InlineData("if (IsGone()) { }", "static bool IsGone() => s_id is null;", "s_id null")]
    [InlineData("if (this.IsGone()) { }", "bool IsGone() => _id is null;", "_id null")]
    [InlineData("if (other.IsGone()) { }", "", "")]
    [InlineData("if (Other.IsLost(id)) { }", "", "id null")]
    [InlineData("var gone = IsGone(); if (gone) { }", "bool IsGone() => _id is null;", "")]
    [InlineData("var gone = IsGone(id); if (gone) { }", "bool IsGone(string? s) => s is null;", "id null")]
    [InlineData("if (IsGone(id)) { }", "bool IsGone(string? s) { var gone = s is null; return gone; }", "")]
    [InlineData("if (IsGone(id)) { }", "bool IsGone(string? s) => IsGone(s);", "")]
    [InlineData("if (Ask(id)) { }", "virtual_bool Ask(string? s) => s is null;", "")]
    public async Task HelperThatAnswers(string target, string members, string expected) =>
        Assert.Equal(expected, await Behind(target, members.Replace("virtual_bool", "public virtual bool", StringComparison.Ordinal), outcome: true));

    /// <summary>Eight names and joints are followed, and no ninth; of helpers, as many as calls are.</summary>
    [Theory]
    [InlineData("var a = id is null; var b = a; var c = b; var d = c; var e = d; var f = e; var g = f; var h = g; if (h) { }", "", "id null")]
    [InlineData("var a = id is null; var b = a; var c = b; var d = c; var e = d; var f = e; var g = f; var h = g; var i = h; if (i) { }", "", "")]
    [InlineData("var a = !!!!!!!(id is null); if (a) { }", "", "id there")]
    [InlineData("var a = !!!!!!!!(id is null); if (a) { }", "", "")]
    [InlineData("var a = id is null && flag && flag && flag && flag && flag && flag && flag; if (a) { }", "", "id null")]
    [InlineData("var a = id is null && flag && flag && flag && flag && flag && flag && flag && flag; if (a) { }", "", "")]
    [InlineData("var a = flag && (flag && (flag && (flag && (flag && (flag && (flag && id is null)))))); if (a) { }", "", "id null")]
    [InlineData("var a = flag && (flag && (flag && (flag && (flag && (flag && (flag && (flag && id is null))))))); if (a) { }", "", "")]
    [InlineData("if (A()) { }", "bool A() => B(); bool B() => C(); bool C() => D(); bool D() => E(); bool E() => F(); bool F() => _id is null;", "_id null")]
    [InlineData("if (A()) { }", "bool A() => B(); bool B() => C(); bool C() => D(); bool D() => E(); bool E() => F(); bool F() => G(); bool G() => _id is null;", "")]
    [InlineData("if (Same(Same(Same(Same(id is null))))) { }", "bool Same(bool b) => b;", "id null")]
    [InlineData("if (Same(Same(Same(Same(Same(id is null)))))) { }", "bool Same(bool b) => b;", "")]
    public async Task HopsAreCounted(string target, string members, string expected) => Assert.Equal(expected, await Behind(target, members, outcome: true));
}
