using McpAnalyzers.Gate;

namespace McpAnalyzers.Tests.Gate;

public class AskedOnceTests
{
    [Fact]
    public void WhatWasFound_IsNotLookedForAgain()
    {
        var searches = 0;
        var asked = new AskedOnce<int>(_ => ++searches);

        Assert.Equal(1, asked.Get(TestContext.Current.CancellationToken));
        Assert.Equal(1, asked.Get(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task CancelledSearch_IsBegunAgainUnderTheNextToken()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var asked = new AskedOnce<string>(token =>
        {
            token.ThrowIfCancellationRequested();
            return "found";
        });

        Assert.Throws<OperationCanceledException>(() => asked.Get(cancelled.Token));

        Assert.Equal("found", asked.Get(TestContext.Current.CancellationToken));
    }
}
