using McpAnalyzers.Facts;

namespace McpAnalyzers.Tests.Facts;

public class AnswerNamesTests
{
    [Theory]
    [InlineData("Ok", 200)]
    [InlineData("Created", 201)]
    [InlineData("CreatedAtRoute", 201)]
    [InlineData("CreatedAtAction", 201)]
    [InlineData("Accepted", 202)]
    [InlineData("AcceptedAtRoute", 202)]
    [InlineData("AcceptedAtAction", 202)]
    [InlineData("NoContent", 204)]
    [InlineData("BadRequest", 400)]
    [InlineData("ValidationProblem", 400)]
    [InlineData("Unauthorized", 401)]
    [InlineData("Challenge", 401)]
    [InlineData("Forbid", 403)]
    [InlineData("Forbidden", 403)]
    [InlineData("NotFound", 404)]
    [InlineData("MethodNotAllowed", 405)]
    [InlineData("NotAcceptable", 406)]
    [InlineData("Conflict", 409)]
    [InlineData("Gone", 410)]
    [InlineData("UnprocessableEntity", 422)]
    [InlineData("InternalServerError", 500)]
    [InlineData("NotImplemented", 501)]
    [InlineData("Json", null)]
    [InlineData("ok", null)]
    [InlineData("", null)]
    public void Method_StandsForAStatus(string name, int? status) => Assert.Equal(status, AnswerNames.OfMethod(name));

    [Theory]
    [InlineData("NotFoundResult", 404)]
    [InlineData("NotFoundObjectResult", 404)]
    [InlineData("OkObjectResult", 200)]
    [InlineData("AcceptedAtActionResult", 202)]
    [InlineData("ForbidResult", 403)]
    [InlineData("ObjectResult", null)]
    [InlineData("Result", null)]
    [InlineData("StatusCodeResult", null)]
    [InlineData("NotFound", null)]
    [InlineData("NotFoundResults", null)]
    [InlineData("NotFoundresult", null)]
    public void Class_StandsForAStatus(string name, int? status) => Assert.Equal(status, AnswerNames.OfType(name));

    [Theory]
    [InlineData("Json", 200)]
    [InlineData("Text", 200)]
    [InlineData("Content", 200)]
    [InlineData("Problem", 500)]
    [InlineData("Stream", null)]
    [InlineData("StatusCode", null)]
    public void Factory_HasAStatusOfItsOwn(string name, int? status) => Assert.Equal(status, AnswerNames.DefaultOf(name));

    [Theory]
    [InlineData("Stream", true)]
    [InlineData("ServerSentEvents", true)]
    [InlineData("File", true)]
    [InlineData("Bytes", true)]
    [InlineData("PushStream", true)]
    [InlineData("Redirect", true)]
    [InlineData("LocalRedirect", true)]
    [InlineData("Text", false)]
    [InlineData("Ok", false)]
    public void Stream_MayBeOfEvents(string name, bool expected) => Assert.Equal(expected, AnswerNames.IsStream(name));

    [Theory]
    [InlineData("status", true)]
    [InlineData("statusCode", true)]
    [InlineData("httpStatus", true)]
    [InlineData("httpStatusCode", true)]
    [InlineData("StatusCode", true)]
    [InlineData("HTTPSTATUS", true)]
    [InlineData("_status", true)]
    [InlineData("__HttpStatusCode", true)]
    [InlineData("statusText", false)]
    [InlineData("code", false)]
    [InlineData("exitStatus", false)]
    [InlineData("", false)]
    public void Argument_IsAStatus(string name, bool expected) => Assert.Equal(expected, AnswerNames.NamesStatus(name));
}
