using System.Collections.Immutable;
using System.Globalization;
using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;

namespace McpAnalyzers.Rules.Server;

/// <summary>What a fix must know of an answer to give it another status.</summary>
internal static class AnswerProperties
{
    /// <summary>How the answer is written: the name of an <see cref="AnswerForm"/>.</summary>
    public const string Form = nameof(Form);

    /// <summary>The value of <see cref="Form"/> where a name is the status.</summary>
    public const string Named = nameof(AnswerForm.Named);

    /// <summary>The value of <see cref="Form"/> where a class is the status.</summary>
    public const string Created = nameof(AnswerForm.Created);

    /// <summary>The value of <see cref="Form"/> where an operand is the status; its place is the first additional location, unless it is left out.</summary>
    public const string Number = nameof(AnswerForm.Number);

    /// <summary>Is a missing id answered in the same place as an unknown one? The operand that asks for the session is then the second additional location, if it is known.</summary>
    public const string AnswersBoth = nameof(AnswersBoth);

    /// <summary>The status that is answered now.</summary>
    public const string Status = nameof(Status);

    /// <summary>The name of the local that holds the id, where one test stands for both.</summary>
    public const string Id = nameof(Id);

    public static ImmutableDictionary<string, string?> Of(SessionAnswer found) =>
        Of(found.Answer).Add(Status, found.Answer.Status.ToString(CultureInfo.InvariantCulture)).Add(AnswersBoth, found.WhenAbsent && found.WhenUnknown ? "true" : null).Add(Id, found.Id);

    public static IEnumerable<Location> LocationsOf(SessionAnswer found) =>
        found.UnknownTest is { } test ? [NumberOf(found.Answer), test.Syntax.GetLocation()] : [NumberOf(found.Answer)];

    public static ImmutableDictionary<string, string?> Of(Answer answer) =>
        ImmutableDictionary<string, string?>.Empty.Add(Form, answer.Form.ToString());

    /// <summary>The status operand, where there is one; else the answer itself.</summary>
    public static Location NumberOf(Answer answer) => (answer.Number ?? answer.Operation).Syntax.GetLocation();

    /// <summary>The name of the status that an answer has, for messages: 400, or "200 and an error".</summary>
    public static string Describe(Answer answer) => answer.Status == 200 ? "200 and an error" : answer.Status.ToString(CultureInfo.InvariantCulture);
}
