using System.Security.Claims;

namespace BrokenServer;

/// <summary>Tells later code who sends a request.</summary>
public sealed class SessionUserMiddleware(RequestDelegate next)
{
    /// <summary>Whoever knows the id of a session is taken for its owner.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var sessionId = context.Request.Headers["Mcp-Session-Id"].ToString();
        if (sessionId.Length > 0)
        {
            context.User = new ClaimsPrincipal(
                new ClaimsIdentity([new Claim(ClaimTypes.Name, sessionId)], "Session")); // MCPT4005
        }

        return next(context);
    }
}
