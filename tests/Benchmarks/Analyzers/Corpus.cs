using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace McpBenchmarks.Analyzers;

/// <summary>The code that is analyzed: clients of docs/samples, and code that has nothing to do with MCP.</summary>
internal static partial class Corpus
{
    /// <summary>How many files a project has that has nothing to do with MCP.</summary>
    public const int OtherFiles = 1_000;

    private const int Seed = 20_251_125;
    private const int LinesOfSdk = 38_000;

    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "netstandard.dll" or "mscorlib.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly string Root = FindRoot();

    /// <summary>Right and wrong clients of the samples, so many times, each time in namespaces of its own.</summary>
    public static IReadOnlyList<SyntaxTree> McpClients(int copies)
    {
        var files = ((string[])["BrokenClient", "CompliantClient", "SessionHandler"])
            .SelectMany(sample => Directory.EnumerateFiles(Path.Combine(Root, "docs", "samples", sample), "*.cs"))
            .Where(path => Path.GetFileName(path) != "Program.cs")
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText)
            .ToList();
        return Sound([.. Enumerable.Range(0, copies).SelectMany(copy => files.Select(text => Parse(FileNamespace().Replace(text, $"namespace ${{1}}{copy};"))))]);
    }

    /// <summary>Files that do not mention MCP.</summary>
    public static IReadOnlyList<SyntaxTree> OtherProject(int files = OtherFiles) => Sound([.. new GeneratedCode(Seed, "Shop").Files(files).Select(Parse)]);

    /// <summary>
    /// As much as the official SDK has, and of the same kind: every file names MCP, so that the gate is open for it, and a few of them, clients
    /// of the samples, speak Streamable HTTP.
    /// </summary>
    public static IReadOnlyList<SyntaxTree> SdkSizedProject()
    {
        List<SyntaxTree> trees = [.. McpClients(copies: 2)];
        var lines = LinesOf(trees);
        foreach (var tree in new GeneratedCode(Seed, "Mcp").Files(OtherFiles).Select(Parse))
        {
            if (lines >= LinesOfSdk)
            {
                break;
            }

            trees.Add(tree);
            lines += LinesOf([tree]);
        }

        return Sound(trees);
    }

    /// <summary>All code of this repository with the three letters replaced: nothing in it mentions MCP. It is only read, never bound.</summary>
    public static IReadOnlyList<string> OtherTexts() =>
    [
        .. ((string[])["src", "tests", "docs"])
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(path => !BuildFolder().IsMatch(path))
            .Order(StringComparer.Ordinal)
            .Select(path => File.ReadAllText(path).Replace("mcp", "abc", StringComparison.OrdinalIgnoreCase)),
    ];

    public static int LinesOf(IEnumerable<SyntaxTree> trees) => trees.Sum(tree => tree.GetText().Lines.Count);

    public static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text);

    /// <summary>A new compilation, of which the compiler knows nothing yet.</summary>
    public static CSharpCompilation Compile(IEnumerable<SyntaxTree> trees) => CSharpCompilation.Create(
        "Corpus",
        [Parse(ImplicitUsings), .. trees],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, concurrentBuild: false));

    /// <summary>As a build has it: of a tree that nobody has seen before, nothing is remembered.</summary>
    public static CSharpCompilation CompileAnew(IEnumerable<SyntaxTree> trees) => CompileAnew(trees.Select(tree => tree.GetText().ToString()));

    /// <summary>As an analyzer gets it: the compiler has read the references, which is far more than the gate has to read.</summary>
    public static CSharpCompilation CompileAnew(IEnumerable<string> texts)
    {
        var compilation = Compile(texts.Select(Parse));
        _ = compilation.ReferencedAssemblyNames.Count();
        return compilation;
    }

    private static IReadOnlyList<SyntaxTree> Sound(IReadOnlyList<SyntaxTree> trees)
    {
        var errors = Compile(trees).GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        return errors is [] ? trees : throw new InvalidOperationException($"The code to be analyzed does not compile: {errors[0]}");
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "McpAnalyzers.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds McpAnalyzers.sln.");
    }

    [GeneratedRegex(@"^namespace (\w+);", RegexOptions.Multiline)]
    private static partial Regex FileNamespace();

    [GeneratedRegex(@"[\\/](bin|obj)[\\/]")]
    private static partial Regex BuildFolder();
}
