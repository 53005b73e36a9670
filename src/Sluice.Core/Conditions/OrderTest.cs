// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Conditions;

/// <summary>Before or after a number or a time.</summary>
internal sealed record OrderTest(string Operator, Literal Literal) : Test
{
    public override bool IsMetBy(Datum datum) => Literal.Compare(datum) is { } order && Operator switch
    {
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        _ => order >= 0,
    };

    public override string ToString() => $"{Operator} {Literal}";
}
