using McpAnalyzers.Facts;

namespace McpAnalyzers.Tests.Facts;

/// <summary>What stands in a store for no session, as the code that asks shows.</summary>
public class StoreEmptinessTests
{
    private const string Null = nameof(Emptiness.Null), Empty = nameof(Emptiness.EmptyText), None = nameof(Emptiness.None);

    [Theory]
    [InlineData("string _id = null!;", "", None)]
    [InlineData("string? _id;", "", Null)]
    [InlineData("string _id = \"\";", "", Empty)]
    [InlineData("string _id = null!;", "_ = _id.Length > 0;", Empty)]
    [InlineData("string[] _id = null!;", "_ = _id.Length > 0;", None)]
    [InlineData("string _id = null!;", "_ = _id != \"\";", Empty)]
    [InlineData("string _id = null!;", "_ = \"\" != _id;", Empty)]
    [InlineData("string _id = null!;", "_ = _id != \"x\";", None)]
    [InlineData("string _id = \"\";", "_ = _id != null;", Null)]
    [InlineData("string _id = \"\";", "_ = null != _id;", Null)]
    [InlineData("string _id = \"\";", "_ = _id ?? \"\";", Null)]
    [InlineData("string _id = \"\";", "_id ??= \"x\";", Null)]
    [InlineData("string _id = \"\";", "_ = _id?.Trim();", Null)]
    [InlineData("string _id = \"\";", "_ = _id is string;", Null)]
    [InlineData("string _id = \"\";", "_ = _id is { Length: > 0 };", Null)]
    [InlineData("string _id = null!;", "_ = _id is not \"\";", Empty)]
    [InlineData("string _id = null!;", "_ = string.IsNullOrEmpty(_id);", Empty)]
    [InlineData("string _id = null!;", "_ = string.IsNullOrEmpty(_other);", None)]
    [InlineData("string _id = null!;", "_ = _other.Length > 0;", None)]
    [InlineData("string _id = null!;", "var current = _id; _ = current.Length > 0;", Empty)]
    [InlineData("string _id = null!;", "var current = more ? _id : _other; _ = current.Length > 0;", Empty)]
    [InlineData("string _id = null!;", "var current = more ? _other : \"x\"; _ = current.Length > 0;", None)]
    [InlineData("string _id = null!;", "var current = _id; if (more) { current = _other; } _ = current.Length > 0;", Empty)]
    [InlineData("Guid? _id;", "_ = _id != Guid.Empty;", Empty)]
    [InlineData("Guid? _id;", "_ = _id.HasValue && _id != Guid.Empty;", Null)]
    public async Task Of(string store, string statements, string expected)
    {
        var facts = await FactsOf.Members($$"""
            private {{store}}
            private string _other = null!;
            public void Run(bool more) { {{statements}} }
            """);

        Assert.Equal(expected, facts.StoreEmptiness.Of(facts.Code.Type.GetMembers("_id").Single()).ToString());
    }
}
