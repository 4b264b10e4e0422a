namespace McpAnalyzers.Facts;

/// <summary>The statuses that names of results stand for, in every framework: NotFound(), BadRequestObjectResult, TypedResults.Ok.</summary>
internal static class AnswerNames
{
    private static readonly Dictionary<string, int> Statuses = new()
    {
        ["Ok"] = 200,
        ["Created"] = 201,
        ["CreatedAtRoute"] = 201,
        ["CreatedAtAction"] = 201,
        ["Accepted"] = 202,
        ["AcceptedAtRoute"] = 202,
        ["AcceptedAtAction"] = 202,
        ["NoContent"] = 204,
        ["BadRequest"] = 400,
        ["ValidationProblem"] = 400,
        ["Unauthorized"] = 401,
        ["Challenge"] = 401,
        ["Forbid"] = 403,
        ["Forbidden"] = 403,
        ["NotFound"] = 404,
        ["MethodNotAllowed"] = 405,
        ["NotAcceptable"] = 406,
        ["Conflict"] = 409,
        ["Gone"] = 410,
        ["UnprocessableEntity"] = 422,
        ["InternalServerError"] = 500,
        ["NotImplemented"] = 501,
    };

    /// <summary>The status that a factory method's name stands for.</summary>
    public static int? OfMethod(string name) => Statuses.TryGetValue(name, out var status) ? status : null;

    /// <summary>The status that a result class stands for, by its name.</summary>
    public static int? OfType(string name)
    {
        foreach (var suffix in new[] { "ObjectResult", "Result" })
        {
            if (name.EndsWith(suffix, StringComparison.Ordinal) && OfMethod(name.Substring(0, name.Length - suffix.Length)) is { } status)
            {
                return status;
            }
        }

        return null;
    }

    /// <summary>Factories whose status is an argument, and what they answer without it.</summary>
    public static int? DefaultOf(string name) => name switch
    {
        "Json" or "Text" or "Content" => 200,
        "Problem" => 500,
        _ => null,
    };

    /// <summary>Does a factory hand out a stream, of whatever it may be?</summary>
    public static bool IsStream(string name) => name is "Stream" or "ServerSentEvents" or "File" or "Bytes" or "PushStream" or "Redirect" or "LocalRedirect";

    /// <summary>The name of the argument that is a status.</summary>
    public static bool NamesStatus(string name) =>
        name.TrimStart('_') is var plain && (plain.Equals("status", StringComparison.OrdinalIgnoreCase) || plain.Equals("statusCode", StringComparison.OrdinalIgnoreCase)
            || plain.Equals("httpStatus", StringComparison.OrdinalIgnoreCase) || plain.Equals("httpStatusCode", StringComparison.OrdinalIgnoreCase));
}
