using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Tests.Facts;

public class TypeBodiesTests
{
    /// <summary>The body that runs; nothing where another could stand in for it, or where it is out of sight.</summary>
    [Theory]
    [InlineData("Own()", "Own")]
    [InlineData("Static()", "Static")]
    [InlineData("Virtual()", "")]
    [InlineData("this.Virtual()", "")]
    [InlineData("base.Virtual()", "Virtual")]
    [InlineData("Closed()", "Closed")]
    [InlineData("Open()", "")]
    [InlineData("Inherited()", "Inherited")]
    [InlineData("given.Virtual()", "")]
    [InlineData("leaf.Virtual()", "Virtual")]
    [InlineData("Console.ReadLine()", "")]
    [InlineData("Property", "get_Property")]
    [InlineData("Auto", "")]
    [InlineData("VirtualProperty", "")]
    [InlineData("new Client(1)", ".ctor")]
    [InlineData("new Plain()", "")]
    [InlineData("Local()", "Local")]
    [InlineData("lambda()", "lambda")]
    [InlineData("twice()", "")]
    [InlineData("method()", "Own")]
    [InlineData("open()", "")]
    [InlineData("local()", "Local")]
    [InlineData("parameter()", "")]
    [InlineData("_kept()", "lambda")]
    [InlineData("_named()", "Static")]
    [InlineData("_changing()", "")]
    [InlineData("Holder.Kept()", "")]
    [InlineData("1 + 1", "")]
    public async Task Callee(string call, string expected)
    {
        var facts = await FactsOf.Type("Client", Source($$"""
            public object? Run(Base given, Leaf leaf, Func<int> parameter)
            {
                Func<int> lambda = () => 1;
                Func<int> twice = () => 1;
                twice = () => 2;
                Func<int> method = Own;
                Func<int> open = Virtual;
                Func<int> local = Local;
                return {{call}};
                int Local() => 1;
            }
            """));
        var returned = ValueOrigins.Unwrap(facts.Body("Run").ReturnedValues().Last());

        Assert.Equal(expected, facts.Code.Callee(returned) is { } callee ? callee.IsLambda ? "lambda" : callee.Symbol.Name : "");
    }

    [Fact]
    public async Task Callee_OfALocalThatIsNeverGivenAnything_IsNone()
    {
        var facts = await FactsOf.Client(ClientCode.WithSession("public int Run() { Func<int> made; return made(); }"));
        var run = facts.Body("Run");

        Assert.Null(facts.Code.Callee(run.At("made()")));
    }

    [Theory]
    [InlineData("private void Target() { } public void Run() { Target(); }", true, 1)]
    [InlineData("private void Target() { } public void Run() { Target(); Target(); }", true, 2)]
    [InlineData("private void Target() { }", false, 0)]
    [InlineData("public void Target() { } public void Run() { Target(); }", false, 1)]
    [InlineData("internal void Target() { } public void Run() { Target(); }", false, 1)]
    [InlineData("private void Target() { } public void Run() { Target(); Action run = Target; }", false, 1)]
    [InlineData("private void Target() { } public void Run() { Action run = Target; }", false, 0)]
    [InlineData("public void Run() { Target(); void Target() { } }", true, 1)]
    [InlineData("public void Run() { Target(); Action run = Target; void Target() { } }", false, 1)]
    [InlineData("private static void Target<T>() { } public void Run() { Target<int>(); Target<string>(); }", true, 2)]
    [InlineData("private void Target() { } private sealed class Inner { public void Run(Client c) => c.Target(); }", true, 1)]
    public async Task Callers(string members, bool complete, int sites)
    {
        var facts = await FactsOf.Type("Client", Source(members));
        var callers = facts.Code.CallersOf(facts.Body("Target"));

        Assert.Equal((complete, sites), (callers.Complete, callers.Sites.Length));
    }

    [Fact]
    public async Task CallersOfPropertiesConstructorsAndInitializers()
    {
        var facts = await FactsOf.Type("Client", Source("private int Target => 1; private Client(string text) { } public static Client Make() => new(\"a\"); public int Run() => Target + Target; private readonly int _field = Static();"));

        Assert.Equal((true, 2), Of(facts.Body("get_Target")));
        Assert.Equal((true, 1), Of(facts.Code.All.Single(b => b.Method is { MethodKind: MethodKind.Constructor, Parameters: [{ Type.SpecialType: SpecialType.System_String }] })));
        Assert.Equal((false, 0), Of(facts.Body("_field")));

        (bool, int) Of(CodeBody body) => facts.Code.CallersOf(body) is var callers ? (callers.Complete, callers.Sites.Length) : default;
    }

    [Theory]
    [InlineData("private void Target() { }", true)]
    [InlineData("public void Target() { }", false)]
    [InlineData("internal void Target() { }", false)]
    [InlineData("protected void Target() { }", false)]
    [InlineData("private sealed class Inner { public void Target() { } }", true)]
    [InlineData("public sealed class Inner { public void Target() { } }", false)]
    [InlineData("public sealed class Inner { private void Target() { } }", true)]
    [InlineData("private sealed class Inner : IDoing { public void Target() { } }", false)]
    [InlineData("private sealed class Inner : IDisposable { public void Dispose() { } public void Target() { } }", true)]
    [InlineData("private sealed class Inner : IDoing { void IDoing.Target() { } }", false)]
    [InlineData("private sealed class Inner : IDoing { public void Target(int n) { } void IDoing.Target() { } }", true)]
    [InlineData("private class Inner { public virtual void Target() { } }", false)]
    [InlineData("private abstract class Inner { public abstract void Target(); }", false)]
    [InlineData("private sealed class Inner { public override string ToString() => \"\"; public void Target() { } }", true)]
    public async Task IsCallableOnlyHere(string members, bool isCallableOnlyHere)
    {
        var facts = await FactsOf.Type("Client", Source(members + " public interface IDoing { void Target(); }"));
        var type = facts.Code.Type;
        var target = type.GetMembers("Target").Concat(type.GetTypeMembers("Inner").SelectMany(t => t.GetMembers()).Where(m => m.Name is "Target" or "Client.IDoing.Target"))
            .OrderByDescending(m => m is IMethodSymbol { Parameters.Length: > 0 }).First();

        Assert.Equal(isCallableOnlyHere, TypeBodies.IsCallableOnlyHere(target));
    }

    [Theory]
    [InlineData("private int _id; public int Id { get => _id; set => _id = value; }", "_id")]
    [InlineData("private int _id; public int Id { get => _id; set { _id = value; } }", "_id")]
    [InlineData("private long _id; public int Id { set => _id = value; }", "_id")]
    [InlineData("private int _id; public int Id { set => _id = value + 1; }", "")]
    [InlineData("private int _id, _other; public int Id { set { _id = value; _other = value; } }", "")]
    [InlineData("private int Other { get; set; } public int Id { set => Other = value; }", "")]
    [InlineData("private int _id; public virtual int Id { set => _id = value; }", "")]
    [InlineData("public int Id { get; set; }", "")]
    [InlineData("private int _id; public int Id => _id;", "")]
    public async Task BackingField(string members, string field)
    {
        var facts = await FactsOf.Type("Client", Source(members));

        Assert.Equal(field, facts.Code.BackingField((IPropertySymbol)facts.Code.Type.GetMembers("Id").Single())?.Name ?? "");
    }

    /// <summary>A call runs the body again: directly, or through methods that hand on before they do anything else.</summary>
    [Theory]
    [InlineData("public int Target(int n) => Target(n);", true)]
    [InlineData("public int Target(int n) => Handing(n); private int Handing(int n) => Target(n);", true)]
    [InlineData("public int Target(int n) => Handing(n); private int Handing(int n) { return Target(n); }", true)]
    [InlineData("public int Target(int n) => Handing(n); private int Handing(int n) => Target(n) + 1;", false)]
    [InlineData("public int Target(int n) => Handing(n); private int Handing(int n) => Target(1);", false)]
    [InlineData("public int Target(int n) => Handing(n, n); private int Handing(int n, int m) => Target(n);", false)]
    [InlineData("public int Target(int n, int m = 0) => Handing(n, m); private int Handing(int n, int m) => Target(m, n);", false)]
    [InlineData("public int Target(int n) => Handing(n); private int Handing(int n) { Console.WriteLine(); return Target(n); }", false)]
    [InlineData("public int Target(int n) => First(n); private int First(int n) => Second(n); private int Second(int n) => Third(n); private int Third(int n) => Target(n);", true)]
    [InlineData("public int Target(int n) => A(n); private int A(int n) => B(n); private int B(int n) => C(n); private int C(int n) => D(n); private int D(int n) => E(n); private int E(int n) => F(n); private int F(int n) => G(n); private int G(int n) => H(n); private int H(int n) => Target(n);", true)]
    [InlineData("public int Target(int n) => A(n); private int A(int n) => B(n); private int B(int n) => C(n); private int C(int n) => D(n); private int D(int n) => E(n); private int E(int n) => F(n); private int F(int n) => G(n); private int G(int n) => H(n); private int H(int n) => I(n); private int I(int n) => Target(n);", false)]
    [InlineData("public int Target(int n) => Handing(n); private int Handing(int n) { var result = Target(n); return result; }", true)]
    [InlineData("public int Target(int n) => Handing(n); private int Handing(int n) { var result = Target(n); Console.WriteLine(result); return result + 1; }", true)]
    [InlineData("public int Target(int n) => Handing(n); private int Handing(int n) { try { return Target(n); } finally { Console.WriteLine(); } }", true)]
    [InlineData("public int Target(int n) => Handing(n); private int Handing(int n) { try { return Target(n); } catch (Exception) { return 0; } }", true)]
    [InlineData("public int Target(int n) => Handing(n); private int Handing(int n) { Target(n); return 1; }", true)]
    [InlineData("public int Target(int n) => Handing(n); private int Handing(int n) { var other = n; return Target(n); }", false)]
    [InlineData("public int Target(int n) => Handing(n); private int Handing(int n) { if (n > 0) { return Target(n); } return n; }", false)]
    [InlineData("public int Target(int n) => Handing(n); private int Handing(int n) { while (n > 0) { Target(n); } return n; }", false)]
    [InlineData("public int Target(int n) => Handing(n); private int Handing(int n) { lock (this) { return Target(n); } }", false)]
    [InlineData("public int Target(int n) => Handing(n); private int Handing(int n) { while (true) { } }", false)]
    [InlineData("public int Target(int n) => Handing(n); private int Handing(int n) { for (;;) { } }", false)]
    [InlineData("public int Target() => Handing(1); private int Handing(int n) => Target();", false)]
    [InlineData("public async System.Threading.Tasks.Task<int> Target(int n) => await Handing(n); private async System.Threading.Tasks.Task<int> Handing(int n) => await Target(n).ConfigureAwait(false);", true)]
    [InlineData("private readonly Client _next = null!; public int Target(int n) => _next.Target(n);", false)]
    [InlineData("private readonly Client _next = null!; public int Target(int n) => Handing(n); private int Handing(int n) => _next.Target(n);", false)]
    [InlineData("public int Target(int n) => Handing(n); private int Handing(int n) => n;", false)]
    [InlineData("public int Run(int n) { return Target(); int Target() => Run(n); }", true)]
    [InlineData("public int Run(int n) { var result = Target(); return result; int Target() => Run(n); }", true)]
    [InlineData("public int Target(int n) => Handing(n); private int Handing(int n) { return Inner(); int Inner() { var result = Target(n); return result; } }", true)]
    [InlineData("public int Target(int n) { n++; return Inner(); int Inner() => Target(n); }", false)]
    [InlineData("public int Run(int n) { n--; return Target(); int Target() => Run(n); }", false)]
    public async Task Rerun(string members, bool runsAgain)
    {
        var facts = await FactsOf.Type("Client", Source(members));
        var target = facts.Body("Target");
        var again = facts.Code.Rerun(target.Operations.OfType<IInvocationOperation>().First(), target);

        Assert.Equal(runsAgain, again is not null);
        Assert.True(again is null || again.Frame.Body == target);
    }

    [Fact]
    public async Task Rerun_OfALocalFunction_IsInAnotherRunOfTheMethodAround()
    {
        var facts = await FactsOf.Type("Client", Source("public int Run(int n) { return Target(); int Target() => Run(n + 1); }"));
        var target = facts.Body("Target");
        var again = facts.Code.Rerun(target.Operations.OfType<IInvocationOperation>().Single(), target)!;

        Assert.Equal("n + 1", again.Frame.Caller!.Argument(facts.Body("Run").Method!.Parameters[0])!.Syntax.ToString());
    }

    [Theory]
    [InlineData("public void Target() { }", "Target")]
    [InlineData("public void Target() { A(); } private void A() { B(); } private void B() { Target(); } private void C() { }", "A B Target")]
    [InlineData("public void Target() { Action run = () => A(); } private void A() { }", "A Target lambda")]
    [InlineData("public int Target() => Property;", "Target get_Property")]
    [InlineData("public object Target() => new Client(1);", ".ctor Target lambda")]
    public async Task Reachable(string members, string expected)
    {
        var facts = await FactsOf.Type("Client", Source(members));

        Assert.Equal(expected, string.Join(" ", facts.Code.Reachable(facts.Body("Target")).Select(b => b.IsLambda ? "lambda" : b.Symbol.Name).Order(StringComparer.Ordinal)));
    }

    private static string Source(string members) => ClientCode.File($$"""
        public class Base
        {
            public virtual int Virtual() => 1;
            public virtual int Closed() => 1;
            public virtual int Open() => 1;
            public int Inherited() => 1;
        }

        public static class Holder { public static readonly Func<int> Kept = () => 1; }

        public sealed class Leaf : Base { public override int Virtual() => 2; }

        public class Client : Base
        {
            private readonly Func<int> _kept = () => 1;
            private readonly Func<int> _named = Static;
            private Func<int> _changing = () => 1;

            public Client(int n) => _changing = () => n;

            public sealed class Plain { }

            public int Property => 1;
            public int Auto { get; set; }
            public virtual int VirtualProperty => 1;
            public override int Virtual() => 2;
            public sealed override int Closed() => 2;
            public override int Open() => 2;
            private int Own() => 1;
            private static int Static() => 1;

            {{members}}
        }
        """);
}
