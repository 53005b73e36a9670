// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Topics;

namespace Sluice.Core.Reading;

/// <summary>
/// A partition of one life of a topic. The id is part of it, so that nothing kept for a deleted topic is ever used for
/// the one created after it under the same name.
/// </summary>
internal sealed record PartitionKey(string Topic, TopicId Id, int Partition)
{
    public override string ToString() => $"partition {Partition} of topic \"{Topic}\"";
}
