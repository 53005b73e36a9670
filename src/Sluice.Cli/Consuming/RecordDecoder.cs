// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Sluice.Core.Connections.JavaProperties;
using Sluice.Core.Records;

namespace Sluice.Cli.Consuming;

/// <summary>
/// Turns keys and values that a Java client would deserialize to numbers into their text, so that they can be read and asked about.
/// Bytes of another length than the number's stay as they are.
/// </summary>
internal sealed class RecordDecoder(JavaDeserializer? key, JavaDeserializer? value)
{
    public StoredRecord Decode(StoredRecord record) => IsNumber(key) || IsNumber(value)
        ? new StoredRecord
        {
            Partition = record.Partition,
            Offset = record.Offset,
            Key = Decode(record.Key, key),
            Value = Decode(record.Value, value),
            Timestamp = record.Timestamp,
            TimestampType = record.TimestampType,
            Headers = record.Headers,
        }
        : record;

    private static bool IsNumber(JavaDeserializer? deserializer) =>
        deserializer is not (null or JavaDeserializer.Bytes or JavaDeserializer.Text or JavaDeserializer.Uuid);

    private static byte[]? Decode(byte[]? bytes, JavaDeserializer? deserializer) => (deserializer, bytes?.Length) switch
    {
        (JavaDeserializer.ShortNumber, 2) => Text(BinaryPrimitives.ReadInt16BigEndian(bytes)),
        (JavaDeserializer.IntegerNumber, 4) => Text(BinaryPrimitives.ReadInt32BigEndian(bytes)),
        (JavaDeserializer.LongNumber, 8) => Text(BinaryPrimitives.ReadInt64BigEndian(bytes)),
        (JavaDeserializer.FloatNumber, 4) => Text(BinaryPrimitives.ReadSingleBigEndian(bytes)),
        (JavaDeserializer.DoubleNumber, 8) => Text(BinaryPrimitives.ReadDoubleBigEndian(bytes)),
        _ => bytes,
    };

    private static byte[] Text(IFormattable number) => Encoding.UTF8.GetBytes(number.ToString(null, CultureInfo.InvariantCulture));
}
