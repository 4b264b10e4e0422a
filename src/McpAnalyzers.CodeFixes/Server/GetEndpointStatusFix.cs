using System.Collections.Immutable;
using System.Composition;
using McpAnalyzers.CodeFixes.Writing;
using McpAnalyzers.Rules.Server;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.CodeFixes.Server;

/// <summary>MCPT4002: answers a GET with 405 and the methods that the endpoint takes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(GetEndpointStatusFix)), Shared]
public sealed class GetEndpointStatusFix : DocumentFix
{
    /// <summary>The equivalence key of the one action.</summary>
    public const string AnswerNotAllowed = "MCPT4002.AnswerNotAllowed";

    private const string Title = "Answer with 405 and an Allow header";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MCPT4002"];

    private protected override IEnumerable<TextEdit> Edits(FixPlace place)
    {
        if (place.Property(GetEndpointStatus.Allowed) is not { } allowed)
        {
            yield break;
        }

        var change = place.Node switch
        {
            AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: var response } left, Parent: ExpressionStatementSyntax statement } assignment => OfAssignment(place, left, response, assignment, statement, allowed),
            ExpressionSyntax answer when answer.FirstAncestorOrSelf<LambdaExpressionSyntax>() is { } lambda => OfLambda(place, answer, lambda, allowed),
            ExpressionSyntax answer when answer.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method => OfAction(place, answer, method, allowed),
            _ => [],
        };
        if (change.Length > 0)
        {
            yield return new(Title, AnswerNotAllowed, change);
        }
    }

    /// <summary>context.Response.StatusCode = 404; the header is set in the statement before.</summary>
    private static ImmutableArray<TextChange> OfAssignment(FixPlace place, MemberAccessExpressionSyntax left, ExpressionSyntax response, AssignmentExpressionSyntax assignment, ExpressionStatementSyntax statement, string allowed) =>
        left.Name.Identifier.Text == "StatusCode" && statement.Parent is BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax
        && AnswerRewrite.To(place, 405) is { } status && Header(place, response, allowed) is { } header
            ? [Insertion.At(statement.SpanStart, header + place.Style.NewLine + place.Style.IndentAt(statement.SpanStart)), status]
            : [];

    private static string? Header(FixPlace place, ExpressionSyntax response, string allowed) =>
        place.Model.GetTypeInfo(response).Type is not { } type ? null
        : type.Name == "HttpListenerResponse" ? $"{response}.Headers[\"Allow\"] = \"{allowed}\";"
        : type.Name == "HttpResponse" && type.ContainingNamespace.ToDisplayString() == "Microsoft.AspNetCore.Http" ? $"{response}.Headers[\"Allow\"] = \"{allowed}\";"
        : null;

    /// <summary>A mapped lambda: it gets the context, if it has none, and a body with both statements.</summary>
    private static ImmutableArray<TextChange> OfLambda(FixPlace place, ExpressionSyntax answer, LambdaExpressionSyntax lambda, string allowed)
    {
        if (lambda is not ParenthesizedLambdaExpressionSyntax { ParameterList: var parameters } || answer.FirstAncestorOrSelf<StatementSyntax>() is { } inner && lambda.Span.Contains(inner.Span) && inner is not ReturnStatementSyntax { Parent: BlockSyntax })
        {
            return [];
        }

        if (!MayReturnResult(place, answer, lambda))
        {
            return [];
        }

        var context = parameters.Parameters.FirstOrDefault(p => p.Type?.ToString().TrimEnd('?') is "HttpContext")?.Identifier.Text;
        var changes = ImmutableArray.CreateBuilder<TextChange>();
        if (context is null)
        {
            context = place.Names.Unused("context");
            changes.Add(Insertion.At(parameters.CloseParenToken.SpanStart, (parameters.Parameters.Count > 0 ? ", " : "") + $"{place.Names.HttpContext} {context}"));
        }

        var result = Result(place, answer, lambda);
        var header = $"{context}.Response.Headers[\"Allow\"] = \"{allowed}\";";
        if (lambda.ExpressionBody == answer)
        {
            var braces = place.Style.BracesOnOwnLine ? place.Style.NewLine + place.Style.IndentAt(lambda.SpanStart) : " ";
            var from = lambda.ArrowToken.Span.End;
            changes.Add(new(TextSpan.FromBounds(from, answer.Span.End), braces + place.Style.Block(lambda.SpanStart, header, $"return {result};")));
        }
        else if (answer.Parent is ReturnStatementSyntax { Parent: BlockSyntax } returned)
        {
            changes.Add(Insertion.At(returned.SpanStart, header + place.Style.NewLine + place.Style.IndentAt(returned.SpanStart)));
            changes.Add(new(answer.Span, result));
        }
        else
        {
            return [];
        }

        return changes.ToImmutable();
    }

    /// <summary>May the lambda return an IResult here, as its type is or can be inferred?</summary>
    private static bool MayReturnResult(FixPlace place, ExpressionSyntax answer, LambdaExpressionSyntax lambda)
    {
        if (lambda is ParenthesizedLambdaExpressionSyntax { ReturnType: not null } && place.Model.GetSymbolInfo(lambda).Symbol is IMethodSymbol { ReturnType: { } type })
        {
            return (type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var result] } ? result : type).Name == "IResult";
        }

        return lambda.ExpressionBody == answer
            || place.Model.GetTypeInfo(answer).Type?.Name == "IResult"
            || lambda.DescendantNodes().OfType<ReturnStatementSyntax>().Take(2).Count() == 1;
    }

    private static string Result(FixPlace place, ExpressionSyntax answer, LambdaExpressionSyntax lambda)
    {
        var isAsync = lambda.AsyncKeyword != default;
        var result = $"{place.Names.Results}.StatusCode(405)";
        return !isAsync && place.Model.GetTypeInfo(answer).Type?.Name == "Task" ? $"Task.FromResult({result})" : result;
    }

    /// <summary>An action of a controller.</summary>
    private static ImmutableArray<TextChange> OfAction(FixPlace place, ExpressionSyntax answer, MethodDeclarationSyntax method, string allowed)
    {
        if (place.Model.GetDeclaredSymbol(method) is not IMethodSymbol { ReturnType: { } type } declared || !IsAction(type) || !IsController(declared.ContainingType))
        {
            return [];
        }

        var header = $"Response.Headers[\"Allow\"] = \"{allowed}\";";
        if (method.ExpressionBody?.Expression == answer)
        {
            var indent = place.Style.BracesOnOwnLine ? place.Style.NewLine + place.Style.IndentAt(method.SpanStart) : " ";
            var end = method.SemicolonToken.Span.End;
            var start = method.ParameterList.Span.End;
            return [new TextChange(TextSpan.FromBounds(start, end), indent + place.Style.Block(method.SpanStart, header, "return StatusCode(405);"))];
        }

        return answer.Parent is ReturnStatementSyntax { Parent: BlockSyntax } returned
            ? [Insertion.At(returned.SpanStart, header + place.Style.NewLine + place.Style.IndentAt(returned.SpanStart)), new TextChange(answer.Span, "StatusCode(405)")]
            : [];
    }

    private static bool IsAction(ITypeSymbol type) =>
        (type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var result] } ? result : type).Name is "IActionResult" or "ActionResult" or "StatusCodeResult";

    private static bool IsController(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.Name == "ControllerBase")
            {
                return true;
            }
        }

        return false;
    }
}
