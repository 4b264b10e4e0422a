using Microsoft.CodeAnalysis;

namespace McpAnalyzers.CodeFixes.Writing;

/// <summary>How framework types can be named at a point: by their simple name where a using directive allows it, else in full.</summary>
internal sealed class VisibleNames(SemanticModel model, int position)
{
    public string HttpMethod => Name("System.Net.Http.HttpMethod");

    public string HttpContext => Name("Microsoft.AspNetCore.Http.HttpContext");

    public string Results => Name("Microsoft.AspNetCore.Http.Results");

    public string HttpStatusCode => Name("System.Net.HttpStatusCode");

    public string StringComparer => Name("System.StringComparer");

    public string StringComparison => Name("System.StringComparison");

    public string HttpCompletionOption => Name("System.Net.Http.HttpCompletionOption");

    public string RandomNumberGenerator => Name("System.Security.Cryptography.RandomNumberGenerator");

    public string Convert => Name("System.Convert");

    public string Guid => Name("System.Guid");

    public string ResilientHttpClientTransport => Name("McpTransport.ResilientHttpClientTransport");

    public string ResilientHttpClientTransportOptions => Name("McpTransport.ResilientHttpClientTransportOptions");

    /// <summary>The name, or the first of its kind that nothing here bears: response, response2, …</summary>
    public string Unused(string name) => Unused(name, []);

    /// <param name="name">The name.</param>
    /// <param name="taken">Names that other fixes give here.</param>
    public string Unused(string name, ICollection<string> taken)
    {
        var unused = name;
        for (var i = 2; taken.Contains(unused) || model.LookupSymbols(position, name: unused).Length > 0; i++)
        {
            unused = name + i;
        }

        return unused;
    }

    private string Name(string fullName)
    {
        var simple = fullName.Substring(fullName.LastIndexOf('.') + 1);
        var visible = model.LookupNamespacesAndTypes(position, name: simple);
        // Generic types of the same name are other names: Results<T1, T2> does not hide Results.
        var plain = visible.Where(s => s is not INamedTypeSymbol { Arity: > 0 }).ToList();
        return plain.Count == 1 && plain[0].ToDisplayString() == fullName ? simple : fullName;
    }
}
