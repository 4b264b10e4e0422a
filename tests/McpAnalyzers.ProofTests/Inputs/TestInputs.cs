using System.Reflection;
using McpAnalyzers.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Xunit.Sdk;
using Xunit.v3;

namespace McpAnalyzers.ProofTests.Inputs;

/// <summary>What the tests of rules and fixes analyze. Their methods are called, and hand over their sources in place of verifying them.</summary>
internal static class TestInputs
{
    public static async Task<IReadOnlyList<Input>> RecordAsync()
    {
        var inputs = new List<Input>();
        var methods = typeof(InputRecording).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, ContainsGenericParameters: false, Namespace: { } name } && (name.StartsWith("McpAnalyzers.Tests.Rules", StringComparison.Ordinal) || name.StartsWith("McpAnalyzers.Tests.Fixes", StringComparison.Ordinal)))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .SelectMany(type => type.GetMethods().Where(method => method.IsDefined(typeof(FactAttribute), inherit: true)).OrderBy(method => method.Name, StringComparer.Ordinal));
        foreach (var method in methods)
        {
            var call = 0;
            foreach (var arguments in await ArgumentsAsync(method))
            {
                var name = $"{method.DeclaringType!.Name}.{method.Name}({call++})";
                await RecordAsync(method, arguments, test => inputs.Add(Of(name, test)));
            }
        }

        return inputs;
    }

    // In a flow of its own, so that nothing is recorded but the call.
    private static Task RecordAsync(MethodInfo method, object?[] arguments, Action<AnalyzerTest<DefaultVerifier>> recorder)
        => Task.Run(async () =>
        {
            InputRecording.Begin(recorder);
            try
            {
                if (method.Invoke(Activator.CreateInstance(method.DeclaringType!), arguments) is Task running)
                {
                    await running;
                }
            }
            catch (Exception e) when (e is XunitException or TargetInvocationException { InnerException: XunitException })
            {
                // A test that verifies something else besides has had nothing to verify.
            }
        });

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

    private static Input Of(string name, AnalyzerTest<DefaultVerifier> test)
        => new(
            name,
            [.. test.TestState.Sources.Select(source => new SourceFile(source.Item1, Markup.Removed(source.Item2.ToString())))],
            test.TestState.OutputKind is OutputKind.ConsoleApplication);
}
