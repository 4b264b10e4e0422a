using McpAnalyzers.Gate;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Tests.Gate;

public class ReferencedConstantsTests
{
    private const string Names = "public static class Headers { public const string Id = \"Mcp-Session-Id\"; }";
    private const string User = "namespace Mcp; class Client { string M() => Headers.Id; }";

    private static async Task<Compilation> With(string source, params string[] libraries)
    {
        var compilation = await FactsOf.Compilation(source);
        foreach (var library in libraries)
        {
            compilation = compilation.AddReferences(Image((await FactsOf.Compilation(library)).WithAssemblyName("Shared" + compilation.References.Count())));
        }

        return compilation;
    }

    private static PortableExecutableReference Image(Compilation library)
    {
        using var image = new MemoryStream();
        Assert.True(library.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    [Theory]
    [InlineData(Names, true)]
    [InlineData("public class Headers { const int Size = 14; protected const string Id = \"mcp-protocol-version\"; }", true)]
    [InlineData("public static class Headers { public const string Id = \"Mcp-\"; }", true)]
    [InlineData("public static class Headers { public const string Id = \"Mcp\"; }", false)]
    [InlineData("public static class Headers { public const string Id = \"The Mcp-Session-Id header\"; }", false)]
    [InlineData("public static class Headers { public const string Id = \"Mcp-Other\"; public const string? None = null; public const long Long = 0x0063_004D; }", false)]
    [InlineData("public static class Headers { public static readonly string Id = \"Mcp-Session-Id\"; }", false)]
    public async Task ConstantsOfAnAssembly_AreFound(string library, bool expected)
    {
        var compilation = await With("class Client { }", "public class Empty { }", library);

        Assert.Equal(expected, ReferencedConstants.NameHeaderIn(compilation, TestContext.Current.CancellationToken));
        Assert.Equal(expected, ReferencedConstants.NameHeaderIn(compilation, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ConstantsOfTheFramework_AreNone() => Assert.False(ReferencedConstants.NameHeaderIn(await FactsOf.Compilation("class Client { }"), TestContext.Current.CancellationToken));

    [Fact]
    public async Task ConstantsOfAProjectBesideIt_AreFound()
    {
        var project = (await FactsOf.Compilation(Names)).WithAssemblyName("Shared");

        var compilation = (await FactsOf.Compilation(User)).AddReferences(project.ToMetadataReference());

        Assert.True(ReferencedConstants.NameHeaderIn(compilation, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task CodeThatMentionsMcp_IsReadWhereTheyAre()
    {
        Assert.Equal((true, Scope.Header), ScopeOf.Type("Mcp.Client", await With(User, Names)));
        Assert.Equal((false, Scope.None), ScopeOf.Type("Mcp.Client", await With("namespace Mcp; class Client { string M() => Headers.Id; }", "public static class Headers { public const string Id = \"X-Session-Id\"; }")));
    }
}
