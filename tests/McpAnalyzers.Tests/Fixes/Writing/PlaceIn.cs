using McpAnalyzers.CodeFixes.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.Tests.Fixes.Writing;

/// <summary>What a fix sees of a piece of code, for what fixes write to be asked by itself. What is reported stands between <c>[|</c> and <c>|]</c>.</summary>
internal static class PlaceIn
{
    private static readonly DiagnosticDescriptor Reported = new("TEST", "Reported", "Reported", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    /// <summary>A place in a file of a program with the usings of client code.</summary>
    public static async Task<FixPlace> ProgramAsync(string code, params string[] others)
    {
        var start = code.IndexOf("[|", StringComparison.Ordinal);
        var end = code.IndexOf("|]", StringComparison.Ordinal) - "[|".Length;
        var tree = SourceCompilation.Tree("/Program.cs", code.Replace("[|", "").Replace("|]", ""));
        var empty = await SourceCompilation.EmptyAsync(OutputKind.ConsoleApplication);
        var compilation = empty.AddSyntaxTrees([SourceCompilation.ImplicitUsings, tree, .. others.Select((other, number) => SourceCompilation.Tree($"/Other{number}.cs", other))]);
        var diagnostic = Diagnostic.Create(Reported, Location.Create(tree, TextSpan.FromBounds(start, end)));
        return new(diagnostic, await tree.GetRootAsync(), compilation.GetSemanticModel(tree), await tree.GetTextAsync());
    }

    /// <summary>The reported node, or the one around it that is of the kind asked for.</summary>
    public static T Reporting<T>(this FixPlace place)
        where T : SyntaxNode =>
        place.Node.FirstAncestorOrSelf<T>()!;

    /// <summary>The text with the changes in it.</summary>
    public static string With(this FixPlace place, params IEnumerable<TextChange> changes) => place.Text.WithChanges(changes).ToString();
}
