using McpAnalyzers.Tests;

namespace McpAnalyzers.ProofTests.Inputs;

/// <summary>The sources that the repository holds as files.</summary>
internal static class RepositoryInputs
{
    public static IReadOnlyList<Input> Samples { get; }
        = [.. Directory.EnumerateDirectories(Under("docs", "samples")).Order(StringComparer.Ordinal).Select(folder => Folder(folder, isProgram: true))];

    /// <summary>One mistake a file, as the package's tests build them.</summary>
    public static IReadOnlyList<Input> Mistakes { get; }
        = [.. Directory.EnumerateFiles(Under("tests", "McpAnalyzers.PackageTests", "Mistakes"), "*.cs").Order(StringComparer.Ordinal).Select(file => new Input(Path.GetFileName(file), [Read(file)], HasImplicitUsings: true))];

    /// <summary>The folders of our own code: the transport's alone has to do with MCP, the others are code like any.</summary>
    public static IReadOnlyList<Input> Sources { get; }
        = [.. new[] { "src/McpTransport", "src/McpAnalyzers", "src/McpAnalyzers.CodeFixes", "tests/McpTransport.Tests", "tests/McpAnalyzers.Tests", "tests/McpTransport.ConformanceClient" }.Select(path => Folder(Under(path.Split('/')), isProgram: false))];

    private static Input Folder(string folder, bool isProgram)
        => new(
            Path.GetFileName(folder),
            [
                .. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
                    .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar)[..^1].Any(part => part is "bin" or "obj"))
                    .Order(StringComparer.Ordinal)
                    .Select(Read),
            ],
            isProgram,
            HasImplicitUsings: true);

    private static SourceFile Read(string path) => new(path, File.ReadAllText(path));

    private static string Under(params string[] path) => Path.Combine([RepositoryFiles.Root, .. path]);
}
