namespace McpAnalyzers.Tests.Facts;

/// <summary>What runs while the object lives, and not only when it is made or disposed of.</summary>
public class LifetimeTests
{
    [Theory]
    [InlineData("public void Run() => Target(); private void Target() { }", true)]
    [InlineData("public void Run() => Other(); private void Other() => Target(); private void Target() { }", true)]
    [InlineData("public void Run() { Action a = Target; } private void Target() { }", true)]
    [InlineData("public void Run() { Action a = () => Target(); } private void Target() { }", true)]
    [InlineData("public void Run() { Local(); void Local() => Target(); } private void Target() { }", true)]
    [InlineData("public int Number => Target(); private int Target() => 1;", true)]
    [InlineData("private int Number => Target(); private int Target() => 1;", false)]
    [InlineData("public int Run() => Number; private int Number => Target(); private int Target() => 1;", true)]
    [InlineData("public void Run() => Number = 1; private int Number { set => Target(); } private void Target() { }", true)]
    [InlineData("public void Run() => Lost += () => { }; private event Action Lost { add => Target(); remove { } } private void Target() { }", true)]
    [InlineData("public void Run() => Lost -= () => { }; private event Action Lost { add { } remove => Target(); } private void Target() { }", true)]
    [InlineData("private event Action Lost { add => Target(); remove { } } private void Target() { }", false)]
    [InlineData("internal void Target() { }", true)]
    [InlineData("protected void Target() { }", true)]
    [InlineData("private void Target() { }", false)]
    [InlineData("private static void Main() => Target(); private static void Target() { }", true)]
    [InlineData("~Client() => Target(); private void Target() { }", false)]
    [InlineData("static Client() => Target(); private static void Target() { }", false)]
    [InlineData("public Client() => Target(); private void Target() { }", false)]
    [InlineData("public Client() { Lost += Target; } private event Action? Lost; private void Target() { }", true)]
    [InlineData("private readonly int _number = Target(); private static int Target() => 1;", false)]
    [InlineData("private readonly Func<int> _number = () => Target(); private static int Target() => 1;", true)]
    [InlineData("public void Dispose() => Target(); private void Target() { }", false)]
    [InlineData("public Task DisposeAsync() { Target(); return Task.CompletedTask; } private void Target() { }", false)]
    [InlineData("public void DisposeCore() => Target(); private void Target() { }", false)]
    [InlineData("public Task DisposeAsyncCore() { Target(); return Task.CompletedTask; } private void Target() { }", false)]
    [InlineData("public void Close() => Target(); private void Target() { }", true)]
    public async Task IsLive(string members, bool isLive)
    {
        var facts = await FactsOf.Members(members);

        Assert.Equal(isLive, facts.Lifetime.IsLive(facts.Body("Target")));
    }

    [Theory]
    [InlineData("void IDisposable.Dispose() => Target();")]
    [InlineData("ValueTask IAsyncDisposable.DisposeAsync() { Target(); return default; }")]
    public async Task ExplicitDisposal_IsNoLife(string disposal)
    {
        var contract = disposal.Contains("Async", StringComparison.Ordinal) ? "IAsyncDisposable" : "IDisposable";
        var facts = await FactsOf.Type("Client", ClientCode.File($"public sealed class Client : {contract} {{ {disposal} private void Target() {{ }} }}"));

        Assert.False(facts.Lifetime.IsLive(facts.Body("Target")));
    }
}
