namespace Microsoft.CodeAnalysis.Testing;

/// <summary>The content of one project of a test.</summary>
public class ProjectState
{
    /// <summary>Creates an empty project.</summary>
    public ProjectState(string name, string language, string defaultPrefix, string defaultExtension)
    {
        Name = name;
        Language = language;
        Sources = new SourceFileList(defaultPrefix, defaultExtension);
    }

    /// <summary>The project's name.</summary>
    public string Name { get; }

    /// <summary>The assembly's name.</summary>
    public string AssemblyName => Name;

    /// <summary>The project's language.</summary>
    public string Language { get; }

    /// <summary>The framework referred to; null: that of the test.</summary>
    public ReferenceAssemblies? ReferenceAssemblies { get; set; }

    /// <summary>What the project builds; null: a library. Top-level statements need <see cref="OutputKind.ConsoleApplication"/>.</summary>
    public OutputKind? OutputKind { get; set; }

    /// <summary>How documentation comments are parsed; null: with diagnostics.</summary>
    public DocumentationMode? DocumentationMode { get; set; }

    /// <summary>The source files.</summary>
    public SourceFileList Sources { get; }

    /// <summary>The additional files.</summary>
    public SourceFileCollection AdditionalFiles { get; } = [];

    /// <summary>The <c>.editorconfig</c> and <c>.globalconfig</c> files, e.g. <c>("/.editorconfig", text)</c>.</summary>
    public SourceFileCollection AnalyzerConfigFiles { get; } = [];

    /// <summary>The names of the projects of the same solution that this one refers to.</summary>
    public List<string> AdditionalProjectReferences { get; } = [];

    /// <summary>Assemblies referred to besides the framework.</summary>
    public MetadataReferenceCollection AdditionalReferences { get; } = [];
}
