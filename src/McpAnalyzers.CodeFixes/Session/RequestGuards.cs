using System.Collections.Immutable;
using McpAnalyzers.CodeFixes.Writing;
using McpAnalyzers.Rules.Session;

namespace McpAnalyzers.CodeFixes.Session;

/// <summary>The conditions that a 404 test lacks, written with the names in scope: the request's, else the response's.</summary>
internal sealed class RequestGuards
{
    public RequestGuards(FixPlace place)
    {
        var missing = int.TryParse(place.Property(GuardProperties.Missing), out var flags) ? (MissingGuards)flags : MissingGuards.None;
        var request = place.Property(GuardProperties.Request);
        var response = place.Property(GuardProperties.Response);
        var header = place.Property(GuardProperties.Header);
        if (header is null || (request is null && response is null))
        {
            Positive = Negative = [];
            return;
        }

        var positive = ImmutableArray.CreateBuilder<string>();
        var negative = ImmutableArray.CreateBuilder<string>();
        var sent = request ?? $"{response}.RequestMessage?";
        if (missing.HasFlag(MissingGuards.Method))
        {
            var method = place.Names.HttpMethod;
            var allowsDelete = place.Property(GuardProperties.AllowsDelete) == "true";
            positive.Add(allowsDelete ? $"{sent}.Method != {method}.Get" : $"{sent}.Method == {method}.Post");
            negative.Add(allowsDelete ? $"{sent}.Method == {method}.Get" : $"{sent}.Method != {method}.Post");
        }

        if (missing.HasFlag(MissingGuards.Session))
        {
            positive.Add(request is not null ? $"{request}.Headers.Contains({header})" : $"{sent}.Headers.Contains({header}) == true");
            negative.Add(request is not null ? $"!{request}.Headers.Contains({header})" : $"{sent}.Headers.Contains({header}) != true");
        }

        Positive = positive.ToImmutable();
        Negative = negative.ToImmutable();
    }

    public bool CanBeWritten => !Positive.IsEmpty;

    /// <summary>What has to be true as well.</summary>
    public ImmutableArray<string> Positive { get; }

    /// <summary>The opposite of each, for tests that ask for everything but 404.</summary>
    public ImmutableArray<string> Negative { get; }
}
