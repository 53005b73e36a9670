// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Conditions;

/// <summary>The opposite.</summary>
internal sealed record NotNode(ConditionNode Inner) : ConditionNode
{
    public override bool Matches(RecordView record) => !Inner.Matches(record);

    public override string ToString() => $"not {TextOf(Inner, typeof(OrNode), typeof(AndNode))}";
}
