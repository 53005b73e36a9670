// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Sluice.Core.Errors;

namespace Sluice.Core.Tests.Errors;

public sealed class KafkaErrorsTests
{
    // Kafka's protocol calls these retriable, and so they are here, except the ones that a caller must be told of at once.
    public static TheoryData<ErrorCode> Retriable =>
    [
        ErrorCode.LeaderNotAvailable, ErrorCode.NotLeaderForPartition, ErrorCode.RequestTimedOut, ErrorCode.ReplicaNotAvailable,
        ErrorCode.NetworkException, ErrorCode.GroupLoadInProgress, ErrorCode.GroupCoordinatorNotAvailable, ErrorCode.NotCoordinatorForGroup,
        ErrorCode.NotEnoughReplicas, ErrorCode.NotEnoughReplicasAfterAppend, ErrorCode.NotController, ErrorCode.KafkaStorageError,
        ErrorCode.FetchSessionIdNotFound, ErrorCode.InvalidFetchSessionEpoch, ErrorCode.ListenerNotFound, ErrorCode.FencedLeaderEpoch,
        ErrorCode.UnknownLeaderEpoch, ErrorCode.OffsetNotAvailable, ErrorCode.PreferredLeaderNotAvailable, ErrorCode.EligibleLeadersNotAvailable,
        ErrorCode.UnstableOffsetCommit, ErrorCode.ThrottlingQuotaExceeded, ErrorCode.ConcurrentTransactions, ErrorCode.RebootstrapRequired,
        ErrorCode.Local_Transport, ErrorCode.Local_AllBrokersDown, ErrorCode.Local_TimedOut, ErrorCode.Local_MsgTimedOut, ErrorCode.Local_QueueFull,
    ];

    [Theory]
    [MemberData(nameof(Retriable))]
    public void ToFailure_ShouldBeRetryable_WhenKafkaCallsTheErrorRetriable(ErrorCode code) =>
        KafkaErrors.ToFailure(code, null, "Trying").IsRetryable.ShouldBeTrue();

    [Fact]
    public void ToFailure_ShouldSayWhatWasTriedAndWhy_WhateverTheCode()
    {
        foreach (var code in Enum.GetValues<ErrorCode>())
        {
            var failure = KafkaErrors.ToFailure(code, null, "Trying");

            failure.Detail.ShouldStartWith("Trying: ");
            failure.Detail.Length.ShouldBeGreaterThan("Trying: ".Length, code.ToString());
        }
    }

    [Fact]
    public void ToFailure_ShouldKeepTheBrokersWords() =>
        KafkaErrors.ToFailure(new Error(ErrorCode.InvalidConfig, "Unknown topic config name: retention.mz"), "Creating topic \"orders\"")
            .ShouldBe(new KafkaFailure(FailureCode.InvalidTopic, "Creating topic \"orders\": Unknown topic config name: retention.mz"));
}
