// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Sluice.Core.Records;

namespace Sluice.Core.Reading;

/// <summary>From the client library's form of a record to ours.</summary>
internal static class ConsumedRecords
{
    public static StoredRecord ToStoredRecord(ConsumeResult<byte[], byte[]> consumed)
    {
        var message = consumed.Message;
        return new StoredRecord
        {
            Partition = consumed.Partition.Value,
            Offset = consumed.Offset.Value,
            Key = message.Key,
            Value = message.Value,
            Timestamp = message.Timestamp.Type == TimestampType.NotAvailable ? -1 : message.Timestamp.UnixTimestampMs,
            TimestampType = message.Timestamp.Type switch
            {
                TimestampType.CreateTime => RecordTimestampType.CreateTime,
                TimestampType.LogAppendTime => RecordTimestampType.LogAppendTime,
                _ => RecordTimestampType.NotAvailable,
            },
            Headers = ToHeaders(message.Headers),
        };
    }

    private static RecordHeader[] ToHeaders(Headers? headers)
    {
        if (headers is null || headers.Count == 0)
        {
            return [];
        }

        var result = new RecordHeader[headers.Count];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = new RecordHeader(headers[i].Key, headers[i].GetValueBytes());
        }

        return result;
    }
}
