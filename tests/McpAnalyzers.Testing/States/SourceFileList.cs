using System.Globalization;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Source files of a test; those added without a name are named by their place.</summary>
public class SourceFileList : SourceFileCollection
{
    private readonly string _defaultPrefix;
    private readonly string _defaultExtension;

    /// <summary>Creates an empty list.</summary>
    public SourceFileList(string defaultPrefix, string defaultExtension)
    {
        _defaultPrefix = defaultPrefix;
        _defaultExtension = defaultExtension;
    }

    /// <summary>Adds a file named by its place.</summary>
    public void Add(string content) => Add(SourceText.From(content));

    /// <summary>Adds a file named by its place.</summary>
    public void Add(SourceText content)
        => Add((string.Create(CultureInfo.InvariantCulture, $"{_defaultPrefix}{Count}.{_defaultExtension}"), content));
}
