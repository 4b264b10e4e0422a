using McpAnalyzers.Flow;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Facts;

/// <summary>The answers that a server gives to notifications, and to nothing else.</summary>
internal sealed class NotificationAnswers
{
    private static readonly Scenario Request = new ServedRequest(SessionFound.Known, IsInitialize: false, IsNotification: false).AsScenario();

    public NotificationAnswers(TransportFacts facts)
    {
        All = [.. facts.Answers.ByBody.SelectMany(b => Of(b, facts)).Distinct()];
    }

    public IReadOnlyList<Answer> All { get; }

    private static IEnumerable<Answer> Of(IGrouping<CodeBody, Answer> answers, TransportFacts facts)
    {
        var body = answers.Key;
        var request = facts.Explorer.Explore(body, body.AnyCall, Request);
        var unreached = answers.Where(a => !request.Reaches(a.Operation)).ToList();
        if (unreached.Count == 0)
        {
            yield break;
        }

        // One by one: a handler may tell several notifications apart, and ones that it does not name.
        foreach (var name in body.Operations.Select(NameOf).OfType<string>().Distinct().Append("notifications/"))
        {
            var notification = facts.Explorer.Explore(body, body.AnyCall, new ServedRequest(SessionFound.Known, IsInitialize: false, IsNotification: true, Notification: name).AsScenario());
            var given = unreached.Where(a => notification.ReachesDecided(a.Operation)).ToList();
            foreach (var answer in given)
            {
                if (answer.Form != AnswerForm.Body || given.All(o => o.Form == AnswerForm.Body || o.Status < 400))
                {
                    yield return answer;
                }
            }
        }
    }

    private static string? NameOf(IOperation operation) =>
        operation.ConstantValue is { HasValue: true, Value: string text } && text.StartsWith("notifications/", StringComparison.Ordinal) && text.Length > "notifications/".Length ? text : null;
}
