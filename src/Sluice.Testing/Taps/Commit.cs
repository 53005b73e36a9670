// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Groups;

namespace Sluice.Testing.Taps;

/// <summary>
/// What a tap with a group commits. Whatever it is, a commit is a watermark: the offset below which every record of the partition has passed.
/// Immutable.
/// </summary>
public sealed class Commit
{
    private Commit(CommitPolicy policy) => Policy = policy;

    /// <summary>Nothing, ever.</summary>
    public static Commit Never { get; } = new(CommitPolicy.Never);

    /// <summary>A record, once the reader asks for the next one.</summary>
    public static Commit Auto { get; } = new(CommitPolicy.Auto);

    /// <summary>A record, once the reader says so: <see cref="Tap.Pass"/>.</summary>
    public static Commit OnPass { get; } = new(CommitPolicy.OnPass);

    internal CommitPolicy Policy { get; }

    /// <summary>As <see cref="Auto"/>, but only up to, and with, a record that meets the condition.</summary>
    /// <param name="condition">Called once a record, on the reader's thread.</param>
    public static Commit When(Func<TapRecord, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return new(CommitPolicy.When(record => condition(new TapRecord(record.Topic, record.Record, default))));
    }
}
