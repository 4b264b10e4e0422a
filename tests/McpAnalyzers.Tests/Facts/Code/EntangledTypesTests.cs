using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpAnalyzers.Tests.Facts;

public class EntangledTypesTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(12)]
    public async Task TypeWhoseMethodsAllCallOneAnother_IsSilentWhereNobodyCanFollowThem(int methods)
    {
        var found = await SourceAnalysis.DiagnosticsOf([("/Clients.cs", ClientCode.File($$"""
            public sealed class Entangled
            {
            {{Members(methods)}}
            }

            public sealed class Plain
            {
            {{Members(1)}}
            }
            """))]);

        var ids = found.ToLookup(d => d.Location.SourceTree!.GetRoot().FindNode(d.Location.SourceSpan).FirstAncestorOrSelf<ClassDeclarationSyntax>()!.Identifier.ValueText, d => d.Id);
        Assert.Contains("MCPT3003", ids["Plain"]);
        Assert.Equal(methods == 3, ids["Entangled"].Contains("MCPT3003"));
    }

    private static string Members(int methods) => "private readonly HttpClient _http = new();\nprivate string? _sessionId;\n" + string.Join("\n", Enumerable.Range(0, methods).Select(i => $$"""
        private async Task<HttpResponseMessage> Send{{i}}Async(HttpRequestMessage request)
        {
            if (_sessionId is not null) request.Headers.Add("Mcp-Session-Id", _sessionId);
            var response = await _http.SendAsync(request);
            {{string.Concat(Enumerable.Range(0, methods).Select(j => $"if (response.StatusCode == HttpStatusCode.NotFound) return await Send{j}Async(request);\n"))}}
            return response;
        }
        """));
}
