using McpAnalyzers.Flow;

namespace McpAnalyzers.Tests.Flow;

public class PathStateTests
{
    [Fact]
    public void EveryIndex_KeepsItsOwnValue()
    {
        var state = default(PathState);
        for (var i = 0; i < PathState.Capacity; i++)
        {
            state = state.With(i, (Tri)(i % 4));
        }

        for (var i = 0; i < PathState.Capacity; i++)
        {
            Assert.Equal((Tri)(i % 4), state[i]);
        }

        Assert.Equal(Tri.Unknown, state.With(31, Tri.Unknown)[31]);
    }

    [Fact]
    public void WhatIsNotTracked_IsUnknown()
    {
        Assert.Equal(default, default(PathState).With(-1, Tri.True));
        Assert.Equal(Tri.Unknown, default(PathState)[-1]);
        Assert.Equal(Tri.Unknown, default(PathState).With(31, Tri.True).With(63, Tri.True)[-1]);
    }

    [Fact]
    public void TheSixtyFifthVariable_IsNotTracked()
    {
        var variables = new PathVariables();
        for (var i = 0; i < PathState.Capacity; i++)
        {
            Assert.Equal(i, variables.Of($"condition {i}"));
        }

        Assert.Equal(-1, variables.Of("one more"));
        Assert.Equal(3, variables.Of("condition 3"));
    }

    [Fact]
    public void AnAssignment_ForgetsTheConditionsThatMentionIt()
    {
        var variables = new PathVariables();
        var state = default(PathState).With(variables.Of("status == 404"), Tri.True).With(variables.Of("retries == 1"), Tri.True);

        var after = variables.ForgetConditionsOn("status", state);

        Assert.Equal(Tri.Unknown, after[variables.Of("status == 404")]);
        Assert.Equal(Tri.True, after[variables.Of("retries == 1")]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void AVariableWithoutName_ForgetsNothing(string? name)
    {
        var variables = new PathVariables();
        var state = default(PathState).With(variables.Of("status == 404"), Tri.True);

        Assert.Equal(state, variables.ForgetConditionsOn(name, state));
    }

    [Fact]
    public void WhatIsOverwritten_LeavesItsNeighboursAlone()
    {
        foreach (var index in new[] { 0, 1, 31, 32, 33, 63 })
        {
            var state = default(PathState);
            for (var i = 0; i < PathState.Capacity; i++)
            {
                state = state.With(i, Tri.True);
            }

            state = state.With(index, Tri.False);

            Assert.All(Enumerable.Range(0, PathState.Capacity), i => Assert.Equal(i == index ? Tri.False : Tri.True, state[i]));
        }
    }

    [Theory]
    [InlineData(nameof(Tri.True))]
    [InlineData(nameof(Tri.False))]
    [InlineData(nameof(Tri.Null))]
    public void Only_KeepsWhatTheMaskKnowsAnythingOf(string known)
    {
        var mask = default(PathState).With(2, Enum.Parse<Tri>(known)).With(40, Enum.Parse<Tri>(known));
        var state = default(PathState).With(1, Tri.Null).With(2, Tri.Null).With(3, Tri.Null).With(39, Tri.Null).With(40, Tri.True).With(41, Tri.False);

        Assert.Equal(default(PathState).With(2, Tri.Null).With(40, Tri.True), state.Only(mask));
    }

    [Fact]
    public void Unknown_IsNotTracked()
    {
        var variables = new PathVariables();

        Assert.Equal(default, variables.Set("a", Tri.Unknown, default));
        Assert.Equal(-1, variables.Find("a"));
        Assert.Equal(Tri.Null, variables.Set("a", Tri.Null, default)[variables.Find("a")]);
        Assert.Equal(default, variables.Set("a", Tri.Unknown, variables.Set("a", Tri.Null, default)));
    }

    [Fact]
    public void ForgottenVariables_AreNotFound()
    {
        var variables = new PathVariables();
        variables.Of("a == 1");
        variables.Of("b == 1");

        variables.Clear();

        Assert.Equal(-1, variables.Find("a == 1"));
        Assert.Equal(0, variables.Of("c == 1"));
        var state = default(PathState).With(0, Tri.True);
        Assert.Equal(state, variables.ForgetConditionsOn("a", state));
        Assert.Equal(default, variables.ForgetConditionsOn("c", state));
    }

    [Fact]
    public async Task QuestionsAboutTheSameVariable_AreTheSame()
    {
        var facts = await FactsOf.Members("public void Run(string first, string second) { }");
        var parameters = facts.Body("Run").Method!.Parameters;
        var again = facts.Body("Run").Method!.Parameters[0];

        Assert.Equal(new HoldsExchange(parameters[0]), new HoldsExchange(again));
        Assert.Equal(new HoldsExchange(parameters[0]).GetHashCode(), new HoldsExchange(again).GetHashCode());
        Assert.NotEqual(new HoldsExchange(parameters[0]), new HoldsExchange(parameters[1]));
        Assert.NotEqual(new HoldsExchange(parameters[0]), new HoldsExchange("first"));
        Assert.Equal(new HoldsExchange("first"), new HoldsExchange("first"));
        Assert.NotEqual(new HoldsExchange("first"), new HoldsExchange("second"));
        Assert.False(new HoldsExchange("first").Equals(null));
        Assert.Equal(new HoldsMethod(parameters[0]), new HoldsMethod(again));
        Assert.Equal(new HoldsMethod(parameters[0]).GetHashCode(), new HoldsMethod(again).GetHashCode());
        Assert.NotEqual(new HoldsMethod(parameters[0]), new HoldsMethod(parameters[1]));
        Assert.False(new HoldsMethod(parameters[0]).Equals(null));
        Assert.NotEqual<object>(new HoldsMethod(parameters[0]), new HoldsExchange(parameters[0]));
    }

    [Fact]
    public async Task ParametersOfACall_AreWhatItHandsOver()
    {
        var facts = await FactsOf.Members($"public void Run({string.Join(", ", Enumerable.Range(0, 40).Select(i => $"string p{i}"))}) {{ }}");
        var body = facts.Body("Run");
        var parameters = body.Method!.Parameters;
        var states = default(ParameterStates).With(0, Tri.True).With(1, Tri.False).With(5, Tri.Unknown).With(31, Tri.Null).With(32, Tri.True).With(39, Tri.False)
            .WithOther(2).WithOther(31).WithOther(32).WithOther(39);
        var variables = new PathVariables();

        var state = states.Enter(body, variables);

        Tri Of(object key) => state[variables.Find(key)];
        Assert.Equal(
            [(0, Tri.True), (1, Tri.False), (31, Tri.Null)],
            parameters.Select(p => (p.Ordinal, State: Of(p))).Where(p => p.State != Tri.Unknown));
        Assert.Equal(
            [(2, Tri.False), (31, Tri.False)],
            parameters.Select(p => (p.Ordinal, State: Of(new HoldsExchange(p)))).Where(p => p.State != Tri.Unknown));
        Assert.Equal(states, states.With(40, Tri.True).WithOther(40));
        Assert.Equal(default, states.Enter(facts.Code.Own.First(b => b.Method is null), new()));
    }

    /// <summary>Of more parameters than there is room for, nothing is known, and nothing is taken for what is known of others.</summary>
    [Fact]
    public async Task TheThirtyThirdParameter_IsNotTracked()
    {
        var facts = await FactsOf.Members($"private void Run({string.Join(", ", Enumerable.Range(0, 33).Select(i => $"HttpResponseMessage r{i}"))}) {{ }}");
        var run = facts.Body("Run");
        var variables = new PathVariables();

        var state = default(ParameterStates).With(0, Tri.True).WithOther(0).Enter(run, variables);

        Assert.Equal(default, default(ParameterStates).With(32, Tri.True).WithOther(32));
        Assert.Equal((Tri.True, Tri.False), (state[variables.Find(run.Method!.Parameters[0])], state[variables.Find(new HoldsExchange(run.Method.Parameters[0]))]));
        Assert.Equal((Tri.Unknown, Tri.Unknown), (state[variables.Find(run.Method.Parameters[32])], state[variables.Find(new HoldsExchange(run.Method.Parameters[32]))]));
    }
}
