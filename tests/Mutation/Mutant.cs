using System.Globalization;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.Mutation;

/// <summary>A change that Stryker has compiled into the assembly, switched on by its number.</summary>
/// <param name="Id">The number.</param>
/// <param name="File">The file beneath <c>src</c>.</param>
/// <param name="Line">The line in it, from 1.</param>
/// <param name="Start">Where the change begins, in characters of the file.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Mutator">Which kind of change it is.</param>
/// <param name="Original">What stood there, on one line, shortened.</param>
/// <param name="Replacement">What stands there now.</param>
/// <param name="MadeOnceBy">The type that has it in what is made once in a process, as metadata names it; null where it runs each time.</param>
internal sealed record Mutant(int Id, string File, int Line, int Start, int End, string Mutator, string Original, string Replacement, string? MadeOnceBy)
{
    private const string BlockRemoval = "Block removal mutation";

    /// <summary>What stays the same when other lines or files change.</summary>
    public string Key => $"{File} {Original} ==> {Replacement} @{Start}-{End}";

    public override string ToString() => $"{File}:{Line} {Original} ==> {Replacement}";

    /// <summary>The mutants of a report that compile. As Stryker does, a block that holds other mutants is not removed as well.</summary>
    public static Mutant[] Read(string report)
    {
        var found = new List<Mutant>();
        using var json = JsonDocument.Parse(System.IO.File.ReadAllText(report));
        foreach (var file in json.RootElement.GetProperty("files").EnumerateObject())
        {
            var source = file.Value.GetProperty("source").GetString()!;
            var lines = source.Index().Where(c => c.Item == '\n').Select(c => c.Index + 1).Prepend(0).ToArray();
            int Offset(JsonElement place) => lines[place.GetProperty("line").GetInt32() - 1] + place.GetProperty("column").GetInt32() - 1;

            var name = file.Name[(file.Name.IndexOf("/src/", StringComparison.Ordinal) + "/src/".Length)..];
            var root = CSharpSyntaxTree.ParseText(source, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview)).GetRoot();
            var ofFile = new List<Mutant>();
            foreach (var mutant in file.Value.GetProperty("mutants").EnumerateArray().Where(mutant => mutant.GetProperty("status").GetString() != "CompileError"))
            {
                var place = mutant.GetProperty("location");
                var (start, end) = (Offset(place.GetProperty("start")), Offset(place.GetProperty("end")));
                ofFile.Add(new(
                    int.Parse(mutant.GetProperty("id").GetString()!, CultureInfo.InvariantCulture),
                    name,
                    place.GetProperty("start").GetProperty("line").GetInt32(),
                    start,
                    end,
                    mutant.GetProperty("mutatorName").GetString()!,
                    Short(source[start..end]),
                    Short(mutant.GetProperty("replacement").GetString() ?? ""),
                    MakerOf(root.FindNode(TextSpan.FromBounds(start, end)))));
            }

            found.AddRange(ofFile.Where(mutant => mutant.Mutator != BlockRemoval || !ofFile.Exists(other => other.Mutator != BlockRemoval && other.Start >= mutant.Start && other.End <= mutant.End)));
        }

        return [.. found.OrderBy(mutant => mutant.File, StringComparer.Ordinal).ThenBy(mutant => mutant.Start).ThenBy(mutant => mutant.Id)];
    }

    private static string? MakerOf(SyntaxNode node)
    {
        for (var current = node; current is not null and not AnonymousFunctionExpressionSyntax; current = current.Parent)
        {
            switch (current)
            {
                case FieldDeclarationSyntax or ConstructorDeclarationSyntax:
                    return ((MemberDeclarationSyntax)current).Modifiers.Any(SyntaxKind.StaticKeyword) ? NameOfTypeAround(current) : null;
                case EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property }:
                    return property.Modifiers.Any(SyntaxKind.StaticKeyword) ? NameOfTypeAround(property) : null;
                case MemberDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }

    private static string NameOfTypeAround(SyntaxNode member)
    {
        var types = string.Join('+', member.Ancestors().OfType<TypeDeclarationSyntax>().Reverse().Select(type => type.TypeParameterList is { } generic ? $"{type.Identifier.Text}`{generic.Parameters.Count}" : type.Identifier.Text));
        return member.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault() is { } space ? $"{space.Name}.{types}" : types;
    }

    private static string Short(string text)
    {
        text = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length > 140 ? text[..140] + "…" : text;
    }
}
