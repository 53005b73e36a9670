// SPDX-License-Identifier: Apache-2.0

namespace OrdersPipeline.Mutants;

/// <summary>What a service can be made to do wrong, to see that tests notice.</summary>
internal enum Mutant
{
    None,
    DropTenth,
    SendTwice,
    ChangeField,
    LoseHeader,
    SwapOrder,
    WrongPartition,
    CommitFirst,
    SlowStore,
    SkipPartition,
}
