// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Conditions;

/// <summary>One of two, or both.</summary>
internal sealed record OrNode(ConditionNode Left, ConditionNode Right) : ConditionNode
{
    public override bool Matches(RecordView record) => Left.Matches(record) || Right.Matches(record);

    public override string ToString() => $"{Left} or {TextOf(Right, typeof(OrNode))}";
}
