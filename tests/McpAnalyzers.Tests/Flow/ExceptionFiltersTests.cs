using McpAnalyzers.Flow;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Tests.Flow;

/// <summary>What a filter, and a catch clause, say of an HttpRequestException by its type alone.</summary>
public class ExceptionFiltersTests
{
    [Theory]
    [InlineData("e is HttpRequestException", nameof(Tri.True))]
    [InlineData("(e is HttpRequestException)", nameof(Tri.True))]
    [InlineData("e is Exception", nameof(Tri.True))]
    [InlineData("e is IOException", nameof(Tri.False))]
    [InlineData("e is Derived", nameof(Tri.Unknown))]
    [InlineData("e is IDisposable", nameof(Tri.Unknown))]
    [InlineData("e is not HttpRequestException", nameof(Tri.False))]
    [InlineData("e is not OperationCanceledException", nameof(Tri.True))]
    [InlineData("e is OperationCanceledException or HttpRequestException", nameof(Tri.True))]
    [InlineData("e is OperationCanceledException or IOException", nameof(Tri.False))]
    [InlineData("e is HttpRequestException and not Derived", nameof(Tri.Unknown))]
    [InlineData("e is HttpRequestException failed", nameof(Tri.True))]
    [InlineData("e is HttpRequestException { StatusCode: HttpStatusCode.NotFound }", nameof(Tri.Unknown))]
    [InlineData("e is IOException { HResult: 0 }", nameof(Tri.False))]
    [InlineData("!(e is IOException)", nameof(Tri.True))]
    [InlineData("e is IOException || e is HttpRequestException", nameof(Tri.True))]
    [InlineData("e is IOException || e is Derived", nameof(Tri.Unknown))]
    [InlineData("e is HttpRequestException && e is IOException", nameof(Tri.False))]
    [InlineData("e is HttpRequestException && e is Exception", nameof(Tri.True))]
    [InlineData("e is null", nameof(Tri.Unknown))]
    [InlineData("_other is IOException", nameof(Tri.Unknown))]
    [InlineData("_other is IOException or HttpRequestException", nameof(Tri.Unknown))]
    [InlineData("_sessionId is null", nameof(Tri.Unknown))]
    public async Task Filter(string filter, string expected)
    {
        var body = await BodyAsync(filter);
        var thrown = body.Operations.OfType<IObjectCreationOperation>().Single().Type;

        Assert.Equal(expected, ExceptionFilters.OfType(body.Operations.OfType<ICatchClauseOperation>().Single().Filter!, thrown).ToString());
    }

    [Fact]
    public async Task ExceptionOfUnknownType_IsOpenToEveryFilter()
    {
        var body = await BodyAsync("e is IOException");

        Assert.Equal(Tri.Unknown, ExceptionFilters.OfType(body.Operations.OfType<ICatchClauseOperation>().Single().Filter!, thrown: null));
    }

    [Theory]
    [InlineData("Exception", nameof(Tri.True))]
    [InlineData("HttpRequestException", nameof(Tri.True))]
    [InlineData("Derived", nameof(Tri.Unknown))]
    [InlineData("IOException", nameof(Tri.False))]
    public async Task CatchClause(string type, string expected)
    {
        var body = await BodyAsync("true", type);
        var thrown = body.Operations.OfType<IObjectCreationOperation>().Single().Type;
        var caught = body.Operations.OfType<ICatchClauseOperation>().Single().ExceptionType;

        Assert.Equal(expected, new Handler(0, caught, null, IsFinally: false, AsksStatus: false).Catches(thrown).ToString());
        Assert.Equal(Tri.True, new Handler(0, caught, null, IsFinally: false, AsksStatus: false).Catches(thrown: null));
        Assert.Equal(Tri.True, new Handler(0, Type: null, null, IsFinally: true, AsksStatus: false).Catches(thrown));
    }

    private static async Task<McpAnalyzers.Facts.CodeBody> BodyAsync(string filter, string type = "Exception") =>
        (await FactsOf.Members($$"""
            private Exception? _other;

            private sealed class Derived : HttpRequestException { }

            public void Run()
            {
                try { throw new HttpRequestException(); }
                catch ({{type}} e) when ({{filter}}) { Console.WriteLine(e); }
            }
            """)).Body("Run");
}
