using System.Diagnostics;
using System.Text;
using McpAnalyzers.Tool.Commands;

namespace McpAnalyzers.Tool.Tests;

/// <summary>What a run of the tool said, with line feeds alone.</summary>
internal sealed record ToolResult(int ExitCode, string Out, string Error);

/// <summary>A user's folder with sources. It is a git repository, so that no configuration above it counts. Gone at the end of the test.</summary>
public sealed class SourceTree : IDisposable
{
    public SourceTree()
    {
        Root = Directory.CreateTempSubdirectory("mcp-analyzers-tool-").FullName;
        Directory.CreateDirectory(PathOf(".git"));
        With(".editorconfig", "root = true\n");
    }

    public string Root { get; }

    public string PathOf(string name) => Path.Combine(Root, name.Replace('/', Path.DirectorySeparatorChar));

    public SourceTree With(string name, string text) => With(name, new UTF8Encoding(false).GetBytes(text));

    public SourceTree With(string name, byte[] content)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return this;
    }

    /// <summary>A project without packages, which needs no restore to be read.</summary>
    public SourceTree WithProject(string name, string properties = "<TargetFramework>net10.0</TargetFramework>", string items = "")
        => With(name, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                {properties}
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>
                {items}
              </ItemGroup>
            </Project>
            """);

    public string Read(string name) => File.ReadAllText(PathOf(name));

    /// <summary>Runs the tool in this process, as if it had been started in the folder, with its output piped.</summary>
    internal Task<ToolResult> RunAsync(params string[] arguments) => RunAsync(terminal => terminal, arguments);

    internal async Task<ToolResult> RunAsync(Func<Terminal, Terminal> change, params string[] arguments)
    {
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var terminal = new Terminal(output, error, OutIsTerminal: false, ErrorIsTerminal: false, Colour: true, Root);
        var exitCode = await McpAnalyzersCommand.RunAsync(arguments, change(terminal));
        return new(exitCode, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }

    /// <summary>Runs git in the folder; returns what it wrote.</summary>
    internal async Task<string> GitAsync(string input, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = Root, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var text = await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return text;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
