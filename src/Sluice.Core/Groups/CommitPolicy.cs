// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Groups;

/// <summary>
/// When a member commits. Whatever the policy, a commit is a watermark: the offset below which every record of the partition that this
/// member was given has passed. A record that failed, and all behind it, is never committed. Immutable.
/// </summary>
public sealed class CommitPolicy
{
    private CommitPolicy(string name, bool commits, bool passesOnNext, Func<GroupRecord, bool>? trigger)
    {
        Name = name;
        Commits = commits;
        PassesOnNext = passesOnNext;
        Trigger = trigger;
    }

    /// <summary>Nothing is ever committed.</summary>
    public static CommitPolicy Never { get; } = new("never", commits: false, passesOnNext: false, trigger: null);

    /// <summary>A record has passed when the reader asks for the next one.</summary>
    public static CommitPolicy Auto { get; } = new("auto", commits: true, passesOnNext: true, trigger: null);

    /// <summary>A record has passed when the reader says so: <see cref="GroupConsumer.Pass"/>.</summary>
    public static CommitPolicy OnPass { get; } = new("on-pass", commits: true, passesOnNext: false, trigger: null);

    /// <summary>The policy's name, as the command line has it.</summary>
    public string Name { get; }

    /// <summary>Whether anything is ever committed.</summary>
    internal bool Commits { get; }

    /// <summary>Whether asking for the next record lets the one before it pass.</summary>
    internal bool PassesOnNext { get; }

    /// <summary>Which records are committed up to; null for all.</summary>
    internal Func<GroupRecord, bool>? Trigger { get; }

    /// <summary>
    /// As <see cref="Auto"/>, but committed is only up to, and with, a record that meets the condition: nothing before the first of them,
    /// and what is behind the last one waits for the next.
    /// </summary>
    /// <param name="condition">Called once a record, on the reader's thread; an exception ends the reading.</param>
    public static CommitPolicy When(Func<GroupRecord, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return new("when", commits: true, passesOnNext: true, condition);
    }

    /// <inheritdoc />
    public override string ToString() => Name;
}
