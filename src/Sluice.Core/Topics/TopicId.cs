// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Topics;

/// <summary>Identifies one life of a topic: a topic deleted and created again under the same name has another id (KIP-516).</summary>
public readonly record struct TopicId(long MostSignificantBits, long LeastSignificantBits);
