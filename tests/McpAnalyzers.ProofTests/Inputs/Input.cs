using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpAnalyzers.ProofTests.Inputs;

/// <summary>Sources that the analyzers are held against, without markup.</summary>
internal sealed record Input(string Name, IReadOnlyList<SourceFile> Files, bool IsProgram = false, bool HasImplicitUsings = false)
{
    public int Length => Files.Sum(f => f.Text.Length);

    public OutputKind Output => IsProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;

    /// <summary>The same with its types in a namespace, and so beside others that have the same names.</summary>
    public Input InNamespace(int number) => this with { Files = [.. Files.Select(file => file.InNamespace($"Proof{number}"))] };

    /// <summary>The same with each type once more, in another namespace of the same file.</summary>
    public Input Twice() => this with { Name = $"{Name}, twice", Files = [.. Files.Select(file => file.InNamespaces("ProofA", "ProofB"))] };

    public override string ToString() => Name;
}

/// <summary>One file of an input.</summary>
internal sealed record SourceFile(string Path, string Text)
{
    /// <summary>A file with a namespace of its own for all its types stays as it is.</summary>
    public SourceFile InNamespace(string name) => InNamespaces(name) with { Path = $"/{name}{Path}" };

    /// <summary>The types once in each of the namespaces.</summary>
    public SourceFile InNamespaces(params string[] names)
    {
        var root = (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(Text).GetRoot();
        if (root.Members is not [not FileScopedNamespaceDeclarationSyntax, ..])
        {
            return this;
        }

        var types = root.Members[0].FullSpan.Start;
        return this with { Text = Text[..types] + string.Concat(names.Select(name => $"\nnamespace {name}\n{{\n{Text[types..]}\n}}\n")) };
    }
}
