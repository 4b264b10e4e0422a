using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Gate;

/// <summary>
/// Does an assembly that is referenced have a constant that is a header's name, or begins one? By its metadata: no symbol is made for that. The SDK keeps
/// its own to itself.
/// </summary>
internal static class ReferencedConstants
{
    // As long as the shortest beginning that is looked for, and the longest name, in UTF-16.
    private const int ShortestBlob = 2 * 4, LongestBlob = 2 * 20;

    private static readonly ConditionalWeakTable<MetadataReference, object> Remembered = new();

    public static bool NameHeaderIn(Compilation compilation, CancellationToken cancellationToken) => compilation.References.Any(reference => reference switch
    {
        CompilationReference project => project.Compilation.SyntaxTrees.Any(tree => TreeMentions.Of(tree, cancellationToken).MayNameHeader(cancellationToken)),
        _ => compilation.GetAssemblyOrModuleSymbol(reference) is IAssemblySymbol assembly && !IsOfFramework(assembly.Name) && !SdkSymbols.IsSdk(assembly.Name)
            && (bool)Remembered.GetValue(reference, _ => assembly.GetMetadata()?.GetModules().Any(module => NamesHeader(module.GetMetadataReader())) == true),
    });

    private static bool IsOfFramework(string assembly) => assembly.StartsWith("System.", StringComparison.Ordinal) || assembly is "System" or "mscorlib" or "netstandard";

    private static bool NamesHeader(MetadataReader metadata)
    {
        for (var row = 1; row <= metadata.GetTableRowCount(TableIndex.Constant); row++)
        {
            var constant = metadata.GetConstant(MetadataTokens.ConstantHandle(row));
            if (constant.TypeCode == ConstantTypeCode.String)
            {
                var value = metadata.GetBlobReader(constant.Value);
                if (value.Length is >= ShortestBlob and <= LongestBlob && McpHeaders.AnyBeginsWith(value.ReadUTF16(value.Length)))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
