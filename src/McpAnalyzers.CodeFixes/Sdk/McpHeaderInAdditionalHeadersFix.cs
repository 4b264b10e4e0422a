using System.Collections.Immutable;
using System.Composition;
using McpAnalyzers.CodeFixes.Writing;
using McpAnalyzers.Facts;
using McpAnalyzers.Rules.Sdk;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.CodeFixes.Sdk;

/// <summary>MCPT5001: takes the header away; the id of a session that is resumed becomes KnownSessionId.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(McpHeaderInAdditionalHeadersFix)), Shared]
public sealed class McpHeaderInAdditionalHeadersFix : DocumentFix
{
    /// <summary>The equivalence key of the action that takes the header away.</summary>
    public const string Remove = "MCPT5001.Remove";

    /// <summary>The equivalence key of the action that makes the id the known one.</summary>
    public const string UseKnownSessionId = "MCPT5001.UseKnownSessionId";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MCPT5001"];

    private protected override IEnumerable<TextEdit> Edits(FixPlace place)
    {
        if (place.Property(AdditionalHeaderProperties.IsEntry) != "true")
        {
            yield break;
        }

        if (place.Property(AdditionalHeaderProperties.IsResumed) == "true" && KnownSessionId(place) is { IsEmpty: false } known)
        {
            yield return new("Resume the session by KnownSessionId", UseKnownSessionId, known);
        }

        if (Removal(place) is { IsEmpty: false } removal)
        {
            yield return new("Remove the header", Remove, removal);
        }
    }

    private static ImmutableArray<TextChange> Removal(FixPlace place)
    {
        if (place.Node is ExpressionSyntax { Parent: InitializerExpressionSyntax list } element)
        {
            return FromList(place, list, element);
        }

        return place.Node.FirstAncestorOrSelf<StatementSyntax>() is ExpressionStatementSyntax statement && RemovedStatement.Change(place, statement) is { } change ? [change] : [];
    }

    private static ImmutableArray<TextChange> FromList(FixPlace place, InitializerExpressionSyntax list, ExpressionSyntax element)
    {
        if (list.Expressions.Count > 1)
        {
            var index = list.Expressions.IndexOf(element);
            return RemovedElement.Changes(place, list, element, index > 0 && !IsReported(place, list.Expressions[index - 1]));
        }

        // An empty dictionary adds no header: the option goes with its only one.
        if (Option(list) is { Parent: InitializerExpressionSyntax options } option)
        {
            return RemovedElement.Changes(place, options, option, staysBefore: true);
        }

        return list.Parent is BaseObjectCreationExpressionSyntax creation
            ? [new(TextSpan.FromBounds(creation.Initializer!.GetFirstToken().GetPreviousToken().Span.End, list.Span.End), creation.ArgumentList is null ? "()" : "")]
            : [];
    }

    private static ImmutableArray<TextChange> KnownSessionId(FixPlace place)
    {
        if (place.Node is not ExpressionSyntax { Parent: InitializerExpressionSyntax list } element || ValueOf(element) is not { } value
            || Option(list) is not { Parent: InitializerExpressionSyntax options } option
            || options.Expressions.Any(e => e is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.Text: "KnownSessionId" } }))
        {
            return [];
        }

        if (list.Expressions.Count == 1)
        {
            return [new(option.Span, $"KnownSessionId = {value}")];
        }

        var line = place.Text.Lines.GetLineFromPosition(option.SpanStart);
        var separator = string.IsNullOrWhiteSpace(place.Text.ToString(TextSpan.FromBounds(line.Start, option.SpanStart)))
            ? place.Style.NewLine + place.Style.IndentAt(option.SpanStart)
            : " ";
        return [Insertion.At(option.SpanStart, $"KnownSessionId = {value},{separator}"), .. FromList(place, list, element)];
    }

    /// <summary>The AdditionalHeaders = of the options, where the initializer is that of its dictionary and the dictionary starts empty.</summary>
    private static AssignmentExpressionSyntax? Option(InitializerExpressionSyntax list) => list.Parent switch
    {
        BaseObjectCreationExpressionSyntax { Parent: AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } option } creation when creation.ArgumentList is not { Arguments.Count: > 0 } => option,
        AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } option => option,
        _ => null,
    };

    private static ExpressionSyntax? ValueOf(ExpressionSyntax element) => element switch
    {
        AssignmentExpressionSyntax assignment => assignment.Right,
        InitializerExpressionSyntax { Expressions: [_, var value] } => value,
        _ => null,
    };

    private static bool IsReported(FixPlace place, ExpressionSyntax element)
    {
        var name = element switch
        {
            AssignmentExpressionSyntax { Left: ImplicitElementAccessSyntax { ArgumentList.Arguments: [var argument] } } => argument.Expression,
            InitializerExpressionSyntax { Expressions: [var first, _] } => first,
            _ => null,
        };
        return name is not null && place.Model.GetConstantValue(name) is { HasValue: true, Value: string text } && AdditionalHeaders.IsOfTransport(text);
    }
}
