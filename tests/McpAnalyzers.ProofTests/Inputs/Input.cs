using Microsoft.CodeAnalysis;

namespace McpAnalyzers.ProofTests.Inputs;

/// <summary>Sources that the analyzers are held against, without markup.</summary>
internal sealed record Input(string Name, IReadOnlyList<SourceFile> Files, bool IsProgram = false, bool HasImplicitUsings = false)
{
    public int Length => Files.Sum(f => f.Text.Length);

    public OutputKind Output => IsProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;

    public override string ToString() => Name;
}

/// <summary>One file of an input.</summary>
internal sealed record SourceFile(string Path, string Text);
