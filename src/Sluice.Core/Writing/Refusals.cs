// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;

namespace Sluice.Core.Writing;

/// <summary>Refusals that may not be the refused record's own fault, so that it is worth sending it once more, alone.</summary>
internal static class Refusals
{
    /// <summary>
    /// True if the whole batch may have been refused, because of its size or because of another record in it.
    /// (If one record of a batch is invalid, the client gives all of them its error; if several are, it tells them from the others.)
    /// </summary>
    public static bool IsOfBatch(ErrorCode code) => code is ErrorCode.MsgSizeTooLarge or ErrorCode.RecordListTooLarge
        or ErrorCode.InvalidMsg or ErrorCode.InvalidRecord or ErrorCode.InvalidTimestamp or ErrorCode.Local_InvalidDifferentRecord;

    /// <summary>True if the producer's idea of the topic may be out of date: a partition is new, or the topic was created again.</summary>
    public static bool IsOfTopic(ErrorCode code) => code is ErrorCode.UnknownTopicOrPart or ErrorCode.UnknownTopicId
        or ErrorCode.Local_UnknownTopic or ErrorCode.Local_UnknownPartition;
}
