// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;

namespace Sluice.Core.Writing;

/// <summary>What a producer reports on a record of a call: where it is, or why it is not. A negative offset: it is said to be written, but nobody knows where.</summary>
internal readonly record struct Delivery(int Index, int Partition, long Offset, Error? Error, bool MayBeWritten);
