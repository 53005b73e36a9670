// SPDX-License-Identifier: Apache-2.0

namespace OrdersPipeline;

/// <summary>The records that this member of the group has to work on, one after another.</summary>
internal interface IInput
{
    /// <summary>The next record, or null if none comes within that time.</summary>
    InputRecord? Read(TimeSpan patience);

    /// <summary>The record is dealt with: it may be committed, and with it all before it.</summary>
    void Done(InputRecord record);

    /// <summary>Waits until the work ends, without losing the place in the group. False: the record's partition is another member's now.</summary>
    bool WaitWith(InputRecord record, Task work, CancellationToken stopping);

    /// <summary>Commits the record now.</summary>
    void Commit(InputRecord record);
}
