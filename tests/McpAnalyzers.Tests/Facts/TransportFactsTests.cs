using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Tests.Facts;

public class TransportFactsTests
{
    /// <summary>What two rules ask for is found out once.</summary>
    [Fact]
    public async Task EveryFact_IsTheSameForAllWhoAsk()
    {
        var facts = await FactsOf.Members("public void Run() { }");
        var shared = typeof(TransportFacts).GetProperties().Where(property => property.PropertyType.IsClass).ToList();

        Assert.Contains(shared, property => property.PropertyType == typeof(Exchanges));
        Assert.All(shared, property => Assert.Same(property.GetValue(facts), property.GetValue(facts)));
    }

    /// <summary>The exchange whose status is asked about.</summary>
    [Theory]
    [InlineData("Ask(response.StatusCode);", "_http.SendAsync(request)")]
    [InlineData("Ask((int)response.StatusCode);", "_http.SendAsync(request)")]
    [InlineData("Ask(response.IsSuccessStatusCode);", "_http.SendAsync(request)")]
    [InlineData("var status = response.StatusCode; Ask(status);", "_http.SendAsync(request)")]
    [InlineData("var status = (int)response.StatusCode; Ask(status);", "_http.SendAsync(request)")]
    [InlineData("HttpStatusCode? status = response.StatusCode; Ask(status);", "_http.SendAsync(request)")]
    [InlineData("if (response is { StatusCode: var status }) { Ask(status); }", "_http.SendAsync(request)")]
    [InlineData("if (response is { ReasonPhrase: var reason }) { Ask(reason); }", "")]
    [InlineData("if (response is { ReasonPhrase.Length: var length }) { Ask(length); }", "")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException e) { Ask(e.StatusCode); }", "_http.SendAsync(request)")]
    [InlineData("Ask(code);", "code")]
    [InlineData("Ask(number);", "")]
    [InlineData("Ask(text.Length);", "")]
    [InlineData("var length = text.Length; Ask(length);", "")]
    [InlineData("Ask(response.ReasonPhrase);", "")]
    [InlineData("Ask(own.IsSuccessStatusCode);", "")]
    [InlineData("object status = response.StatusCode; Ask(status);", "")]
    [InlineData("HttpStatusCode? status = response.StatusCode; Ask(status.HasValue);", "")]
    [InlineData("HttpStatusCode? status = response.StatusCode; Ask(status.Value);", "_http.SendAsync(request)")]
    [InlineData("Ask(StatusOf(response));", "_http.SendAsync(request)")]
    [InlineData("Ask(NumberOf(response));", "_http.SendAsync(request)")]
    [InlineData("var status = StatusOf(earlier); Ask(status);", "_http.SendAsync(other)")]
    [InlineData("Ask(LengthOf(text));", "")]
    [InlineData("var wrapped = new Wrapped(response); Ask(wrapped.Answer.StatusCode);", "_http.SendAsync(request)")]
    [InlineData("var wrapped = new Wrapped(null!) { Answer = response }; Ask(wrapped.Answer.StatusCode);", "_http.SendAsync(request)")]
    [InlineData("var wrapped = Wrap(earlier); Ask(wrapped.Answer.StatusCode);", "_http.SendAsync(other)")]
    [InlineData("var wrapped = text == \"\" ? new Wrapped(earlier) : Wrap(response); Ask(wrapped.Answer.StatusCode);", "_http.SendAsync(other) _http.SendAsync(request)")]
    [InlineData("var twice = new Twice(Wrap(response)); Ask(twice.Inner.Answer.StatusCode);", "twice")]
    [InlineData("var wrapped = new Wrapped(new HttpResponseMessage()); Ask(wrapped.Answer.StatusCode);", "new HttpResponseMessage()")]
    [InlineData("var made = new HttpResponseMessage(); Ask(made.StatusCode);", "new HttpResponseMessage()")]
    [InlineData("Ask(given.Answer.StatusCode);", "given")]
    [InlineData("var wrapped = given; Ask(wrapped.Answer.StatusCode);", "given")]
    public async Task StatusOwners(string statements, string owners)
    {
        var (facts, body, subject) = await AskedAsync(statements);

        Assert.Equal(owners, string.Join(" ", facts.StatusOwners(subject, body.AnyCall).Select(o => o.Operation.Syntax)));
    }

    /// <summary>May it be the method of the request that is sent, and of any request at all?</summary>
    [Theory]
    [InlineData("Ask(request.Method);", true, true)]
    [InlineData("Ask(request.Method.Method);", true, true)]
    [InlineData("Ask(response.RequestMessage!.Method);", true, true)]
    [InlineData("Ask(earlier.RequestMessage!.Method);", false, true)]
    [InlineData("Ask(other.Method);", false, true)]
    [InlineData("Ask(other.Method.Method);", false, true)]
    [InlineData("Ask(method);", true, true)]
    [InlineData("var asked = request.Method; Ask(asked);", true, true)]
    [InlineData("var asked = request.Method.Method; Ask(asked);", true, true)]
    [InlineData("Ask(verb);", true, false)]
    [InlineData("Ask(text);", false, false)]
    [InlineData("Ask(text.Length);", false, false)]
    [InlineData("Ask(_sessionId);", false, false)]
    [InlineData("Ask(own.Method);", false, false)]
    [InlineData("Ask(plan.Method);", true, true)]
    [InlineData("var asked = request.Method.Method; Ask(asked.Length);", false, false)]
    [InlineData("var asked = text.Length > 3 ? request.Method.Method : text; Ask(asked);", true, true)]
    [InlineData("var asked = text.Length > 3 ? verb : text; Ask(asked);", true, false)]
    [InlineData("Ask((text.Length > 3 ? earlier : response).RequestMessage!.Method);", true, true)]
    [InlineData("Ask(((Wrapper)other).Inner.Method);", true, true)]
    [InlineData("Ask(MethodOf(request));", true, true)]
    public async Task MayBeMethodOfExchange(string statements, bool ofExchange, bool ofAny)
    {
        var (facts, body, subject) = await AskedAsync(statements);
        var exchange = new Origin(body.At("_http.SendAsync(request)"), body.AnyCall);

        Assert.Equal((ofExchange, ofAny), (facts.MayBeMethodOfExchange(subject, body.AnyCall, exchange), facts.MayBeMethodOfExchange(subject, body.AnyCall, null)));
    }

    private static async Task<(TransportFacts Facts, CodeBody Body, Subject Subject)> AskedAsync(string statements)
    {
        var facts = await FactsOf.Members($$"""
            public sealed class Own { public bool IsSuccessStatusCode => true; public string Method => ""; }

            public sealed class Wrapped(HttpResponseMessage answer) { public HttpResponseMessage Answer { get; set; } = answer; }

            public sealed class Twice(Wrapped inner) { public Wrapped Inner => inner; }

            public sealed class Plan { public HttpMethod Method => HttpMethod.Get; }

            public sealed class Wrapper : HttpRequestMessage { public HttpRequestMessage Inner { get; set; } = new(); }

            public async Task RunAsync(string verb, string text, int number, HttpStatusCode code, HttpMethod method, Own own, Plan plan, Wrapped given)
            {
                var other = new HttpRequestMessage(HttpMethod.Get, _endpoint);
                var earlier = await _http.SendAsync(other);
                var request = new HttpRequestMessage(new HttpMethod(verb), _endpoint);
                var response = await _http.SendAsync(request);
                {{statements}}
            }

            private static void Ask(object? asked) { }
            private static Wrapped Wrap(HttpResponseMessage answer) => new(answer);
            private static HttpStatusCode StatusOf(HttpResponseMessage answer) => answer.StatusCode;
            private static int NumberOf(HttpResponseMessage answer) { var number = (int)answer.StatusCode; return number; }
            private static int LengthOf(string text) => text.Length;
            private static HttpMethod MethodOf(HttpRequestMessage asked) => asked.Method;
            """);
        var body = facts.Body("RunAsync");
        return (facts, body, Subject.From(body.Operations.OfType<IInvocationOperation>().Single(c => c.TargetMethod.Name == "Ask").Arguments[0].Value));
    }
}
