using McpAnalyzers.Capture;
using McpAnalyzers.Documentation;

if (args is not ([] or ["--verify"]))
{
    Console.Error.WriteLine("Usage: dotnet run --project src/McpAnalyzers.Capture [-- --verify]");
    return 2;
}

if (RepositoryRoot.Above(Environment.CurrentDirectory) is not { } root)
{
    Console.Error.WriteLine("No folder from here upwards holds McpAnalyzers.sln.");
    return 2;
}

var file = Path.Combine(root, ScanCapture.File);
var picture = await ScanCapture.RenderAsync(root);
if (File.Exists(file) && (await File.ReadAllTextAsync(file)).ReplaceLineEndings("\n") == picture)
{
    return 0;
}

if (args is ["--verify"])
{
    Console.WriteLine($"{ScanCapture.File} would change");
    return 1;
}

Directory.CreateDirectory(Path.GetDirectoryName(file)!);
await File.WriteAllTextAsync(file, picture);
Console.WriteLine($"{ScanCapture.File} written");
return 0;
