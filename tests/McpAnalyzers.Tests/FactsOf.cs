using McpAnalyzers.Facts;
using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Testing;

namespace McpAnalyzers.Tests;

/// <summary>The facts about a type of some source, without an analyzer around them.</summary>
internal static class FactsOf
{
    public static Task<CSharpCompilation> Compilation(params string[] sources) => Compilation(ReferenceAssemblies.Net.Net80, sources);

    private static async Task<CSharpCompilation> Compilation(ReferenceAssemblies references, params string[] sources)
    {
        var cancellation = TestContext.Current.CancellationToken;
        return CSharpCompilation.Create(
            "Facts",
            sources.Select((s, i) => CSharpSyntaxTree.ParseText(s, path: $"/{i}.cs", cancellationToken: cancellation)),
            await references.ResolveAsync(LanguageNames.CSharp, cancellation),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
    }

    /// <summary>The facts about the class <c>Client</c>.</summary>
    public static async Task<TransportFacts> Client(params string[] sources) => Type("Client", await Compilation(sources));

    /// <summary>The facts about the members of a client, as <see cref="ClientCode.WithSession"/> wraps them.</summary>
    public static Task<TransportFacts> Members(string members) => Type("Client", ClientCode.WithSession(members));

    /// <summary>The facts about a type of a source that compiles.</summary>
    public static async Task<TransportFacts> Type(string name, string source) => TypeThatCompiles(name, await Compilation(source));

    /// <summary>The facts about a type of a server's source that compiles, with ASP.NET Core.</summary>
    public static async Task<TransportFacts> Server(string name, string source) => TypeThatCompiles(name, await Compilation(ServerCode.References, source));

    private static TransportFacts TypeThatCompiles(string name, CSharpCompilation compilation)
    {
        Assert.DoesNotContain(compilation.GetDiagnostics(TestContext.Current.CancellationToken), d => d.Severity == DiagnosticSeverity.Error);
        return Type(name, compilation);
    }

    private static TransportFacts Type(string name, CSharpCompilation compilation)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var code = new TypeBodies(compilation.GetTypeByMetadataName(name)!, new SourceBodies(compilation), cancellation);

        // Facts are asked for here also about code that the gate would not let through: a file that speaks of MCP opens it.
        var gate = TypeGate.Open(compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("// MCP", cancellationToken: cancellation)), cancellation)!;
        return new(code, Scope.Header, gate, new KnownTypes(compilation), cancellation);
    }

    public static CodeBody Body(this TransportFacts facts, string method) => facts.Code.All.First(b => b.Symbol.Name == method);

    /// <summary>The operation that is written so.</summary>
    public static IOperation At(this CodeBody body, string text) => body.Operations.First(o => o.Syntax is not StatementSyntax && o.Syntax.ToString() == text);

    /// <summary>The statement that is written so.</summary>
    public static IOperation Statement(this CodeBody body, string text) => body.Operations.First(o => o.Syntax is StatementSyntax && o.Syntax.ToString() == text);
}
