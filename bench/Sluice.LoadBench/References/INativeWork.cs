// SPDX-License-Identifier: Apache-2.0

namespace Sluice.LoadBench.References;

/// <summary>What Confluent.Kafka does without a gateway. Nothing over it can be faster.</summary>
internal interface INativeWork : IDisposable
{
    /// <summary>After so many records the clock is looked at: that costs as much as a record.</summary>
    const int LookEvery = 100;

    /// <summary>Works for so long; how many records it moved a second, the last of them acknowledged.</summary>
    double Work(TimeSpan time);
}
