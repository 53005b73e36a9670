// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Text;
using Sluice.Core.Records;

namespace Sluice.Cli.Consuming;

/// <summary>The value's bytes as they are, and a delimiter after each; with a separator the key before it.</summary>
internal sealed class RawFormatter(string? keySeparator, string delimiter) : IRecordFormatter
{
    private readonly byte[]? _separator = keySeparator is null ? null : Encoding.UTF8.GetBytes(keySeparator);
    private readonly byte[] _delimiter = Encoding.UTF8.GetBytes(delimiter);

    public void Format(StoredRecord record, IBufferWriter<byte> output)
    {
        if (_separator is not null)
        {
            output.Write(record.Key);
            output.Write(_separator);
        }

        output.Write(record.Value);
        output.Write(_delimiter);
    }
}
