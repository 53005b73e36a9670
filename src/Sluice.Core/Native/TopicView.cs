// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Sluice.Core.Topics;

namespace Sluice.Core.Native;

/// <summary>What one broker answered when it was asked for a topic.</summary>
/// <param name="Error">The broker's error for the topic, or why the broker did not answer.</param>
/// <param name="Id">The topic's id if there is no error.</param>
internal readonly record struct TopicView(ErrorCode Error, TopicId Id);
