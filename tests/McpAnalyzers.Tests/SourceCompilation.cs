using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace McpAnalyzers.Tests;

/// <summary>Compiles sources as they are, without markup, as a project with ASP.NET Core, the official SDK and McpTransport. References are read and bound once for all.</summary>
internal static class SourceCompilation
{
    private static readonly CSharpParseOptions Parse = new(LanguageVersion.Preview);

    private static readonly Lazy<Task<(CSharpCompilation Library, CSharpCompilation Program)>> Empty = new(CreateAsync);

    /// <summary>What a project with implicit usings gets from the SDK.</summary>
    public static SyntaxTree ImplicitUsings { get; } = Tree("/ImplicitUsings.cs", """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """);

    /// <summary>And one of Microsoft.NET.Sdk.Web besides.</summary>
    public static SyntaxTree WebUsings { get; } = Tree("/ImplicitWebUsings.cs", """
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        global using System.Net.Http.Json;
        """);

    /// <summary>A project without sources; rules that are off by default are on.</summary>
    public static async Task<CSharpCompilation> EmptyAsync(OutputKind output)
        => output == OutputKind.DynamicallyLinkedLibrary ? (await Empty.Value).Library : (await Empty.Value).Program;

    public static SyntaxTree Tree(string path, string text) => CSharpSyntaxTree.ParseText(text, Parse, path);

    private static async Task<(CSharpCompilation Library, CSharpCompilation Program)> CreateAsync()
    {
        ImmutableArray<MetadataReference> references = [.. await WebReferences.Net100.ResolveAsync(LanguageNames.CSharp, CancellationToken.None), .. SdkReferences.Sdk, SdkReferences.Transport];
        return (Create(OutputKind.DynamicallyLinkedLibrary, references), Create(OutputKind.ConsoleApplication, references));
    }

    // Asking for a type binds the references, and every compilation made from this one has them as they are.
    private static CSharpCompilation Create(OutputKind output, ImmutableArray<MetadataReference> references)
    {
        var severities = new McpTransportAnalyzer().SupportedDiagnostics.Where(d => !d.IsEnabledByDefault).Select(d => KeyValuePair.Create(d.Id, ReportDiagnostic.Warn));
        var options = new CSharpCompilationOptions(output, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable, specificDiagnosticOptions: severities);
        var compilation = CSharpCompilation.Create("Analyzed", references: references, options: options);
        Assert.NotNull(compilation.GetTypeByMetadataName("System.Net.Http.HttpClient"));
        return compilation;
    }
}
