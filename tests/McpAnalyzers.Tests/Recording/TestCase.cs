using System.Reflection;
using Microsoft.CodeAnalysis.Testing;
using Xunit.Sdk;
using Xunit.v3;

namespace McpAnalyzers.Tests;

/// <summary>One call of a test method: the method itself, or a row of a theory.</summary>
internal sealed class TestCase(MethodInfo method, int number, object?[] arguments)
{
    /// <summary>The type and the method, and which call of it this is.</summary>
    public string Name { get; } = $"{method.DeclaringType!.Name}.{method.Name}({number})";

    /// <summary>The test class.</summary>
    public Type Type { get; } = method.DeclaringType!;

    /// <summary>What the method is called with, as text.</summary>
    public string Arguments { get; } = string.Join(", ", arguments);

    /// <summary>Every call of every test in a namespace of this assembly, and in those beneath it, in an order that stays the same.</summary>
    public static async Task<IReadOnlyList<TestCase>> InAsync(string ns)
    {
        var all = new List<TestCase>();
        var methods = typeof(TestCase).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, ContainsGenericParameters: false, Namespace: { } name } && (name == ns || name.StartsWith($"{ns}.", StringComparison.Ordinal)))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .SelectMany(type => type.GetMethods().Where(method => method.IsDefined(typeof(FactAttribute), inherit: true)).OrderBy(method => method.Name, StringComparer.Ordinal));
        foreach (var method in methods)
        {
            all.AddRange((await ArgumentsAsync(method)).Select((arguments, number) => new TestCase(method, number, arguments)));
        }

        return all;
    }

    /// <summary>Runs the test. Throws what it throws.</summary>
    public async Task RunAsync()
    {
        var test = Activator.CreateInstance(Type);
        try
        {
            if (method.Invoke(test, BindingFlags.DoNotWrapExceptions, null, arguments, null) is Task running)
            {
                await running;
            }
        }
        finally
        {
            (test as IDisposable)?.Dispose();
        }
    }

    /// <summary>Runs the test with its verifications of analyzers and fixes handed over in place of being run.</summary>
    public async Task<IReadOnlyList<AnalyzerTest<DefaultVerifier>>> RecordAsync()
    {
        var recorded = new List<AnalyzerTest<DefaultVerifier>>();

        // In a flow of its own, so that nothing is recorded but the call.
        await Task.Run(async () =>
        {
            InputRecording.Begin(recorded.Add);
            try
            {
                await RunAsync();
            }
            catch (XunitException)
            {
                // A test that verifies something else besides has had nothing to verify.
            }
        });
        return recorded;
    }

    private static async Task<IReadOnlyList<object?[]>> ArgumentsAsync(MethodInfo method)
    {
        if (method.GetParameters().Length == 0)
        {
            return [[]];
        }

        await using var tracker = new DisposalTracker();
        var all = new List<object?[]>();
        foreach (var attribute in method.GetCustomAttributes().OfType<IDataAttribute>())
        {
            if (attribute is MemberDataAttribute { MemberType: null } member)
            {
                member.MemberType = method.DeclaringType;
            }

            all.AddRange((await attribute.GetData(method, tracker)).Select(row => WithDefaults(method, row.GetData())));
        }

        return all;
    }

    private static object?[] WithDefaults(MethodInfo method, object?[] arguments)
        => [.. arguments, .. method.GetParameters().Skip(arguments.Length).Select(parameter => parameter.DefaultValue)];
}
