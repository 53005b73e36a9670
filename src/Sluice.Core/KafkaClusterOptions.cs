// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core;

/// <summary>How reading and writing behave, beside the connection itself. Bound from the section <c>Kafka</c>.</summary>
public sealed class KafkaClusterOptions
{
    /// <summary>Configuration section these options are bound from.</summary>
    public const string SectionName = "Kafka";

    /// <summary>Return only records of committed transactions (<c>isolation.level=read_committed</c>).</summary>
    /// <value>Default true.</value>
    public bool ReadCommitted { get; set; } = true;

    /// <summary>How old what a writer knows of a topic may be before it is asked for again, so that not every write pays for asking.
    /// A write to a topic that others deleted meanwhile fails; readers always ask.</summary>
    /// <value>Default 50 ms.</value>
    public TimeSpan TopicMaxAge { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Number of native consumers that serve reads at most.</summary>
    /// <value>Default 32; 1–1000.</value>
    public int MaxCursors { get; set; } = 32;

    /// <summary>Time after which an unused cursor is closed.</summary>
    /// <value>Default 60 s.</value>
    public TimeSpan CursorIdleTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The largest record that is written, in bytes; the embedded cluster's is never above 1,000,000.</summary>
    /// <value>Default 8 MiB. Topics have their own limit (<c>max.message.bytes</c>, 1 MiB by default).</value>
    public int MaxRecordBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>Bytes of records that wait for their acknowledgement at most, over all callers; past it callers wait.</summary>
    /// <value>Default 128 MiB.</value>
    public long MaxWriteQueueBytes { get; set; } = 128 * 1024 * 1024;

    /// <summary>How long a caller that gets no room in the full write queue waits before it fails with <see cref="Errors.FailureCode.Overloaded"/>.</summary>
    /// <value>Default 1 s.</value>
    public TimeSpan WriteQueueWait { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the client goes on trying to write a record, as when a broker fails and others take over. The caller's own time may be over before that:
    /// it is told that what became of the record is unknown. One that is given up makes the client number its records anew, so that
    /// Kafka cannot tell whether it has those that were on their way at that moment: longer than a broker's failure takes, none is there twice.</summary>
    /// <value>Default 30 s; <c>broker.session.timeout.ms</c> is 9 s by default, and the election comes after that.</value>
    public TimeSpan DeliveryTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long records wait to be sent together (<c>linger.ms</c>).</summary>
    /// <value>Default 0.3 ms: measured to bring the most single writes a second through one gateway, and each of them sooner than 1 ms does.</value>
    public TimeSpan Linger { get; set; } = TimeSpan.FromMicroseconds(300);
}
