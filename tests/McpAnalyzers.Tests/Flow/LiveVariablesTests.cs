using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Tests.Flow;

/// <summary>What the code from the block of Here() on may still ask for.</summary>
public class LiveVariablesTests
{
    [Theory]
    [InlineData("if (flag) { Here(); Use(local); }", true)]
    [InlineData("if (flag) { Here(); } Use(local);", true)]
    [InlineData("Use(local); if (flag) { Here(); }", false)]
    [InlineData("if (flag) { Here(); } else { Use(local); }", false)]
    [InlineData("if (flag) { Here(); local = Next(); } Use(local);", false)]
    [InlineData("if (flag) { Here(); local = Next(); Use(local); }", false)]
    [InlineData("if (flag) { Here(); Use(local); local = Next(); }", true)]
    [InlineData("if (flag) { Here(); local = local + 1; }", true)]
    [InlineData("if (flag) { Here(); local++; }", true)]
    [InlineData("if (flag) { Here(); local = Next(); } else { Use(local); }", false)]
    [InlineData("if (flag) { Here(); } local = Next(); Use(local);", false)]
    [InlineData("if (flag) { Here(); } if (other > 1) { local = Next(); } Use(local);", true)]
    [InlineData("while (flag) { Use(local); if (other > 1) { Here(); } }", true)]
    [InlineData("while (flag) { local = Next(); Use(local); if (other > 1) { Here(); } }", false)]
    [InlineData("if (flag) { Here(); Use(other > 1 ? local : 0); }", true)]
    [InlineData("if (flag) { Here(); Use(other > 1 ? 0 : 1); }", false)]
    [InlineData("if (flag) { Here(); if (local > 1) { other = 1; } }", true)]
    [InlineData("if (flag) { Here(); Fill(out local); Use(local); }", true)]
    [InlineData("if (flag) { Here(); Func<int> later = () => local; Use(later()); }", true)]
    [InlineData("try { if (flag) { Here(); } } catch { Use(local); }", true)]
    [InlineData("try { if (flag) { Here(); local = Next(); } } catch { Use(local); }", true)]
    [InlineData("try { if (flag) { Here(); } } catch { other = 1; }", false)]
    [InlineData("try { if (flag) { Here(); return; } } finally { Use(local); }", true)]
    [InlineData("try { if (flag) { Here(); goto end; } } finally { Use(local); } end: ;", true)]
    [InlineData("try { if (flag) { Here(); } } catch when (local > 1) { }", true)]
    [InlineData("try { Use(local); } finally { other = 1; } if (flag) { Here(); }", false)]
    [InlineData("if (flag) { Here(); Use(local + (other > 1 ? 0 : 1)); }", true)]
    [InlineData("while (flag) { if (other > 2) { Use(local); } if (other > 1) { Here(); } }", true)]
    [InlineData("while (flag) { if (other > 3) { other = 0; } if (other > 2) { Use(local); } if (other > 1) { Here(); } }", true)]
    [InlineData("while (flag) { if (other > 4) { other = 0; } if (other > 3) { other = 0; } if (other > 2) { Use(local); } if (other > 1) { Here(); } }", true)]
    [InlineData("while (flag) { if (other > 2) { Use(local); } while (other > 1) { if (other > 4) { Here(); } } }", true)]
    [InlineData("while (flag) { try { if (other > 1) { Here(); } } catch { } if (other > 2) { Use(local); } }", true)]
    [InlineData("while (flag) { try { other = 0; } catch { Use(local); } if (other > 1) { Here(); } }", true)]
    [InlineData("while (flag) { try { try { other = 0; } catch { other = 1; } } catch { Use(local); } if (other > 1) { Here(); } }", true)]
    [InlineData("while (flag) { try { if (other > 3) { other = 0; } } catch { if (other > 2) { Use(local); } } if (other > 1) { Here(); } }", true)]
    [InlineData("try { while (flag) { if (other > 2) { Use(local); } while (other > 1) { if (other > 4) { Here(); } } } } catch { }", true)]
    [InlineData("while (flag) { if (other > 2) { Use(local); } try { local = Next(); } catch { continue; } while (other > 1) { if (other > 4) { Here(); } } }", true)]
    [InlineData("if (flag) { Here(); } Both(local, local = Next(), other > 1 ? 0 : 1);", true)]
    [InlineData("if (flag) { Here(); } local = Next(); Both(local, local = Next(), other > 1 ? 0 : 1);", false)]
    public async Task Local(string statements, bool isLive)
    {
        var (body, local) = await RunAsync(statements);

        Assert.Equal(isLive, IsLiveAtHere(body, local));
    }

    [Theory]
    [InlineData("if (flag) { Here(); if (other == 1) { Next(); } }", true)]
    [InlineData("if (flag) { Here(); var isOne = other != 1; Console.WriteLine(isOne); }", true)]
    [InlineData("if (flag) { Here(); if (!(other == 1)) { Next(); } }", true)]
    [InlineData("if (other == 1) { Next(); } if (flag) { Here(); }", false)]
    [InlineData("while (flag) { if (other == 1) { Next(); } if (local > 1) { Here(); } }", true)]
    public async Task RepeatedCondition(string statements, bool isLive)
    {
        var (body, _) = await RunAsync(statements);

        Assert.Equal(isLive, IsLiveAtHere(body, "other==1"));
    }

    [Fact]
    public async Task WhatTheBodyNeverNames_CountsAsAskedFor()
    {
        var (body, _) = await RunAsync("if (flag) { Here(); }");

        Assert.True(IsLiveAtHere(body, "something else"));
    }

    /// <summary>Among many variables each has a place of its own.</summary>
    [Fact]
    public async Task ManyLocals_AreToldApart()
    {
        var declared = string.Concat(Enumerable.Range(0, 200).Select(i => $"var x{i} = Next(); "));
        var asked = string.Concat(Enumerable.Range(0, 200).Where(i => i % 3 == 0).Select(i => $"Use(x{i}); "));
        var again = string.Concat(Enumerable.Range(0, 200).Where(i => i % 2 == 0).Select(i => $"x{i} = Next(); "));
        var (body, _) = await RunAsync($"{declared} if (flag) {{ Here(); {again} if (other > 1) {{ {asked} }} }}");
        var locals = body.Operations.OfType<IVariableDeclaratorOperation>().Where(d => d.Symbol.Name.StartsWith('x')).Select(d => d.Symbol);

        Assert.Equal(
            Enumerable.Range(0, 200).Where(i => i % 3 == 0 && i % 2 != 0).Select(i => $"x{i}"),
            locals.Where(l => IsLiveAtHere(body, l)).Select(l => l.Name));
    }

    /// <summary>What is asked for behind a loop is asked for in it, however many there are.</summary>
    [Fact]
    public async Task ManyLocals_AreAskedForBehindALoop()
    {
        var declared = string.Concat(Enumerable.Range(0, 100).Select(i => $"var x{i} = Next(); "));
        var asked = string.Concat(Enumerable.Range(0, 100).Select(i => $"Use(x{i}); "));
        var (body, _) = await RunAsync($"{declared} while (Next() > 1) {{ Here(); }} {asked}");
        var locals = body.Operations.OfType<IVariableDeclaratorOperation>().Where(d => d.Symbol.Name.StartsWith('x')).Select(d => d.Symbol);

        Assert.All(locals, local => Assert.True(IsLiveAtHere(body, local)));
    }

    private static async Task<(CodeBody Body, ILocalSymbol Local)> RunAsync(string statements)
    {
        var facts = await FactsOf.Members($$"""
            private int _count;

            public void Run(bool flag, int other)
            {
                var local = Next();
                {{statements}}
            }

            private void Here() { }
            private int Next() => _count++;
            private void Use(int value) => _count = value;
            private void Both(int first, int second, int third) => _count = first + second + third;
            private void Fill(out int value) => value = _count;
            """);
        var body = facts.Body("Run");
        return (body, body.Operations.OfType<IVariableDeclaratorOperation>().First().Symbol);
    }

    private static bool IsLiveAtHere(CodeBody body, object variable) => body.Flow.Live!.IsLive(body.Flow.Live.Find(variable), BlockOfHere(body));

    private static BasicBlock BlockOfHere(CodeBody body) =>
        body.Graph!.Blocks.First(b => b.Operations.SelectMany(o => o.DescendantsAndSelf()).Any(o => o is IInvocationOperation && o.Syntax.ToString() == "Here()"));
}
