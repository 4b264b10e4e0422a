using System.Collections.Immutable;
using System.Composition;
using McpAnalyzers.CodeFixes.Writing;
using McpAnalyzers.Rules.Server;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.CodeFixes.Server;

/// <summary>MCPT4004: makes the id from 16 random bytes that nobody can predict.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PredictableSessionIdFix)), Shared]
public sealed class PredictableSessionIdFix : DocumentFix
{
    /// <summary>The equivalence key of the one action.</summary>
    public const string UseRandomId = "MCPT4004.UseRandomId";

    private const string Generator = "System.Security.Cryptography.RandomNumberGenerator";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MCPT4004"];

    private protected override IEnumerable<TextEdit> Edits(FixPlace place)
    {
        var span = place.Diagnostic.Location.SourceSpan;
        if (place.Property(SessionIdProperties.IsMade) != "true" || place.Node.FirstAncestorOrSelf<ExpressionSyntax>() is not { } made || made.Span != span)
        {
            return [];
        }

        return [new("Use an id that cannot be guessed", UseRandomId, [new TextChange(span, Id(place))])];
    }

    /// <summary>The best source that the target framework has.</summary>
    private static string Id(FixPlace place) =>
        Has(place, Generator, "GetHexString", SpecialType.System_Int32) ? $"{place.Names.RandomNumberGenerator}.GetHexString(32)"
        : Has(place, Generator, "GetBytes", SpecialType.System_Int32) && Has(place, "System.Convert", "ToHexString", parameter: null) ? $"{place.Names.Convert}.ToHexString({place.Names.RandomNumberGenerator}.GetBytes(16))"
        : $"{place.Names.Guid}.NewGuid().ToString(\"N\")";

    private static bool Has(FixPlace place, string type, string method, SpecialType? parameter) =>
        place.Model.Compilation.GetTypeByMetadataName(type)?.GetMembers(method).OfType<IMethodSymbol>().Any(m =>
            m is { IsStatic: true, DeclaredAccessibility: Accessibility.Public } && (parameter is null || (m.Parameters.Length > 0 && m.Parameters[0].Type.SpecialType == parameter))) == true;
}
