using System.Text.Json;

namespace McpAnalyzers.PackageTests;

[Collection(PackedPackageTests.Name)]
public class SarifTests(PackedPackage package)
{
    [Fact]
    public async Task ErrorLog_HasResultsAndHelpLinks()
    {
        var folder = package.NewFolder()
            .WithProject("Client")
            .WithFile("Client/Expiry.cs", ClientSource.ExpiryIgnoresRequest)
            .WithFile("Client/Listening.cs", ClientSource.ListeningStreamRequired);

        await folder.Succeed("build", "Client", "-p:ErrorLog=client.sarif%2Cversion=2.1");

        using var log = JsonDocument.Parse(folder.Read("Client/client.sarif"));
        Assert.Equal("2.1.0", log.RootElement.GetProperty("version").GetString());
        var run = log.RootElement.GetProperty("runs").EnumerateArray().Single();
        var results = run.GetProperty("results").EnumerateArray()
            .Select(r => r.GetProperty("ruleId").GetString()!)
            .Where(id => id.StartsWith("MCPT", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        var links = run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray()
            .Where(r => r.GetProperty("id").GetString()!.StartsWith("MCPT", StringComparison.Ordinal))
            .ToDictionary(r => r.GetProperty("id").GetString()!, r => r.GetProperty("helpUri").GetString());

        Assert.Equal(["MCPT1001", "MCPT2001"], results);
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.Equal($"https://github.com/McpAnalyzers/McpAnalyzers/blob/main/docs/rules/{link.Key}.md", link.Value));
    }
}
