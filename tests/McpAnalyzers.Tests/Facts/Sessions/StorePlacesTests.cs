using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Tests.Facts;

public class StorePlacesTests
{
    [Theory]
    [InlineData("_field = null;", "_field, lasting")]
    [InlineData("this._field = null;", "_field, lasting")]
    [InlineData("(_field) = null;", "_field, lasting")]
    [InlineData("_shared = null;", "_shared, lasting")]
    [InlineData("Auto = null;", "Auto, lasting")]
    [InlineData("Passing = null;", "_behind, lasting")]
    [InlineData("Checked = null;", null)]
    [InlineData("Abstract = null;", "Abstract, lasting")]
    [InlineData("_numbers.Capacity = 1;", "Capacity, lasting")]
    [InlineData("_tuple.Id = null;", "_tuple, lasting, part")]
    [InlineData("_tuple = (null, 1);", "_tuple, lasting")]
    [InlineData("(string? Id, int Count) pair; pair.Id = null;", null)]
    [InlineData("string? local; local = null;", null)]
    [InlineData("given = null;", null)]
    [InlineData("primary = null;", "primary, lasting")]
    [InlineData("_numbers[0] = 1;", null)]
    [InlineData("_others[0] = null!;", null)]
    [InlineData("_other.Field = null;", "Field, lasting")]
    [InlineData("_other.Auto = null;", "Auto, lasting")]
    [InlineData("_other.Inner.Field = null;", "Field, lasting")]
    [InlineData("Static.Field = null;", "Field, lasting")]
    [InlineData("Other.Held.Field = null;", "Field, lasting")]
    [InlineData("_others[0].Field = null;", "Field")]
    [InlineData("_list[0].Field = null;", "Field")]
    [InlineData("_list[0].Inner.Field = null;", "Field")]
    [InlineData("Make().Field = null;", "Field")]
    [InlineData("new Other().Field = null;", "Field")]
    [InlineData("var made = new Other { Field = null };", "Field")]
    [InlineData("other.Field = null;", "Field")]
    [InlineData("var local = _other; local.Field = null;", "Field, lasting")]
    [InlineData("var local = Held; local.Field = null;", "Field, lasting")]
    [InlineData("var local = HeldAuto; local.Field = null;", "Field, lasting")]
    [InlineData("var local = Other.Held; local.Field = null;", "Field, lasting")]
    [InlineData("var local = Held.Inner; local.Field = null;", "Field")]
    [InlineData("var local = _list[0]; local.Field = null;", "Field")]
    [InlineData("var local = flag ? Held : HeldAuto; local.Field = null;", "Field, lasting")]
    [InlineData("var local = flag ? Held : new Other(); local.Field = null;", "Field")]
    [InlineData("var local = flag ? _other : new Other(); local.Field = null;", "Field, lasting")]
    [InlineData("var local = new Other(); local.Field = null;", "Field")]
    [InlineData("foreach (var local in _list) local.Field = null;", "Field")]
    public async Task Of_KnowsWhatIsWrittenTo(string statement, string? expected)
    {
        var (facts, places) = await InClient(statement);
        var body = facts.Body("Run");
        var assignment = body.Operations.OfType<ISimpleAssignmentOperation>().Last();

        Assert.Equal(expected, places.Of(assignment.Target, body) is { } place ? $"{place.Store.Name}{(place.IsLasting ? ", lasting" : "")}{(place.IsPart ? ", part" : "")}" : null);
    }

    [Theory]
    [InlineData("private string? Written { set => _behind = value; }", true)]
    [InlineData("private string? Written { set { _behind = value; } }", true)]
    [InlineData("private string? Written { get => _behind; set => _behind = value; }", true)]
    [InlineData("public string? Written { set => _behind = value; }", false)]
    [InlineData("private string? Written { set => _behind = value ?? \"\"; }", false)]
    [InlineData("private string? Written { set { _behind = value; _field = value; } }", false)]
    [InlineData("private string? Written { set { _other.Auto = value; } }", false)]
    [InlineData("private void Written(string? value) => _behind = value;", false)]
    [InlineData("private string? Written { get { _behind = null; return null; } }", false)]
    public async Task IsPassedOn_AsksForSettersThatDoNoMore(string member, bool expected)
    {
        var (facts, places) = await InClient("", member);
        var body = facts.Code.All.First(b => b.Symbol.Name.EndsWith("Written", StringComparison.Ordinal) && b.Operations.OfType<ISimpleAssignmentOperation>().Any());

        Assert.Equal(expected, places.IsPassedOn(body.Operations.OfType<ISimpleAssignmentOperation>().First(), body));
    }

    [Fact]
    public async Task FieldOfAProperty_IsTheProperty()
    {
        var (facts, places) = await InClient("", "private string? Own { get => field; set => field = value; }");
        var body = facts.Body("set_Own");

        Assert.Equal(new StorePlace(facts.Code.Type.GetMembers("Own").Single(), IsLasting: true, IsPart: false), places.Of(body.Operations.OfType<ISimpleAssignmentOperation>().Single().Target, body));
    }

    [Fact]
    public async Task ParametersOfConstructors_AreNoPlacesThere()
    {
        var facts = await FactsOf.Members("public Client(string? id) { id = null; }");
        var body = facts.Body(".ctor");

        Assert.Null(new StorePlaces(facts.Code, facts.Origins).Of(body.Operations.OfType<ISimpleAssignmentOperation>().Single().Target, body));
    }

    private static async Task<(TransportFacts Facts, StorePlaces Places)> InClient(string statement, string member = "")
    {
        var facts = await FactsOf.Type("Client", ClientCode.File($$"""
            public sealed class Other
            {
                public string? Field;
                public string? Auto { get; set; }
                public Other Inner = null!;
                public static Other Held = new();
            }

            public static class Static { public static string? Field; }

            public abstract class Base { protected abstract string? Abstract { get; set; } }

            public abstract class Client(string? primary) : Base
            {
                private readonly List<int> _numbers = new();
                private readonly Other[] _others = new Other[1];
                private readonly List<Other> _list = new();
                private Other _other = new();
                private string? _field, _behind, _checked;
                private static string? _shared;
                private (string? Id, int Count) _tuple;
                public Other Held = new();

                public Other HeldAuto { get; set; } = new();
                public string? Auto { get; set; }
                private string? Passing { get => _behind; set => _behind = value; }
                private string? Checked { get => _checked; set => _checked = value ?? ""; }

                public void Run(string? given, Other other, bool flag)
                {
                    {{statement}}
                }

                public string? Primary => primary;
                private Other Make() => new();
                {{member}}
            }
            """));
        return (facts, new(facts.Code, facts.Origins));
    }
}
