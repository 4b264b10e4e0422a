using System.Collections.Immutable;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace McpAnalyzers.Tool.Loading;

/// <summary>
/// What a project file says plainly, without being evaluated, of how its sources are to be read. The nearest Directory.Build.props is asked too.
/// What stands under a condition is taken as if it held: a using or a symbol too many makes nothing unreadable.
/// </summary>
internal sealed record ProjectFileFacts(string GlobalUsings, ImmutableArray<string> DefinedSymbols, ImmutableArray<string> ReferencedProjects)
{
    private static readonly string[] OfSdk =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks",
    ];

    private static readonly string[] OfWebSdk =
    [
        "System.Net.Http.Json", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing",
        "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging",
    ];

    /// <summary>Of sources under no project file: they may have lost one that had the usings of the SDK.</summary>
    public static ProjectFileFacts None { get; } = new(UsingsOf(OfSdk), [], []);

    public static ProjectFileFacts Read(string projectFile)
    {
        if (Load(projectFile) is not { } project)
        {
            return None;
        }

        var folder = Path.GetDirectoryName(projectFile)!;
        var shared = Folders.Above(folder).Select(f => Path.Combine(f, "Directory.Build.props")).FirstOrDefault(File.Exists);
        XElement[] files = [project, .. shared is not null && Load(shared) is { } props ? [props] : Array.Empty<XElement>()];
        return new(GlobalUsingsOf(files), SymbolsOf(files), ReferencesOf(project, folder));
    }

    private static string GlobalUsingsOf(XElement[] files)
    {
        var text = new StringBuilder();
        // The project file is the first, and what it says wins.
        var implicitUsings = files.SelectMany(f => Named(f, "ImplicitUsings")).FirstOrDefault()?.Value.Trim();
        if (implicitUsings is not null && (implicitUsings.Equals("enable", StringComparison.OrdinalIgnoreCase) || implicitUsings.Equals("true", StringComparison.OrdinalIgnoreCase)))
        {
            text.Append(UsingsOf(OfSdk));
            if (IsWeb(files[0]))
            {
                text.Append(UsingsOf(OfWebSdk));
            }
        }

        foreach (var element in files.SelectMany(f => Named(f, "Using")))
        {
            if (element.Attribute("Include")?.Value is not { Length: > 0 } include || include.Contains('$', StringComparison.Ordinal))
            {
                continue;
            }

            var isStatic = string.Equals(element.Attribute("Static")?.Value, "true", StringComparison.OrdinalIgnoreCase);
            var alias = element.Attribute("Alias")?.Value;
            text.Append("global using ").Append(isStatic ? "static " : "").Append(alias is null ? "" : alias + " = ").Append("global::").Append(include).Append(";\n");
        }

        return text.ToString();
    }

    private static bool IsWeb(XElement project)
        => (project.Attribute("Sdk")?.Value ?? Named(project, "Sdk").FirstOrDefault()?.Attribute("Name")?.Value)?
            .StartsWith("Microsoft.NET.Sdk.Web", StringComparison.OrdinalIgnoreCase) == true;

    private static ImmutableArray<string> SymbolsOf(XElement[] files)
        =>
        [
            .. files.SelectMany(f => Named(f, "DefineConstants"))
                .SelectMany(e => e.Value.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                .Where(s => Microsoft.CodeAnalysis.CSharp.SyntaxFacts.IsValidIdentifier(s))
                .Distinct(StringComparer.Ordinal),
        ];

    private static ImmutableArray<string> ReferencesOf(XElement project, string folder)
        =>
        [
            .. Named(project, "ProjectReference")
                .Where(e => !string.Equals(e.Attribute("ReferenceOutputAssembly")?.Value, "false", StringComparison.OrdinalIgnoreCase))
                .Select(e => e.Attribute("Include")?.Value)
                .Where(include => include is { Length: > 0 } && include.IndexOfAny(['$', '*', '@']) < 0)
                .Select(include => Path.GetFullPath(include!.Replace('\\', Path.DirectorySeparatorChar), folder)),
        ];

    private static string UsingsOf(IEnumerable<string> namespaces) => string.Concat(namespaces.Select(n => $"global using global::{n};\n"));

    /// <summary>Old project files have a namespace, new ones none.</summary>
    private static IEnumerable<XElement> Named(XElement root, string name) => root.Descendants().Where(e => e.Name.LocalName == name);

    private static XElement? Load(string file)
    {
        try
        {
            return XDocument.Load(file).Root;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or XmlException)
        {
            return null;
        }
    }
}
