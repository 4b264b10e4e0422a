using System.Reflection;
using System.Runtime.CompilerServices;

namespace McpAnalyzers.Mutation;

/// <summary>The class that Stryker adds to the assembly it mutates: every mutant asks it whether it is the one.</summary>
internal sealed class MutantSwitch
{
    private const int None = -1;

    private readonly Assembly _assembly;
    private readonly FieldInfo _active, _captures;
    private readonly Func<IList<int>[]> _covered;

    public MutantSwitch(string assembly)
    {
        _assembly = Assembly.Load(assembly);
        var type = _assembly.GetTypes().SingleOrDefault(type => type.Name == "MutantControl") ?? throw new InvalidOperationException($"{assembly} is not mutated.");
        _active = type.GetField("ActiveMutant")!;
        _captures = type.GetField("CaptureCoverage")!;
        _covered = type.GetMethod("GetCoverageData")!.CreateDelegate<Func<IList<int>[]>>();
    }

    /// <summary>Turns a mutant on.</summary>
    /// <param name="mutant">Its number.</param>
    /// <param name="madeOnceBy">Where it is in what a type makes once: the type, which makes it anew.</param>
    public void TurnOn(int mutant, string? madeOnceBy)
    {
        if (madeOnceBy is not null)
        {
            RuntimeHelpers.RunClassConstructor(TypeOf(madeOnceBy).TypeHandle);
        }

        _active.SetValue(null, mutant);
        MakeAgain(madeOnceBy);
    }

    /// <summary>Turns the mutant off that is on.</summary>
    public void TurnOff(string? madeOnceBy)
    {
        _active.SetValue(null, None);
        MakeAgain(madeOnceBy);
    }

    /// <summary>From here on, mutants are off and note that they were asked.</summary>
    public void BeginCoverage() => _captures.SetValue(null, true);

    /// <summary>The mutants that were asked since the last call.</summary>
    public int[] TakeCovered() => [.. _covered()[0]];

    private Type TypeOf(string name) => _assembly.GetType(name, throwOnError: true)!;

    // Reflection runs the initializer of a type once and never again. Its code can be called as any other: the assembly is not optimized, and reads its fields each time.
    private unsafe void MakeAgain(string? type)
    {
        if (type is not null)
        {
            ((delegate*<void>)TypeOf(type).TypeInitializer!.MethodHandle.GetFunctionPointer())();
        }
    }
}
