using McpAnalyzers.Facts;
using McpAnalyzers.Flow;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Tests.Flow;

/// <summary>Where an exception may go.</summary>
public class ExceptionRoutesTests
{
    /// <summary>The handlers of Here(), nearest first; ? stands for a filter, * for one that asks for the status.</summary>
    [Theory]
    [InlineData("Here();", "")]
    [InlineData("try { Here(); } catch (IOException) { }", "IOException")]
    [InlineData("try { Here(); } catch { }", "Object")]
    [InlineData("try { Here(); } finally { count++; }", "finally")]
    [InlineData("try { Here(); } catch (IOException) { } catch (Exception e) when (e.Message == \"a\") { } finally { count++; }", "IOException Exception? finally")]
    [InlineData("try { Here(); } catch (Exception) when (count > 1) { } catch (IOException) { }", "Exception? IOException")]
    [InlineData("try { Here(); } catch when (count > 1) { }", "Object?")]
    [InlineData("try { try { Here(); } catch (IOException) { } } catch (Exception) { }", "IOException Exception")]
    [InlineData("try { try { Here(); } finally { count++; } } catch (Exception) { }", "finally Exception")]
    [InlineData("try { if (count > 1) { Here(); } } catch (IOException) { }", "IOException")]
    [InlineData("try { using var held = new MemoryStream(); Here(); } catch (IOException) { }", "finally IOException")]
    [InlineData("try { count++; } catch (IOException) { Here(); }", "")]
    [InlineData("try { count++; } finally { Here(); }", "")]
    [InlineData("try { try { count++; } catch (IOException) { Here(); } } catch (Exception) { }", "Exception")]
    [InlineData("try { try { count++; } catch (IOException) { Here(); } catch (Exception) { } finally { count--; } } catch (FormatException) { }", "finally FormatException")]
    [InlineData("try { count++; } catch (IOException) { } Here();", "")]
    [InlineData("try { count++; } catch (FormatException) { } try { Here(); } catch (IOException) { }", "IOException")]
    [InlineData("try { Here(); } catch (HttpRequestException e) { Console.WriteLine(e.StatusCode); }", "HttpRequestException*")]
    [InlineData("try { Here(); } catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound) { }", "HttpRequestException?*")]
    [InlineData("try { Here(); } catch (WebException e) when (e.Status == WebExceptionStatus.Timeout) { }", "WebException?*")]
    [InlineData("try { Here(); } catch (Exception e) { Console.WriteLine(e.Message); }", "Exception")]
    [InlineData("try { Here(); } catch (Own e) { Console.WriteLine(e.HttpStatusCode); }", "Own*")]
    [InlineData("try { Here(); } catch (Own e) { Console.WriteLine(e.State); }", "Own")]
    [InlineData("try { Here(); } catch (IOException) { } catch (HttpRequestException e) { Console.WriteLine(e.StatusCode); } catch (Exception) { }", "IOException HttpRequestException* Exception")]
    [InlineData("try { Here(); } catch (IOException) when (count > 1) { } catch (HttpRequestException e) when (e.StatusCode is null) { } catch (WebException e) { Console.WriteLine(e.Status); }", "IOException? HttpRequestException?* WebException*")]
    [InlineData("try { try { Here(); } finally { count++; } } catch (HttpRequestException e) { Console.WriteLine(e.StatusCode); }", "finally HttpRequestException*")]
    public async Task Handlers(string statements, string expected)
    {
        var facts = await FactsOf.Members(Wrapped(statements));

        Assert.Equal(expected, HandlersOfHere(facts.Body("Run")));
    }

    [Theory]
    [InlineData("try { Action run = () => Here(); run(); } catch (IOException) { }", "")]
    [InlineData("try { Action run = () => { try { Here(); } catch (FormatException) { } }; run(); } catch (IOException) { }", "FormatException")]
    public async Task HandlersInALambda_AreItsOwn(string statements, string expected)
    {
        var facts = await FactsOf.Members(Wrapped(statements));

        Assert.Equal(expected, HandlersOfHere(facts.Body("Run").Nested.Single()));
    }

    /// <summary>What escapes, as it is written where it begins, when the exchange is answered 404.</summary>
    [Theory]
    [InlineData("response.EnsureSuccessStatusCode();", "response.EnsureSuccessStatusCode()")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (IOException) { }", "response.EnsureSuccessStatusCode()")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException) { }", "")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch { }", "")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } finally { count++; }", "response.EnsureSuccessStatusCode()")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException) { throw; }", "catch (HttpRequestException) { throw; }")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException) when (count > 1) { throw; }", "catch (HttpRequestException) when (count > 1) { throw; }")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (IOException) { } catch (HttpRequestException) { throw; }", "catch (HttpRequestException) { throw; }")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (IOException) { throw; } catch (Exception) when (count > 1) { throw; } catch (HttpRequestException) { throw; }", "catch (Exception) when (count > 1) { throw; }")]
    [InlineData("try { try { response.EnsureSuccessStatusCode(); } catch (IOException) { } catch (HttpRequestException) { throw; } } catch (FormatException) { }", "catch (HttpRequestException) { throw; }")]
    [InlineData("try { try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException) { throw; } } catch (Exception) { throw; }", "catch (Exception) { throw; }")]
    [InlineData("try { try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException) { throw; } } catch (HttpRequestException) { }", "")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException) { try { throw; } finally { count++; } }", "catch (HttpRequestException) { try { throw; } finally { count++; } }")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException) { try { count++; } catch (IOException) { throw; } throw; }", "catch (HttpRequestException) { try { count++; } catch (IOException) { throw; } throw; }")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException e) when (e.StatusCode != HttpStatusCode.NotFound) { }", "response.EnsureSuccessStatusCode()")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound) { }", "")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (Exception e) when (e is not HttpRequestException) { }", "response.EnsureSuccessStatusCode()")]
    [InlineData("try { response.EnsureSuccessStatusCode(); } catch (Exception e) when (e is HttpRequestException) { }", "")]
    [InlineData("throw new FormatException();", "new FormatException()")]
    [InlineData("try { throw new FormatException(); } catch (IOException) { }", "new FormatException()")]
    [InlineData("try { throw new FormatException(); } catch (FormatException) { }", "")]
    [InlineData("try { throw new FormatException(); } catch (FormatException e) { throw new IOException(e.Message); }", "new IOException(e.Message)")]
    [InlineData("Fail();", "Fail()")]
    [InlineData("try { Fail(); } catch (HttpRequestException) { }", "")]
    [InlineData("if (count > 1) { throw new IOException(); } response.EnsureSuccessStatusCode();", "new IOException() response.EnsureSuccessStatusCode()")]
    [InlineData("await FailAsync();", "FailAsync()")]
    [InlineData("await FailAsync().ConfigureAwait(false);", "FailAsync()")]
    [InlineData("_ = FailAsync();", "")]
    [InlineData("Console.WriteLine(FailAsync());", "")]
    [InlineData("FailAsync().Wait();", "FailAsync()")]
    [InlineData("FailAsync().GetAwaiter().GetResult();", "FailAsync()")]
    [InlineData("_ = NumberAsync().Result;", "NumberAsync()")]
    [InlineData("_ = NumberAsync().Status;", "")]
    [InlineData("var awaiter = FailAsync().GetAwaiter();", "")]
    public async Task Escaping(string statements, string expected)
    {
        var facts = await FactsOf.Members(Wrapped(statements));
        var run = facts.Body("Run");
        var send = run.Operations.First(o => facts.Exchanges.SendOf(o) is not null);
        var scenario = new Scenario(new Origin(send, run.AnyCall), 404);

        var escaping = facts.Explorer.Explore(run, run.AnyCall, scenario, Exceptions.OfScenario).Escaping;

        Assert.Equal(expected, string.Join(" ", escaping.OrderBy(e => e.SpanStart)));
    }

    /// <summary>What has no try statement in sight stands for itself.</summary>
    [Fact]
    public async Task Rethrow_OfABodyWithoutTry_IsTheBody()
    {
        var run = (await FactsOf.Members(Wrapped("Here();"))).Body("Run");

        Assert.Equal(run.Root.Syntax, run.Flow.Routes.RethrowSyntax(run.Graph!.Blocks[1]));
    }

    private static string HandlersOfHere(CodeBody body) => string.Join(" ", body.Flow.Routes.From(BlockOfHere(body)).Select(h =>
        (h.IsFinally ? "finally" : h.Type!.Name) + (h.Filter is null ? "" : "?") + (h.AsksStatus ? "*" : "")));

    private static BasicBlock BlockOfHere(CodeBody body) =>
        body.Graph!.Blocks.First(b => b.Operations.SelectMany(o => o.DescendantsAndSelf()).Any(o => o is IInvocationOperation && o.Syntax.ToString() == "Here()"));

    private static string Wrapped(string statements) => $$"""
        public async Task Run(int count)
        {
            var response = await _http.GetAsync(_endpoint);
            {{statements}}
        }

        private sealed class Own : Exception { public int HttpStatusCode => 404; public int State => 1; }

        private void Here() { }

        private static void Fail() => throw new HttpRequestException();

        private static async Task FailAsync() { await Task.Yield(); throw new HttpRequestException(); }

        private static async Task<int> NumberAsync() { await Task.Yield(); throw new HttpRequestException(); }
        """;
}
