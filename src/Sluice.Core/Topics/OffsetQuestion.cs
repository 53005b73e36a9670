// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Topics;

/// <summary>What is asked when the readable end of a partition is asked for.</summary>
internal readonly record struct OffsetQuestion(string Topic, int Partition, bool CommittedOnly);
