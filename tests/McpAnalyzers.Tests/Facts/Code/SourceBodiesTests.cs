using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Tests.Facts;

/// <summary>What is bound on demand, where the compiler has handed nothing over.</summary>
public class SourceBodiesTests
{
    [Fact]
    public async Task TopLevelStatements_AreTheBodyOfTheEntryPoint()
    {
        var compilation = (await FactsOf.Compilation("System.Console.WriteLine();")).WithOptions(new(OutputKind.ConsoleApplication));
        var main = compilation.GetEntryPoint(TestContext.Current.CancellationToken)!;

        Assert.Contains(new SourceBodies(compilation).Of(main, TestContext.Current.CancellationToken)!.Operations, o => o is IInvocationOperation);
    }

    [Fact]
    public async Task WhatTheCompilerWrites_HasNone()
    {
        var compilation = await FactsOf.Compilation("public sealed record Client(int Id);");
        var members = compilation.GetTypeByMetadataName("Client")!.GetMembers().Where(m => m.IsImplicitlyDeclared);

        Assert.All(members, m => Assert.Null(new SourceBodies(compilation).Of(m, TestContext.Current.CancellationToken)));
    }
}
