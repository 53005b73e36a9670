// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Sluice.Core.Records;

namespace Sluice.Core.Writing;

/// <summary>How much memory a record takes while it waits.</summary>
internal static class RecordSize
{
    // What the client keeps beside the bytes themselves, measured over many small records.
    private const int Overhead = 256;

    public static long Of(in NewRecord record) => Overhead + BytesOf(record);

    /// <summary>Bytes of key, value and headers.</summary>
    public static long BytesOf(in NewRecord record)
    {
        var size = (record.Key?.LongLength ?? 0) + (record.Value?.LongLength ?? 0);
        if (record.Headers is { Count: > 0 } headers)
        {
            for (var i = 0; i < headers.Count; i++)
            {
                size += Encoding.UTF8.GetByteCount(headers[i].Key) + (headers[i].Value?.LongLength ?? 0);
            }
        }

        return size;
    }
}
