using System.Reflection;

namespace McpAnalyzers.Mutation;

/// <summary>The class that Stryker adds to the assembly it mutates: every mutant asks it whether it is the one.</summary>
internal sealed class MutantSwitch
{
    private const int None = -1;

    private readonly FieldInfo _active, _captures;
    private readonly Func<IList<int>[]> _covered;

    public MutantSwitch(string assembly)
    {
        var type = Assembly.Load(assembly).GetTypes().SingleOrDefault(type => type.Name == "MutantControl") ?? throw new InvalidOperationException($"{assembly} is not mutated.");
        _active = type.GetField("ActiveMutant")!;
        _captures = type.GetField("CaptureCoverage")!;
        _covered = type.GetMethod("GetCoverageData")!.CreateDelegate<Func<IList<int>[]>>();
    }

    public void TurnOn(int mutant) => _active.SetValue(null, mutant);

    public void TurnOff() => _active.SetValue(null, None);

    /// <summary>From here on, mutants are off and note that they were asked.</summary>
    public void BeginCoverage() => _captures.SetValue(null, true);

    /// <summary>The mutants that were asked since the last call.</summary>
    public int[] TakeCovered() => [.. _covered()[0]];
}
