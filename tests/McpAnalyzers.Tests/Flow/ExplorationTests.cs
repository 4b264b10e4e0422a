using McpAnalyzers.Facts;
using McpAnalyzers.Flow;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Tests.Flow;

/// <summary>What an exploration tells beyond what is reached.</summary>
public class ExplorationTests
{
    /// <summary>What the last assignment to the session id assigns, when the exchange was answered 404.</summary>
    [Theory]
    [InlineData("_sessionId = null;", true, false)]
    [InlineData("_sessionId = \"\";", true, false)]
    [InlineData("_sessionId = \"a\";", false, true)]
    [InlineData("_sessionId = given;", false, false)]
    [InlineData("_sessionId = flag ? null : \"a\";", true, false)]
    [InlineData("_sessionId = flag ? \"b\" : \"a\";", false, true)]
    [InlineData("_sessionId = response.IsSuccessStatusCode ? \"a\" : null;", true, false)]
    [InlineData("_sessionId = response.IsSuccessStatusCode ? null : \"a\";", false, true)]
    [InlineData("var id = flag ? null : \"a\"; _sessionId = id;", true, false)]
    [InlineData("if (given is not null) { _sessionId = given; }", false, true)]
    [InlineData("if (response.IsSuccessStatusCode) { _sessionId = \"a\"; }", false, false)]
    [InlineData("_lost = true;", false, true)]
    [InlineData("_lost = false;", true, false)]
    [InlineData("_lost = !response.IsSuccessStatusCode;", false, true)]
    public async Task Assigns(string statements, bool mayBeNothing, bool isSomething)
    {
        var (exploration, run) = await ExploreAsync(statements);
        var assignment = run.Operations.OfType<ISimpleAssignmentOperation>().Last();

        Assert.Equal((mayBeNothing, isSomething), (exploration.MayAssignNothing(assignment), exploration.AssignsSomething(assignment)));
    }

    [Fact]
    public async Task WhatIsNoAssignment_AssignsNothing()
    {
        var (exploration, run) = await ExploreAsync("Here();");

        Assert.False(exploration.MayAssignNothing(run.At("Here()")));
        Assert.False(exploration.AssignsSomething(run.At("Here()")));
    }

    [Theory]
    [InlineData("return;", true)]
    [InlineData("", true)]
    [InlineData("throw new IOException();", false)]
    [InlineData("response.EnsureSuccessStatusCode();", false)]
    [InlineData("while (true) { count++; }", false)]
    [InlineData("while (true) { if (flag) { break; } }", true)]
    [InlineData("while (true) { if (response.IsSuccessStatusCode) { break; } }", false)]
    [InlineData("while (true) { if (response.IsSuccessStatusCode) { return; } }", false)]
    [InlineData("while (true) { if (!response.IsSuccessStatusCode) { return; } }", true)]
    [InlineData("Environment.Exit(1);", false)]
    [InlineData("Environment.FailFast(\"\");", false)]
    public async Task ReachesExit(string statements, bool reaches)
    {
        var (exploration, _) = await ExploreAsync(statements);

        Assert.Equal(reaches, exploration.ReachesExit);
        Assert.Empty(exploration.Returned);
    }

    [Theory]
    [InlineData("bool Ask(HttpResponseMessage r) => r.IsSuccessStatusCode;", "Unknown", "Unknown")]
    [InlineData("bool Ask() => true;", "True", "True")]
    [InlineData("bool Ask() => false;", "False", "True")]
    [InlineData("bool? Ask() => null;", "Null", "False")]
    [InlineData("string? Ask() => null;", "Null", "False")]
    [InlineData("string? Ask() => \"a\";", "Unknown", "True")]
    [InlineData("string Ask() => throw new IOException();", "", "")]
    [InlineData("bool Ask(bool flag) { if (flag) return true; return false; }", "False True", "True True")]
    public async Task Returned(string method, string returned, string presence)
    {
        var facts = await FactsOf.Members("private " + method);
        var ask = facts.Body("Ask");

        var exploration = facts.Explorer.Explore(ask, ask.AnyCall, Scenario.Nothing);

        Assert.Equal(returned, string.Join(" ", exploration.Returned.Select(t => t.ToString()).Order()));
        Assert.Equal(presence, string.Join(" ", exploration.ReturnedPresence.Select(t => t.ToString()).Order()));
    }

    /// <summary>Of a body that comes to itself, and of one that nobody can walk through, nothing is known.</summary>
    [Fact]
    public async Task OpenExploration_ReachesEverything()
    {
        var facts = await FactsOf.Members("private bool Ask() { Here(); return true; } private void Here() { }");
        var ask = facts.Body("Ask");

        var open = Exploration.Open(ask.Flow.Positions);

        Assert.True(open.IsOpen);
        Assert.True(open.ReachesExit);
        Assert.True(open.Reaches(ask.At("Here()")));
        Assert.False(open.ReachesDecided(ask.At("Here()")));
        Assert.Equal([Tri.Unknown], open.Returned);
        Assert.Equal([Tri.Unknown], open.ReturnedPresence);
        Assert.Empty(open.Escaping);
    }

    [Fact]
    public async Task WhatWasExplored_IsNotExploredAgain()
    {
        var facts = await FactsOf.Members("private bool Ask() => true;");
        var ask = facts.Body("Ask");
        var forced = new ForcedConditions();

        Assert.Same(facts.Explorer.Explore(ask, ask.AnyCall, Scenario.Nothing), facts.Explorer.Explore(ask, ask.AnyCall, Scenario.Nothing));
        Assert.NotSame(facts.Explorer.Explore(ask, ask.AnyCall, Scenario.Nothing), facts.Explorer.Explore(ask, ask.AnyCall, Scenario.Nothing, forced: forced));
        Assert.NotSame(facts.Explorer.Explore(ask, ask.AnyCall, Scenario.Nothing), facts.Explorer.Explore(ask, ask.AnyCall, Scenario.Nothing, Exceptions.OfScenario));
    }

    [Fact]
    public async Task ForcedCondition_HasItsOutcome()
    {
        var facts = await FactsOf.Members("private void Run(bool flag) { if (flag) { Here(); } } private void Here() { }");
        var run = facts.Body("Run");
        var flag = run.At("flag").Syntax;

        Assert.True(facts.Explorer.Explore(run, run.AnyCall, Scenario.Nothing, forced: (flag, Tri.True)).Reaches(run.At("Here()")));
        Assert.False(facts.Explorer.Explore(run, run.AnyCall, Scenario.Nothing, forced: (flag, Tri.False)).Reaches(run.At("Here()")));
        Assert.True(facts.Explorer.Explore(run, run.AnyCall, Scenario.Nothing).Reaches(run.At("Here()")));
    }

    [Theory]
    [InlineData("Here();", true)]
    [InlineData("if (id.Length == 0) { Here(); }", true)]
    [InlineData("if (flag) { Here(); context.Response.StatusCode = 404; }", false)]
    [InlineData("if (flag) { return; } Here();", false)]
    [InlineData("if (flag) { Console.WriteLine(); } Here();", true)]
    [InlineData("if (id.Length == 0) { if (flag) { Here(); context.Response.StatusCode = 404; } }", false)]
    [InlineData("if (flag) { if (id.Length == 0) { Here(); context.Response.StatusCode = 404; } }", true)]
    [InlineData("if (id.Length == 0 && flag) { Here(); context.Response.StatusCode = 404; }", false)]
    [InlineData("if (flag && id.Length == 0) { Here(); context.Response.StatusCode = 404; }", true)]
    [InlineData("if (id.Length == 0) { Console.WriteLine(); Here(); }", true)]
    [InlineData("context?.Request.ToString(); Here();", true)]
    [InlineData("try { Console.WriteLine(); } catch { Here(); }", false)]
    [InlineData("if (id.Length > 0) { Here(); }", false)]
    public async Task ReachesDecided_WhereNothingElseHadASay(string statements, bool isDecided)
    {
        var facts = await FactsOf.Server("Server", ServerMembers.Class($$"""
            public void Run(HttpContext context, bool flag)
            {
                var id = context.Request.Headers["Mcp-Session-Id"].ToString();
                {{statements}}
            }

            private void Here() { }
            """));
        var run = facts.Body("Run");

        Assert.Equal(isDecided, facts.Explorer.Explore(run, run.AnyCall, new ServedRequest(SessionFound.Absent).AsScenario()).ReachesDecided(run.At("Here()")));
        Assert.False(facts.Explorer.Explore(run, run.AnyCall, Scenario.Nothing).ReachesDecided(run.At("Here()")));
    }

    /// <summary>Whether something else had a say is remembered beside however many flags.</summary>
    [Fact]
    public async Task ReachesDecided_BesideMoreThanCanBeTracked()
    {
        var flags = Enumerable.Range(0, 100).Select(i => $"f{i}").ToList();
        var facts = await FactsOf.Server("Server", ServerMembers.Class($$"""
            public void Run(HttpContext context, bool flag)
            {
                {{string.Concat(flags.Select(f => $"var {f} = true; "))}}
                if (flag) { Here(); context.Response.StatusCode = 404; }
                Console.WriteLine({{string.Join(" | ", flags)}});
            }

            private void Here() { }
            """));
        var run = facts.Body("Run");

        Assert.False(facts.Explorer.Explore(run, run.AnyCall, new ServedRequest(SessionFound.Absent).AsScenario()).ReachesDecided(run.At("Here()")));
    }

    private static async Task<(Exploration Exploration, CodeBody Run)> ExploreAsync(string statements)
    {
        var facts = await FactsOf.Members($$"""
            private bool _lost;

            public async Task RunAsync(bool flag, int count, string? given)
            {
                using var response = await _http.GetAsync(_endpoint);
                {{statements}}
            }

            private void Here() { }
            """);
        var run = facts.Body("RunAsync");
        var send = run.Operations.First(o => facts.Exchanges.SendOf(o) is not null);
        return (facts.Explorer.Explore(run, run.AnyCall, new Scenario(new Origin(send, run.AnyCall), 404)), run);
    }
}
