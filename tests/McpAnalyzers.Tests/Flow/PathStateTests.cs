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
}
