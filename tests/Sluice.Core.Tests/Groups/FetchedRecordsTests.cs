// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Groups;
using Sluice.Core.Records;

namespace Sluice.Core.Tests.Groups;

public sealed class FetchedRecordsTests
{
    [Fact]
    public async Task TakeAsync_ShouldStop_WhenItIsCancelledAndRecordsAreThere()
    {
        var fetched = new FetchedRecords(capacity: 2);
        var record = new FetchedRecord(
            new GroupRecord("orders", new StoredRecord
            {
                Partition = 0,
                Offset = 7,
                Key = null,
                Value = null,
                Timestamp = 0,
                TimestampType = RecordTimestampType.CreateTime,
            }),
            Assignment: 1);
        fetched.Add(record);

        await Should.ThrowAsync<OperationCanceledException>(
            async () => await fetched.TakeAsync(new CancellationToken(canceled: true)));

        // It is not lost.
        (await fetched.TakeAsync(CancellationToken.None)).ShouldBe(record);
    }
}
