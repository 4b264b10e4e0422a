using ModelContextProtocol.Protocol;

namespace McpTransport.Tests.Decisions;

public class ReplayPoliciesTests
{
    [Theory]
    [InlineData("tools/call", null, null, false)]
    [InlineData("tools/call", true, null, true)]
    [InlineData("tools/call", false, null, false)]
    [InlineData("tools/call", null, true, true)]
    [InlineData("tools/call", false, false, false)]
    [InlineData("tools/list", null, null, true)]
    [InlineData("prompts/list", null, null, true)]
    [InlineData("prompts/get", null, null, true)]
    [InlineData("resources/list", null, null, true)]
    [InlineData("resources/read", null, null, true)]
    [InlineData("resources/templates/list", null, null, true)]
    [InlineData("completion/complete", null, null, true)]
    [InlineData("ping", null, null, true)]
    [InlineData("server/discover", null, null, true)]
    [InlineData("resources/subscribe", null, null, false)]
    [InlineData("custom/method", null, null, false)]
    public void Only_what_reads_or_may_be_repeated_is_safe(string method, bool? readOnly, bool? idempotent, bool safe)
    {
        var tool = new Tool { Name = "t", Annotations = new() { ReadOnlyHint = readOnly, IdempotentHint = idempotent } };
        var question = new ReplayQuestion(new JsonRpcRequest { Method = method }, tool, new IOException());

        Assert.Equal(safe, ReplayPolicies.WhenToolIsSafe(question));
        Assert.False(ReplayPolicies.Never(question));
    }

    [Fact]
    public void A_tool_that_is_not_known_is_not_safe() =>
        Assert.False(ReplayPolicies.WhenToolIsSafe(new(new JsonRpcRequest { Method = "tools/call" }, null, new IOException())));

    [Fact]
    public void A_policy_without_a_question_is_refused() => Assert.Throws<ArgumentNullException>(() => ReplayPolicies.WhenToolIsSafe(null!));
}
