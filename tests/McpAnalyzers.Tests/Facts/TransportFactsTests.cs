using McpAnalyzers.Facts;

namespace McpAnalyzers.Tests.Facts;

public class TransportFactsTests
{
    /// <summary>What two rules ask for is found out once.</summary>
    [Fact]
    public async Task EveryFact_IsTheSameForAllWhoAsk()
    {
        var facts = await FactsOf.Members("public void Run() { }");
        var shared = typeof(TransportFacts).GetProperties().Where(property => property.PropertyType.IsClass).ToList();

        Assert.Contains(shared, property => property.PropertyType == typeof(Exchanges));
        Assert.All(shared, property => Assert.Same(property.GetValue(facts), property.GetValue(facts)));
    }
}
