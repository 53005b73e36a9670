// SPDX-License-Identifier: Apache-2.0

using OrdersPipeline.Outputs;

namespace OrdersPipeline.Mutants;

/// <summary>The mutants by the names that MUTANT takes.</summary>
internal static class MutantNames
{
    private static readonly Dictionary<string, Mutant> ByName = new()
    {
        ["drop-tenth"] = Mutant.DropTenth,
        ["send-twice"] = Mutant.SendTwice,
        ["change-field"] = Mutant.ChangeField,
        ["lose-header"] = Mutant.LoseHeader,
        ["swap-order"] = Mutant.SwapOrder,
        ["wrong-partition"] = Mutant.WrongPartition,
        ["commit-first"] = Mutant.CommitFirst,
        ["slow-store"] = Mutant.SlowStore,
        ["skip-partition"] = Mutant.SkipPartition,
    };

    public static IEnumerable<string> All => ByName.Keys;

    public static Mutant? Find(string name) => ByName.TryGetValue(name, out var mutant) ? mutant : null;

    /// <summary>Puts the mutant between a service and its input or output.</summary>
    public static (IInput Input, IOutput Output) Apply(Mutant mutant, IInput input, IOutput output) => mutant switch
    {
        Mutant.None => (input, output),
        Mutant.SkipPartition => (new BlindInput(input), output),
        Mutant.SwapOrder => (input, new SwappingOutput(output)),
        _ => (input, new MutantOutput(mutant, input, output)),
    };
}
