using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace McpBenchmarks.Analyzers;

/// <summary>The code that is analyzed: clients of docs/samples, and code that has nothing to do with MCP.</summary>
internal static partial class Corpus
{
    private const int Copies = 3;

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

    /// <summary>Right and wrong clients of the samples, each several times in namespaces of its own, and how many types they are.</summary>
    public static (IReadOnlyList<SyntaxTree> Trees, int Types) McpClients()
    {
        var files = ((string[])["BrokenClient", "CompliantClient", "SessionHandler"])
            .SelectMany(sample => Directory.EnumerateFiles(Path.Combine(Root, "docs", "samples", sample), "*.cs"))
            .Where(path => Path.GetFileName(path) != "Program.cs")
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText)
            .ToList();
        var trees = Enumerable.Range(0, Copies).SelectMany(copy => files.Select(text => Parse(FileNamespace().Replace(text, $"namespace ${{1}}{copy};")))).ToList();
        var errors = Compile(trees).GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        return errors is [] ? (trees, trees.Count) : throw new InvalidOperationException($"The samples do not compile: {errors[0]}");
    }

    /// <summary>All code of this repository with the three letters replaced: nothing in it mentions MCP. It is only read, never bound.</summary>
    public static (IReadOnlyList<string> Texts, int Lines) OtherCode()
    {
        var texts = ((string[])["src", "tests", "docs"])
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(path => !BuildFolder().IsMatch(path))
            .Order(StringComparer.Ordinal)
            .Select(path => File.ReadAllText(path).Replace("mcp", "abc", StringComparison.OrdinalIgnoreCase))
            .ToList();
        return (texts, texts.Sum(text => text.Count(c => c == '\n')));
    }

    public static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text);

    /// <summary>A new compilation, of which the compiler knows nothing yet.</summary>
    public static CSharpCompilation Compile(IReadOnlyList<SyntaxTree> trees) => CSharpCompilation.Create(
        "Corpus",
        [Parse(ImplicitUsings), .. trees],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

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
