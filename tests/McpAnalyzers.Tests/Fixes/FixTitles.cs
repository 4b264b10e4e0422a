using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.Testing;

namespace McpAnalyzers.Tests.Fixes;

/// <summary>What each fix is called in the lightbulb's menu, by the key of its action. Every test of a fix looks here.</summary>
internal static class FixTitles
{
    private static readonly Dictionary<string, string> Patterns = new()
    {
        ["MCPT1001.AddGuards"] = "Take only the 404 of a POST that carried the session id for expiry",
        ["MCPT1001.LeaveStream"] = "Carry on without the listening stream: a 404 to the GET is not the end of the session",
        ["MCPT1002.Reset"] = @"Reset '[\w.]+' when a request that carried it is answered 404",
        ["MCPT1002.ResetAndSendAgain"] = @"Reset '[\w.]+', initialize again and send once more",
        ["MCPT1003.RemoveHeader"] = "Send initialize without a session id",
        ["MCPT1003.ResetFirst"] = "Reset the session id first",
        ["MCPT1004.WriteOnRequests"] = "Write the session id on each request",
        ["MCPT1005.TryOnce"] = "Recover once",
        ["MCPT1006.UseTryGetValues"] = "Ask with TryGetValues|Ask the headers of the response",
        ["MCPT1007.AddNotFound"] = "Take 404 for the loss of the session as well",
        ["MCPT1010.Tolerate"] = "Accept 404 and 405 as answers",
        ["MCPT1010.Drop"] = "Do not look at the answer",
        ["MCPT2001.TolerateMissingStream"] = "Carry on without the listening stream when the server offers none",
        ["MCPT2002.LeaveLoop"] = "Leave the loop when the server offers no listening stream",
        ["MCPT2003.AddAccept"] = "Accept text/event-stream",
        ["MCPT2004.ReadHeaders"] = "Return when the headers are there",
        ["MCPT2006.SkipEmpty"] = "Skip events without data",
        ["MCPT3001.AddAccept"] = "Accept (application/json( and text/event-stream)?|text/event-stream)",
        ["MCPT3003.AddVersion"] = "Send the protocol version beside the session id",
        ["MCPT3005.IgnoreCase"] = "Ignore the case of the header's name",
        ["MCPT3006.TestStatus"] = "Fall back for 400, 404 and 405 only",
        ["MCPT4001.AnswerNotFound"] = "Answer with 404|Answer an unknown session with 404, a missing id with 400",
        ["MCPT4002.AnswerNotAllowed"] = "Answer with 405 and an Allow header",
        ["MCPT4003.AnswerAccepted"] = "Answer with 202 and no body",
        ["MCPT4004.UseRandomId"] = "Use an id that cannot be guessed",
        ["MCPT4007.AnswerForbidden"] = "Answer with 403",
        ["MCPT4008.AnswerBadRequest"] = "Answer with 400|Answer a missing id with 400, an unknown session with 404",
        ["MCPT5001.Remove"] = "Remove the header",
        ["MCPT5001.UseKnownSessionId"] = "Resume the session by KnownSessionId",
        ["MCPT5002.UseResilientTransport"] = "Use ResilientHttpClientTransport",
    };

    public static void Verify(CodeAction action, IVerifier verifier)
    {
        var key = action.EquivalenceKey ?? "";
        var pattern = key.StartsWith("MCPT3004.Use.", StringComparison.Ordinal) ? Regex.Escape($"Use revision {key["MCPT3004.Use.".Length..]}") : Patterns.GetValueOrDefault(key) ?? "";
        verifier.True(Regex.IsMatch(action.Title, $"^({pattern})$"), $"The action {key} is called \"{action.Title}\".");
    }
}
