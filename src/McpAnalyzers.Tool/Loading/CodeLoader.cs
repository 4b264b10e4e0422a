using System.Collections.Immutable;

namespace McpAnalyzers.Tool.Loading;

/// <summary>Reads the code at a path, whatever the path leads to.</summary>
internal sealed class CodeLoader(Terminal terminal, Problems problems, ImmutableArray<string> definedSymbols)
{
    private readonly FolderLoader _folders = new(terminal, problems, definedSymbols);

    /// <summary>Null when there is no code to be had, and a problem says why.</summary>
    public async Task<LoadedCode?> LoadAsync(string path, CancellationToken cancellationToken)
    {
        var shown = terminal.Shown(path);
        ImmutableArray<CodeProject> projects;
        if (Directory.Exists(path))
        {
            projects = [.. _folders.Load(path, cancellationToken)];
            if (projects.IsEmpty && !problems.Any)
            {
                problems.Add($"There is no C# source in {shown}.");
            }
        }
        else if (!File.Exists(path))
        {
            problems.Add($"There is no {shown}.");
            return null;
        }
        else if (Path.GetExtension(path).Equals(".cs", StringComparison.OrdinalIgnoreCase))
        {
            projects = [.. _folders.LoadFile(path)];
        }
        else if (Path.GetExtension(path).Equals(".csproj", StringComparison.OrdinalIgnoreCase))
        {
            projects = await LoadProjectsAsync([path], path, cancellationToken);
        }
        else if (SolutionFile.IsOne(path))
        {
            projects = await LoadSolutionAsync(path, cancellationToken);
        }
        else
        {
            problems.Add($"{shown} is not something to scan: give a solution (.sln, .slnx, .slnf), a project (.csproj), a folder or a .cs file.");
            return null;
        }

        if (projects.IsEmpty)
        {
            return null;
        }

        var code = new SolutionAssembly(terminal, problems).Assemble(projects, cancellationToken);
        if (code.FileCount == 0 && !problems.Any)
        {
            problems.Add($"There is no C# source in {shown}.");
        }

        return code;
    }

    private async Task<ImmutableArray<CodeProject>> LoadSolutionAsync(string solution, CancellationToken cancellationToken)
    {
        try
        {
            var projects = SolutionFile.ProjectsOf(solution);
            if (projects.IsEmpty)
            {
                problems.Add($"There is no C# project in {terminal.Shown(solution)}.");
            }

            return await LoadProjectsAsync(projects, solution, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            problems.Add($"{terminal.Shown(solution)} could not be read: {Problems.Reason(e)}.");
            return [];
        }
    }

    private Task<ImmutableArray<CodeProject>> LoadProjectsAsync(ImmutableArray<string> projects, string path, CancellationToken cancellationToken)
        => new ProjectLoader(terminal, problems, _folders, definedSymbols).LoadAsync(projects, Path.GetDirectoryName(path)!, cancellationToken);
}
