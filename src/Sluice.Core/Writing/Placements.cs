// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Sluice.Core.Records;

namespace Sluice.Core.Writing;

/// <summary>The records of a call that are to be sent, in order.</summary>
internal readonly struct Placements
{
    private readonly IReadOnlyList<NewRecord>? _all;
    private readonly Placement[]? _some;

    /// <summary>All of them, each to the partition that it names.</summary>
    public Placements(IReadOnlyList<NewRecord> all) => _all = all;

    /// <summary>Some of them.</summary>
    public Placements(Placement[] some) => _some = some;

    public int Count => _some?.Length ?? _all!.Count;

    /// <summary>Which record of the call it is.</summary>
    public int IndexAt(int position) => _some is null ? position : _some[position].Index;

    public Placement this[int position] => _some is null ? new(position, _all![position].Partition ?? Partition.Any) : _some[position];
}
