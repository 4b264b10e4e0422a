using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace McpAnalyzers.PackageTests;

/// <summary>A step of a pipeline: a name, if it has one, and either a script or what a build server brings itself.</summary>
internal sealed record PipelineStep(string? Name, string? Script, string? Provided);

/// <summary>Reads pipelines of GitHub Actions and Azure Pipelines.</summary>
internal static partial class Pipelines
{
    /// <summary>The pipelines that a page of the documentation shows.</summary>
    public static IReadOnlyList<IReadOnlyList<PipelineStep>> On(string page)
        => [.. Block().Matches(File.ReadAllText(Path.Combine(RepositoryFiles.Root, page))).Select(m => StepsOf(m.Groups["yaml"].Value))];

    /// <exception cref="YamlDotNet.Core.YamlException">It is not YAML.</exception>
    public static IReadOnlyList<PipelineStep> StepsOf(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        var root = (YamlMappingNode)stream.Documents.Single().RootNode;
        var steps = Find(root, "jobs") is YamlMappingNode jobs
            ? jobs.Children.Values.SelectMany(job => (YamlSequenceNode)Find((YamlMappingNode)job, "steps")!)
            : (YamlSequenceNode)Find(root, "steps")!;
        return [.. steps.Cast<YamlMappingNode>().Select(Step)];
    }

    private static PipelineStep Step(YamlMappingNode step)
    {
        string? Text(params string[] keys) => keys.Select(k => Find(step, k)?.ToString()).SingleOrDefault(v => v is not null);
        return new(Text("name", "displayName"), Text("run", "script"), Text("uses", "task", "publish"));
    }

    private static YamlNode? Find(YamlMappingNode node, string key) => node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    [GeneratedRegex("^```yaml\n(?<yaml>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
