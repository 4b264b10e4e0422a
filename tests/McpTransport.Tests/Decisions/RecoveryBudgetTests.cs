namespace McpTransport.Tests.Decisions;

public class RecoveryBudgetTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly RecoveryBudget _budget = new(2, TimeSpan.FromSeconds(30));

    [Fact]
    public void Within_the_span_there_are_as_many_as_the_limit_says()
    {
        Assert.True(Spend(0));
        Assert.True(Spend(10));
        Assert.False(Spend(20, wait: 10));
    }

    [Fact]
    public void When_the_span_is_over_there_is_another()
    {
        Spend(0);
        Spend(10);

        Assert.False(Spend(29, wait: 1));
        Assert.True(Spend(30));
        Assert.False(Spend(31, wait: 9));
    }

    [Fact]
    public void A_refusal_costs_nothing()
    {
        Spend(0);
        Spend(0);
        Spend(1, wait: 29);
        Spend(1, wait: 29);

        Assert.True(Spend(30));
    }

    [Fact]
    public void What_is_given_back_is_the_last_one()
    {
        Spend(0);
        Spend(10);
        _budget.Refund();

        Assert.True(Spend(11));
        Assert.False(Spend(12, wait: 18));
    }

    [Fact]
    public void Giving_back_the_only_one_leaves_all()
    {
        Spend(0);
        _budget.Refund();

        Assert.True(Spend(0));
        Assert.True(Spend(0));
    }

    [Fact]
    public void Where_nothing_was_taken_nothing_is_given_back()
    {
        _budget.Refund();

        Assert.True(Spend(0));
        Assert.True(Spend(0));
        Assert.False(Spend(1, wait: 29));
    }

    private bool Spend(int second, int wait = 0)
    {
        var spent = _budget.TrySpend(Start.AddSeconds(second), out var actual);
        Assert.Equal(TimeSpan.FromSeconds(wait), actual);
        return spent;
    }
}
