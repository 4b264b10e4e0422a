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
    // References are bound once: sources that are added share what was found in them.
    private static readonly Lazy<Task<CSharpCompilation>>
        WithFramework = new(() => Empty(ReferenceAssemblies.Net.Net80, [])),
        WithServer = new(() => Empty(ServerCode.References, [])),
        WithSdk = new(() => Empty(WebReferences.Net100, [.. SdkReferences.Sdk, SdkReferences.Transport]));

    public static async Task<CSharpCompilation> Compilation(params string[] sources) => Add(await WithFramework.Value, sources);

    /// <summary>The facts about the class <c>Client</c>.</summary>
    public static async Task<TransportFacts> Client(params string[] sources) => Type("Client", await Compilation(sources));

    /// <summary>The facts about the members of a client, as <see cref="ClientCode.WithSession"/> wraps them.</summary>
    public static Task<TransportFacts> Members(string members) => Type("Client", ClientCode.WithSession(members));

    /// <summary>The facts about a type of a source that compiles.</summary>
    public static async Task<TransportFacts> Type(string name, string source) => TypeThatCompiles(name, await Compilation(source));

    /// <summary>The same, of a server's source, with ASP.NET Core.</summary>
    public static async Task<TransportFacts> Server(string name, string source) => TypeThatCompiles(name, Add(await WithServer.Value, source));

    /// <summary>The same, of a source that uses the official SDK.</summary>
    public static async Task<TransportFacts> SdkType(string name, string source) => TypeThatCompiles(name, Add(await WithSdk.Value, source));

    private static async Task<CSharpCompilation> Empty(ReferenceAssemblies framework, MetadataReference[] more)
    {
        var compilation = CSharpCompilation.Create("Facts", [], [.. await framework.ResolveAsync(LanguageNames.CSharp, CancellationToken.None), .. more], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.NotEqual(TypeKind.Error, compilation.GetSpecialType(SpecialType.System_Object).TypeKind);
        return compilation;
    }

    private static CSharpCompilation Add(CSharpCompilation compilation, params string[] sources) =>
        compilation.AddSyntaxTrees(sources.Select((s, i) => Parse(s, $"/{i}.cs")));

    // The oldest Roslyn knows some of today's language as a preview.
    private static SyntaxTree Parse(string source, string path) =>
        CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview), path, cancellationToken: TestContext.Current.CancellationToken);

    private static TransportFacts TypeThatCompiles(string name, CSharpCompilation compilation)
    {
        Assert.DoesNotContain(compilation.GetDiagnostics(TestContext.Current.CancellationToken), d => d.Severity == DiagnosticSeverity.Error);
        return Type(name, compilation);
    }

    private static TransportFacts Type(string name, CSharpCompilation compilation)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var bodies = new SourceBodies(compilation);
        var code = new TypeBodies(compilation.GetTypeByMetadataName(name)!, bodies, cancellation);

        // Facts are asked for here also about code that the gate would not let through: a file that speaks of MCP opens it.
        var gate = TypeGate.Open(compilation.AddSyntaxTrees(Parse("// MCP", "")), cancellation)!;
        return new(code, Scope.Header, new TypeScopes(gate, bodies), gate, new KnownTypes(compilation), cancellation);
    }

    public static CodeBody Body(this TransportFacts facts, string method) => facts.Code.All.First(b => b.Symbol.Name == method);

    /// <summary>The operation that is written so.</summary>
    public static IOperation At(this CodeBody body, string text) => body.Operations.First(o => o.Syntax is not StatementSyntax && o.Syntax.ToString() == text);

    /// <summary>The statement that is written so.</summary>
    public static IOperation Statement(this CodeBody body, string text) => body.Operations.First(o => o.Syntax is StatementSyntax && o.Syntax.ToString() == text);
}
