// SPDX-License-Identifier: Apache-2.0

namespace OrdersPipeline.Mutants;

/// <summary>Never sees partition 0.</summary>
internal sealed class BlindInput(IInput input) : IInput
{
    public InputRecord? Read(TimeSpan patience) => input.Read(patience) is { } record && record.Partition.Value != 0 ? record : null;

    public void Done(InputRecord record) => input.Done(record);

    public bool WaitWith(InputRecord record, Task work, CancellationToken stopping) => input.WaitWith(record, work, stopping);

    public void Commit(InputRecord record) => input.Commit(record);
}
