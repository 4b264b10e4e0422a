using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using McpAnalyzers.Rules;
using McpAnalyzers.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace McpAnalyzers.Mutation;

/// <summary>Something that a mutant can fail.</summary>
internal abstract class Check(string name, TestCase test, IReadOnlySet<string> silenced, IReadOnlyList<AnalyzerTest<DefaultVerifier>> verified)
{
    public string Name { get; } = name;

    /// <summary>Changes when what is analyzed does, or a row of a theory: whether what is known of this check still holds.</summary>
    public string Version { get; } = Hash(string.Join('\0', verified.SelectMany(test => test.TestState.Sources.Select(source => source.Item2.ToString())).Append(test.Arguments)));

    /// <summary>The namespace of the test that this is, or is a part of.</summary>
    public string Namespace { get; } = test.Type.Namespace!;

    /// <summary>The test that this is, or is a part of.</summary>
    protected TestCase Test { get; } = test;

    /// <summary>Is this one expectation of a test, and so quick?</summary>
    public bool IsVerdict => this is Verdict;

    /// <summary>Can a mutant of a rule be seen here, or is the rule switched off?</summary>
    public bool Sees(string? rule) => rule is null || !silenced.Contains(rule);

    /// <summary>Does the code still do what it is to do? Says no, or throws.</summary>
    public abstract Task<bool> HoldsAsync();

    /// <summary>All of them: what is expected of the sources in the tests of rules, and the other tests as a whole.</summary>
    public static async Task<IReadOnlyList<Check>> CollectAsync()
    {
        var all = new List<Check>();
        foreach (var part in new[] { "Rules", "Fixes", "Configuration", "Facts", "Flow" })
        {
            foreach (var test in await TestCase.InAsync($"McpAnalyzers.Tests.{part}"))
            {
                var recorded = part is "Rules" or "Fixes" or "Configuration" ? await RecordAsync(test) : [];
                all.AddRange(recorded.OfType<CSharpAnalyzerTest<McpTransportAnalyzer, DefaultVerifier>>().Select((verified, number) => new Verdict($"{test.Name}, verdict {number}", test, verified)));
                if (part != "Rules" || recorded.Count == 0)
                {
                    all.Add(new WholeTest(test, recorded));
                }
            }
        }

        return all;
    }

    // A test that verifies something besides may fail while a mutant is on: it is then run as it is.
    private static async Task<IReadOnlyList<AnalyzerTest<DefaultVerifier>>> RecordAsync(TestCase test)
    {
        try
        {
            return await test.RecordAsync();
        }
        catch (Exception)
        {
            return [];
        }
    }

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    /// <summary>The first verification of a test of an analyzer, with sources that are bound once: the diagnostics, and what is said in them. Rules that the test switches off are left out.</summary>
    private sealed class Verdict(string name, TestCase test, AnalyzerTest<DefaultVerifier> verified) : Check(name, test, verified.DisabledDiagnostics.ToHashSet(), [verified])
    {
        private readonly ImmutableArray<IRule> _rules = [.. McpTransportAnalyzer.Rules.Where(rule => !verified.DisabledDiagnostics.Contains(rule.Descriptor.Id))];
        private readonly List<(Project Project, BoundCode Code)> _bound = [];
        private Expectation? _expectation;

        public override async Task<bool> HoldsAsync()
        {
            if (_expectation is null)
            {
                _expectation = await verified.PrepareAsync(CancellationToken.None);
                foreach (var project in _expectation.Projects)
                {
                    _bound.Add((project, await BoundCode.OfAsync((await project.GetCompilationAsync())!, project.AnalyzerOptions)));
                }
            }

            return _expectation.IsMetBy(_bound.SelectMany(bound => bound.Code.Diagnostics(_rules).Select(diagnostic => new AnalyzedDiagnostic(bound.Project, diagnostic))));
        }
    }

    /// <summary>A test as it is.</summary>
    private sealed class WholeTest(TestCase test, IReadOnlyList<AnalyzerTest<DefaultVerifier>> recorded)
        : Check(test.Name, test, recorded.Count == 0 ? new HashSet<string>() : recorded.Select(verified => verified.DisabledDiagnostics.ToHashSet()).Aggregate((silent, other) => [.. silent.Intersect(other)]), recorded)
    {
        public override async Task<bool> HoldsAsync()
        {
            await Test.RunAsync();
            return true;
        }
    }
}
