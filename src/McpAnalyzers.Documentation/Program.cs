using McpAnalyzers.Documentation;

if (args is not ([] or ["--verify"]))
{
    Console.Error.WriteLine("Usage: dotnet run --project src/McpAnalyzers.Documentation [-- --verify]");
    return 2;
}

if (RepositoryRoot.Above(Environment.CurrentDirectory) is not { } root)
{
    Console.Error.WriteLine("No folder from here upwards holds McpAnalyzers.sln.");
    return 2;
}

var verifies = args is ["--verify"];
var outdated = GeneratedFiles.Outdated(root);
foreach (var file in outdated)
{
    Console.WriteLine(verifies ? $"{file.Path} would change" : $"{file.Path} written");
    if (!verifies)
    {
        var path = Path.Combine(root, file.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, file.Text);
    }
}

var leftover = GeneratedFiles.Leftover(root);
foreach (var path in leftover)
{
    Console.WriteLine($"{path} belongs to no rule: remove it");
}

return leftover.Count > 0 || (verifies && outdated.Count > 0) ? 1 : 0;
