// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Sluice.Core.Errors;
using Sluice.Core.Records;

namespace Sluice.Core.Conditions;

/// <summary>
/// A question about a record, such as <c>$.status = "done" and not header retries > 3</c>.
/// The page <c>docs/reference/conditions.md</c> defines the language. Immutable and thread-safe.
/// </summary>
public sealed class RecordCondition
{
    /// <summary>The most characters that a condition may have.</summary>
    public const int MaxLength = 10_000;

    /// <summary>How deep parentheses and <c>not</c> may stand in each other.</summary>
    public const int MaxNesting = 100;

    internal RecordCondition(ConditionNode root) => Root = root;

    internal ConditionNode Root { get; }

    /// <summary>Reads a condition.</summary>
    /// <exception cref="KafkaFailureException">
    /// <see cref="FailureCode.InvalidConfiguration"/>: what is expected at which column, and the text with a mark below that column.
    /// </exception>
    public static RecordCondition Parse(string text) =>
        TryParse(text, out var condition, out var fault)
            ? condition
            : throw new KafkaFailureException(FailureCode.InvalidConfiguration, fault.ToString());

    /// <summary>Reads a condition, or says what is wrong with it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out RecordCondition? condition, [NotNullWhen(false)] out ConditionFault? fault)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            condition = new RecordCondition(new ConditionParser(text).Parse());
            fault = null;
            return true;
        }
        catch (ConditionFaultException e)
        {
            condition = null;
            fault = e.Fault;
            return false;
        }
    }

    /// <summary>
    /// Whether the record is as the condition says. Never throws for what a record has: what is not there, is no JSON or of another type
    /// does not meet a comparison.
    /// </summary>
    public bool Matches(StoredRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        using var view = new RecordView(record);
        return Root.Matches(view);
    }

    /// <summary>The condition in its one form, which reads as the same condition.</summary>
    public override string ToString() => Root.ToString();
}
