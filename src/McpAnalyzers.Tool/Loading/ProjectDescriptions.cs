using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Security;
using System.Text.RegularExpressions;

namespace McpAnalyzers.Tool.Loading;

/// <summary>
/// Asks the SDK how it would compile projects, and the projects that they are built on: one process for all, with the SDK that their folder
/// asks for. Nothing is compiled or restored.
/// </summary>
internal static partial class ProjectDescriptions
{
    /// <summary>Set by a dotnet command around us, and wrong for another.</summary>
    private static readonly string[] OfOtherCommands = ["MSBUILD_EXE_PATH", "MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBuildLoadMicrosoftTargetsReadOnly"];

    /// <summary>What editors set when they load a project.</summary>
    private const string DesignTime =
        "DesignTimeBuild=true;BuildProjectReferences=false;BuildingProject=false;ProvideCommandLineArgs=true;SkipCompilerExecution=true;"
        + "NonExistentFile=__NonExistentSubDir__/__NonExistentFile__;ContinueOnError=ErrorAndContinue";

    public static async Task<(ImmutableArray<ProjectDescription> Projects, BuildErrors Errors)> ReadAsync(
        ImmutableArray<string> projectFiles, string workingFolder, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("mcp-analyzers-").FullName;
        try
        {
            var output = await RunAsync(WriteProject(folder, projectFiles), workingFolder, cancellationToken);
            var projects = Directory.EnumerateFiles(folder, "*.project").Select(f => ProjectDescription.Parse(File.ReadLines(f)));
            return (
                [.. projects.Where(p => !p.Arguments.IsEmpty).DistinctBy(p => p.Key).OrderBy(p => p.Key, StringComparer.Ordinal)],
                new BuildErrors(output));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string WriteProject(string folder, ImmutableArray<string> projectFiles)
    {
        var each = WriteResource(folder, "DescribeEach.targets");
        var one = WriteResource(folder, "Describe.targets");
        var project = Path.Combine(folder, "Describe.proj");
        File.WriteAllText(project, $"""
            <Project>
              <ItemGroup>
                {string.Join("\n    ", projectFiles.Select(p => $"""<_McpProject Include="{Escaped(p)}" />"""))}
              </ItemGroup>
              <Target Name="Describe">
                <MSBuild Projects="@(_McpProject)" Targets="McpAnalyzersDescribe" BuildInParallel="true" ContinueOnError="true"
                         Properties="{DesignTime};CustomAfterMicrosoftCommonTargets={Escaped(one)};CustomAfterMicrosoftCommonCrossTargetingTargets={Escaped(each)};McpAnalyzersDescriptions={Escaped(folder)}" />
              </Target>
            </Project>

            """);
        return project;
    }

    private static string WriteResource(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        using var resource = typeof(ProjectDescriptions).Assembly.GetManifestResourceStream(name)!;
        using var file = File.Create(path);
        resource.CopyTo(file);
        return path;
    }

    /// <summary>For MSBuild, where some characters have a meaning, inside XML.</summary>
    private static string Escaped(string path)
        => SecurityElement.Escape(ReservedCharacter().Replace(path, m => $"%{(int)m.Value[0]:x2}"));

    [GeneratedRegex("[%*?@$();']")]
    private static partial Regex ReservedCharacter();

    private static async Task<string> RunAsync(string project, string workingFolder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(DotnetPath())
        {
            WorkingDirectory = workingFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var argument in (string[])["msbuild", project, "-target:Describe", "-maxCpuCount", "-nodeReuse:false", "-noLogo", "-verbosity:quiet", "-noAutoResponse"])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in OfOtherCommands)
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";

        using var process = Start(start);
        process.StandardInput.Close();
        try
        {
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return output + await error;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new SdkMissingException();
        }
    }

    private static string DotnetPath()
    {
        var executable = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        return Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host && File.Exists(host) ? host
            : Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root && File.Exists(Path.Combine(root, executable)) ? Path.Combine(root, executable)
            : executable;
    }
}
