// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Conditions;

/// <summary>A part of a condition that is true or false of a record. Its text form is that of the language.</summary>
internal abstract record ConditionNode
{
    public abstract bool Matches(RecordView record);

    /// <summary>The text, in parentheses if it is of one of these kinds.</summary>
    protected static string TextOf(ConditionNode node, params ReadOnlySpan<Type> inParentheses) =>
        inParentheses.Contains(node.GetType()) ? $"({node})" : node.ToString();
}
