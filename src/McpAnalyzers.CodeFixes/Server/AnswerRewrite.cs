using System.Globalization;
using McpAnalyzers.CodeFixes.Writing;
using McpAnalyzers.Rules.Server;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpAnalyzers.CodeFixes.Server;

/// <summary>The same answer with another status: the body that the author wrote stays.</summary>
internal static class AnswerRewrite
{
    private const int Accepted = 202;

    /// <summary>Null where the answer cannot have the status without becoming another piece of code.</summary>
    public static TextChange? To(FixPlace place, int status)
    {
        if (place.Diagnostic.AdditionalLocations.Count == 0)
        {
            return null;
        }

        var answer = place.Node;
        var number = place.Root.FindNode(place.Diagnostic.AdditionalLocations[0].SourceSpan, getInnermostNodeForTie: true);
        number = number is ArgumentSyntax passed ? passed.Expression : number;
        return place.Property(AnswerProperties.Form) switch
        {
            AnswerProperties.Named when answer is InvocationExpressionSyntax call => OfCall(place, call, status),
            AnswerProperties.Created when answer is ObjectCreationExpressionSyntax creation => OfCreation(creation, status),
            AnswerProperties.Number when status == Accepted && answer is InvocationExpressionSyntax call && IsFactory(call) => OfCall(place, call, status),
            AnswerProperties.Number when number != answer || number is not (InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax) => number is ExpressionSyntax constant ? OfConstant(place, constant, status) : null,
            AnswerProperties.Number when answer is InvocationExpressionSyntax { ArgumentList: var arguments } => OfMissingArgument(arguments, status),
            _ => null,
        };
    }

    private static bool IsFactory(InvocationExpressionSyntax call) => NameOf(call)?.Identifier.Text is "Json" or "Text" or "Content" or "StatusCode";

    private static TextChange? OfCall(FixPlace place, InvocationExpressionSyntax call, int status)
    {
        if (NameOf(call) is not { } name || !MayReturnOther(place, call))
        {
            return null;
        }

        var arguments = call.ArgumentList.Arguments;
        var text = name.Identifier.Text;
        if (status == Accepted)
        {
            // TypedResults.Accepted asks for an address.
            return new(TextSpan.FromBounds(name.SpanStart, call.Span.End), IsTyped(place, call) ? "StatusCode(202)" : "Accepted()");
        }

        if (arguments.Count > 1 || (arguments.Count == 1 && text == "ValidationProblem"))
        {
            return null;
        }

        // What Forbid and Challenge take are authentication schemes, not a body.
        var body = arguments.Count == 1 && text is not ("Forbid" or "Challenge") ? arguments[0].ToString() : null;
        var written = status switch
        {
            400 => $"BadRequest({body})",
            404 => $"NotFound({body})",
            _ when body is null => $"StatusCode({status.ToString(CultureInfo.InvariantCulture)})",
            _ when call.Expression is MemberAccessExpressionSyntax => $"Json({body}, statusCode: {status.ToString(CultureInfo.InvariantCulture)})",
            _ => $"StatusCode({status.ToString(CultureInfo.InvariantCulture)}, {body})",
        };
        return new(TextSpan.FromBounds(name.SpanStart, call.Span.End), written);
    }

    private static SimpleNameSyntax? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name,
        SimpleNameSyntax simple => simple,
        _ => null,
    };

    /// <summary>Does the signature around a typed result allow another type: IResult does, Results&lt;Ok, BadRequest&gt; does not?</summary>
    private static bool MayReturnOther(FixPlace place, InvocationExpressionSyntax call)
    {
        if (!IsTyped(place, call))
        {
            return true;
        }

        foreach (var node in call.Ancestors())
        {
            var type = node switch
            {
                AnonymousFunctionExpressionSyntax lambda => (place.Model.GetSymbolInfo(lambda).Symbol as IMethodSymbol)?.ReturnType,
                LocalFunctionStatementSyntax local => (place.Model.GetDeclaredSymbol(local) as IMethodSymbol)?.ReturnType,
                MethodDeclarationSyntax method => (place.Model.GetDeclaredSymbol(method) as IMethodSymbol)?.ReturnType,
                _ => null,
            };
            if (type is not null)
            {
                return (type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var result] } ? result : type).Name == "IResult";
            }
        }

        return false;
    }

    private static bool IsTyped(FixPlace place, InvocationExpressionSyntax call) => place.Model.GetSymbolInfo(call).Symbol is IMethodSymbol { ContainingType.Name: "TypedResults" };

    private static TextChange? OfCreation(ObjectCreationExpressionSyntax creation, int status)
    {
        var arguments = creation.ArgumentList?.Arguments ?? default;
        if (arguments.Count > 1 || creation.Initializer is not null)
        {
            return null;
        }

        var type = creation.Type is QualifiedNameSyntax qualified ? qualified.Right : creation.Type;
        var body = arguments.Count == 1 ? arguments[0].ToString() : null;
        var code = status.ToString(CultureInfo.InvariantCulture);
        var written = status switch
        {
            Accepted => "AcceptedResult()",
            400 => body is null ? "BadRequestResult()" : $"BadRequestObjectResult({body})",
            404 => body is null ? "NotFoundResult()" : $"NotFoundObjectResult({body})",
            _ => body is null ? $"StatusCodeResult({code})" : $"ObjectResult({body}) {{ StatusCode = {code} }}",
        };
        return new(TextSpan.FromBounds(type.SpanStart, creation.Span.End), written);
    }

    private static TextChange? OfMissingArgument(ArgumentListSyntax arguments, int status) =>
        Insertion.At(arguments.CloseParenToken.SpanStart, $"{(arguments.Arguments.Count > 0 ? ", " : "")}statusCode: {status.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>The constant, written as the author writes constants: 404, HttpStatusCode.NotFound, StatusCodes.Status404NotFound.</summary>
    private static TextChange? OfConstant(FixPlace place, ExpressionSyntax constant, int status)
    {
        while (constant is CastExpressionSyntax or ParenthesizedExpressionSyntax)
        {
            constant = constant is CastExpressionSyntax cast ? cast.Expression : ((ParenthesizedExpressionSyntax)constant).Expression;
        }

        var code = status.ToString(CultureInfo.InvariantCulture);
        var field = place.Model.GetSymbolInfo(constant).Symbol as IFieldSymbol;
        return field switch
        {
            { ContainingType: { TypeKind: TypeKind.Enum, Name: "HttpStatusCode" } } => NameWithin(constant) is { } name ? new(name.Span, StatusName(status)) : null,
            { ContainingType.Name: "StatusCodes" } => NameWithin(constant) is { } name ? new(name.Span, $"Status{code}{StatusName(status)}") : null,
            { Type.SpecialType: SpecialType.System_Int32 } => new(constant.Span, code),
            null when constant is LiteralExpressionSyntax => new(constant.Span, code),
            _ => null,
        };
    }

    private static SimpleNameSyntax? NameWithin(ExpressionSyntax constant) => constant switch
    {
        MemberAccessExpressionSyntax member => member.Name,
        SimpleNameSyntax simple => simple,
        _ => null,
    };

    private static string StatusName(int status) => status switch
    {
        Accepted => "Accepted",
        400 => "BadRequest",
        403 => "Forbidden",
        404 => "NotFound",
        _ => "MethodNotAllowed",
    };
}
