// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Conditions;

/// <summary>Two at once.</summary>
internal sealed record AndNode(ConditionNode Left, ConditionNode Right) : ConditionNode
{
    public override bool Matches(RecordView record) => Left.Matches(record) && Right.Matches(record);

    public override string ToString() => $"{TextOf(Left, typeof(OrNode))} and {TextOf(Right, typeof(OrNode), typeof(AndNode))}";
}
