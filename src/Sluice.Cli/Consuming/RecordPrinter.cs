// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using Sluice.Cli.Output;
using Sluice.Core.Conditions;
using Sluice.Core.Records;

namespace Sluice.Cli.Consuming;

/// <summary>Prints the records that are asked for, up to a number of them.</summary>
internal sealed class RecordPrinter(Terminal terminal, IRecordFormatter formatter, RecordDecoder decoder, RecordCondition? where, long count)
{
    private readonly ArrayBufferWriter<byte> _buffer = new(64 * 1024);
    private long _left = count;

    /// <summary>Whether no more are wanted.</summary>
    public bool IsDone => _left == 0;

    /// <summary>Prints the record, or passes it over; nothing is seen of it before <see cref="FlushAsync"/>.</summary>
    public void Add(StoredRecord record)
    {
        var decoded = decoder.Decode(record);
        if (_left > 0 && (where is null || where.Matches(decoded)))
        {
            formatter.Format(decoded, _buffer);
            _left--;
        }
    }

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_buffer.WrittenCount > 0)
        {
            await terminal.Output.WriteAsync(_buffer.WrittenMemory, cancellationToken);
            await terminal.Output.FlushAsync(cancellationToken);
            _buffer.ResetWrittenCount();
        }
    }
}
