using McpAnalyzers.Flow;

namespace McpAnalyzers.Tests.Flow;

public class TriLogicTests
{
    [Theory]
    [InlineData(nameof(Tri.True), nameof(Tri.False))]
    [InlineData(nameof(Tri.False), nameof(Tri.True))]
    [InlineData(nameof(Tri.Unknown), nameof(Tri.Unknown))]
    [InlineData(nameof(Tri.Null), nameof(Tri.Null))]
    public void Not(string value, string expected) => Assert.Equal(Parse(expected), TriLogic.Not(Parse(value)));

    [Theory]
    [InlineData(nameof(Tri.True), nameof(Tri.True), nameof(Tri.True))]
    [InlineData(nameof(Tri.True), nameof(Tri.Unknown), nameof(Tri.Unknown))]
    [InlineData(nameof(Tri.False), nameof(Tri.Unknown), nameof(Tri.False))]
    [InlineData(nameof(Tri.Null), nameof(Tri.False), nameof(Tri.False))]
    public void And_IsSymmetric(string left, string right, string expected)
    {
        Assert.Equal(Parse(expected), TriLogic.And(Parse(left), Parse(right)));
        Assert.Equal(Parse(expected), TriLogic.And(Parse(right), Parse(left)));
    }

    [Theory]
    [InlineData(nameof(Tri.False), nameof(Tri.False), nameof(Tri.False))]
    [InlineData(nameof(Tri.True), nameof(Tri.Unknown), nameof(Tri.True))]
    [InlineData(nameof(Tri.False), nameof(Tri.Unknown), nameof(Tri.Unknown))]
    public void Or_IsSymmetric(string left, string right, string expected)
    {
        Assert.Equal(Parse(expected), TriLogic.Or(Parse(left), Parse(right)));
        Assert.Equal(Parse(expected), TriLogic.Or(Parse(right), Parse(left)));
    }

    [Fact]
    public void Agree_IsUnknownWhereTheyDiffer()
    {
        Assert.Equal(Tri.True, TriLogic.Agree(Tri.True, Tri.True));
        Assert.Equal(Tri.Unknown, TriLogic.Agree(Tri.True, Tri.False));
        Assert.Equal(Tri.Unknown, TriLogic.Agree(Tri.Null, Tri.False));
    }

    private static Tri Parse(string name) => Enum.Parse<Tri>(name);
}
