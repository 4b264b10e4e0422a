using McpAnalyzers.Gate;

namespace McpAnalyzers.Tests.Gate;

public class TypeNameTests
{
    [Theory]
    [InlineData("namespace System.Web { class HttpRequest { } }", "System.Web.HttpRequest", true)]
    [InlineData("namespace Web { class HttpRequest { } }", "Web.HttpRequest", false)]
    [InlineData("namespace Own.System.Web { class HttpRequest { } }", "Own.System.Web.HttpRequest", false)]
    [InlineData("namespace System.Web.Mvc { class HttpRequest { } }", "System.Web.Mvc.HttpRequest", false)]
    [InlineData("namespace System { class HttpRequest { } }", "System.HttpRequest", false)]
    [InlineData("namespace MySystem.Web { class HttpRequest { } }", "MySystem.Web.HttpRequest", false)]
    [InlineData("namespace em.Web { class HttpRequest { } }", "em.Web.HttpRequest", false)]
    [InlineData("class HttpRequest { }", "HttpRequest", false)]
    [InlineData("namespace System.Web { class HttpResponse { } }", "System.Web.HttpResponse", false)]
    [InlineData("namespace System.Web { class HttpRequest<T> { } }", "System.Web.HttpRequest`1", false)]
    [InlineData("namespace System.Web { class Outer { public class HttpRequest { } } }", "System.Web.Outer+HttpRequest", false)]
    public async Task OnlyTheTypeOfTheFullName_IsIt(string source, string name, bool expected)
    {
        var type = (await FactsOf.Compilation([source])).Assembly.GetTypeByMetadataName(name)!;

        Assert.Equal(expected, new TypeName("System.Web", "HttpRequest").Is(type));
    }
}
