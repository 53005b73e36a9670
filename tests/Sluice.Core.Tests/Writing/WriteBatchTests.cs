// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Microsoft.Extensions.Time.Testing;
using Sluice.Core.Errors;
using Sluice.Core.Topics;
using Sluice.Core.Writing;

namespace Sluice.Core.Tests.Writing;

public sealed class WriteBatchTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WaitAsync_ShouldEnd_WithTheLastAnswer()
    {
        var batch = Start(records: 2);
        var waiting = batch.WaitAsync(new Deadline(_time, TimeSpan.FromSeconds(1)), Cancellation).AsTask();

        Written(batch, 1);
        waiting.IsCompleted.ShouldBeFalse();
        batch.Fail(0, WriteFailures.QueueFull);

        (await waiting).ShouldBeTrue();
        var results = batch.Close();
        results[0].ShouldBe(new WriteResult { Partition = -1, Offset = -1, Failure = WriteFailures.QueueFull });
        results[1].ShouldBe(new WriteResult { Partition = 0, Offset = 1 });
    }

    [Fact]
    public async Task Close_ShouldAnswerForGood_WhenReportsComeLate()
    {
        var batch = Start(records: 2);
        var waiting = batch.WaitAsync(new Deadline(_time, TimeSpan.FromSeconds(1)), Cancellation).AsTask();
        Written(batch, 0);
        _time.Advance(TimeSpan.FromSeconds(1));
        (await waiting).ShouldBeFalse();

        var results = batch.Close();
        Written(batch, 1);

        results[0].Failure.ShouldBeNull();
        results[1].Failure!.Code.ShouldBe(FailureCode.KafkaTimeout);
        results[1].MayBeWritten.ShouldBeTrue();
    }

    [Theory]
    [InlineData(PersistenceStatus.NotPersisted, false)]
    [InlineData(PersistenceStatus.PossiblyPersisted, true)]
    public void Report_ShouldSayWhetherTheRecordMayBeThere(PersistenceStatus status, bool mayBeWritten)
    {
        var batch = Start(records: 1);

        Refused(batch, 0, ErrorCode.Local_MsgTimedOut, status);

        batch.Close()[0].MayBeWritten.ShouldBe(mayBeWritten);
        batch.TakeRefused().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ErrorCode.MsgSizeTooLarge)]
    [InlineData(ErrorCode.InvalidRecord)]
    [InlineData(ErrorCode.Local_InvalidDifferentRecord)]
    [InlineData(ErrorCode.Local_UnknownPartition)]
    public void TakeRefused_ShouldGiveBackInOrder_WhatMayBeSentOnceMore(ErrorCode code)
    {
        var batch = Start(records: 4);
        Written(batch, 0);
        Refused(batch, 3, code);
        Written(batch, 1);
        Refused(batch, 2, code);

        batch.TakeRefused().ShouldBe([new(2, 0), new(3, 0)]);
    }

    [Fact]
    public void TakeRefused_ShouldKeepBack_WhatALaterRecordOfThePartitionHasOvertaken()
    {
        var batch = Start(records: 3);
        Refused(batch, 0, ErrorCode.MsgSizeTooLarge);
        Refused(batch, 1, ErrorCode.MsgSizeTooLarge, partition: 1);
        Written(batch, 2);

        batch.TakeRefused().ShouldBe([new(1, 1)]);

        var overtaken = batch.Close()[0];
        overtaken.Failure.ShouldBe(WriteFailures.Overtaken);
        overtaken.Failure!.IsRetryable.ShouldBeTrue();
        overtaken.MayBeWritten.ShouldBeFalse();
    }

    [Fact]
    public void Close_ShouldSayThatARecordMayBeThere_WhileItIsSentOnceMore()
    {
        var batch = Start(records: 2);
        Refused(batch, 0, ErrorCode.MsgSizeTooLarge);
        Refused(batch, 1, ErrorCode.MsgSizeTooLarge);

        batch.Expect(new Placements(batch.TakeRefused()), batchBytes: 0);
        Refused(batch, 1, ErrorCode.MsgSizeTooLarge);

        var results = batch.Close();
        results[0].Failure!.Code.ShouldBe(FailureCode.KafkaTimeout);
        results[0].MayBeWritten.ShouldBeTrue();
        results[1].Failure!.Code.ShouldBe(FailureCode.RecordTooLarge);
        results[1].MayBeWritten.ShouldBeFalse();
    }

    [Fact]
    public void TakeRefused_ShouldKeepBack_WhatMayHaveGoneWhereALaterRecordIs()
    {
        var batch = Start(records: 2);

        Refused(batch, 0, ErrorCode.Local_UnknownPartition, partition: Partition.Any);
        Written(batch, 1);

        batch.TakeRefused().ShouldBeEmpty();
        batch.Close()[0].Failure.ShouldBe(WriteFailures.Overtaken);
    }

    [Fact]
    public void TakeRefused_ShouldBeEmpty_WhenNobodyMayWriteThere()
    {
        var batch = Start(records: 1);

        Refused(batch, 0, ErrorCode.TopicAuthorizationFailed);

        batch.TakeRefused().ShouldBeEmpty();
    }

    [Fact]
    public void Close_ShouldAnswerTheSecondRefusal_WhenARecordWasSentTwice()
    {
        var batch = Start(records: 1);
        Refused(batch, 0, ErrorCode.Local_UnknownPartition);

        batch.Expect(new Placements(batch.TakeRefused()), batchBytes: 0);
        Refused(batch, 0, ErrorCode.Local_UnknownPartition);

        batch.Close()[0].Failure!.Code.ShouldBe(FailureCode.PartitionNotFound);
    }

    [Fact]
    public void TakeRefused_ShouldBeEmpty_WhenTheRecordsWereAloneAlready()
    {
        var batch = Start(records: 1, batchBytes: 0);

        Refused(batch, 0, ErrorCode.MsgSizeTooLarge);

        batch.TakeRefused().ShouldBeEmpty();
        batch.Close()[0].Failure!.Code.ShouldBe(FailureCode.RecordTooLarge);
    }

    private WriteBatch Start(int records, int batchBytes = 1_000_000)
    {
        var batch = new WriteBatch("orders", WriterFixture.Numbered(0..records), new WriteQueue(1_000_000, _time));
        batch.Expect(new Placements(batch.Records), batchBytes);
        return batch;
    }

    private static void Written(WriteBatch batch, int index) =>
        batch.Report([new(index, Partition: 0, Offset: index, Error: null, MayBeWritten: true)]);

    private static void Refused(
        WriteBatch batch, int index, ErrorCode code, PersistenceStatus status = PersistenceStatus.NotPersisted, int partition = 0) =>
        batch.Report([new(index, partition, Offset.Unset, new Error(code), status != PersistenceStatus.NotPersisted)]);
}
