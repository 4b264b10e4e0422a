namespace McpAnalyzers.PackageTests;

/// <summary>A folder with a user's projects, which get the package from the feed.</summary>
internal sealed class ConsumerFolder(string path, PackedPackage package)
{
    public string Path { get; } = path;

    /// <summary>Writes a library's project file that references the package, and other projects if any are named.</summary>
    public ConsumerFolder WithProject(string name, string targetFramework = "net10.0", params string[] references)
        => WithFile($"{name}/{name}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>{targetFramework}</TargetFramework>
                <LangVersion>latest</LangVersion>
                <Nullable>enable</Nullable>
                <ImplicitUsings>{(targetFramework == "net10.0" ? "enable" : "disable")}</ImplicitUsings>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="McpAnalyzers" Version="{package.Version}" PrivateAssets="all" />
                {string.Concat(references.Select(r => $"""<ProjectReference Include="../{r}/{r}.csproj" />"""))}
              </ItemGroup>
            </Project>

            """);

    public ConsumerFolder WithFile(string name, string text)
    {
        var file = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return this;
    }

    public string Read(string name) => File.ReadAllText(System.IO.Path.Combine(Path, name));

    public Task<CommandResult> Run(params string[] arguments) => package.CommandLine.Run(Path, arguments);

    public Task<CommandResult> Succeed(params string[] arguments) => package.CommandLine.Succeed(Path, arguments);

    /// <summary>Every file below, by its path from here.</summary>
    public IEnumerable<string> Files(string below)
        => Directory.EnumerateFiles(System.IO.Path.Combine(Path, below), "*", SearchOption.AllDirectories)
            .Select(f => System.IO.Path.GetRelativePath(Path, f).Replace('\\', '/'));
}
