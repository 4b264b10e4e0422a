namespace Microsoft.CodeAnalysis.CSharp.Testing;

/// <summary>The options of every C# test project that changes none.</summary>
internal static class CSharpTestOptions
{
    public static CSharpCompilationOptions Compilation { get; }
        = new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true);

    public static CSharpParseOptions Parse { get; } = new(LanguageVersion.Default, DocumentationMode.Diagnose);
}
