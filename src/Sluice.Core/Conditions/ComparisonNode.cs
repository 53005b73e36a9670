// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Conditions;

/// <summary>What a part of the record has to be: true if one of the values found there is.</summary>
internal sealed record ComparisonNode(Operand Operand, Test Test) : ConditionNode
{
    public override bool Matches(RecordView record) => Operand.Find(record).Any(Test.IsMetBy);

    public override string ToString() => $"{Operand} {Test}";
}
