// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Text.Json;
using Sluice.Core.Records;
using Sluice.Gateway.Http.Memory;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Http.Requests;

namespace Sluice.Gateway.Features.Producer;

/// <summary>Reads the records of a request while its body arrives.</summary>
internal static class ProduceRequestReader
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The records, once the whole body was found good.</summary>
    /// <exception cref="ProblemException">The body is no JSON, breaks the contract or is too large, or there is no memory for it.</exception>
    public static async Task<PooledList<NewRecord>> ReadAsync(RequestBody body, bool isBinary, CancellationToken cancellationToken)
    {
        var parser = new ProduceRequestParser(isBinary, body.Usage);
        var isBegin = true;
        var wanted = (long)ByteOrderMark.Length;
        while (true)
        {
            var (buffer, isEnd) = await body.ReadAtLeastAsync(wanted, cancellationToken);
            var consumed = buffer.End;
            try
            {
                consumed = parser.Parse(isBegin ? WithoutByteOrderMark(buffer) : buffer, isEnd);
                isBegin = false;
            }
            catch (JsonException exception)
            {
                throw new ProblemException(ErrorCatalogue.MalformedJson, $"The body is not JSON: {exception.Message}");
            }
            finally
            {
                // What is incomplete is parsed again from its start, so only once it has doubled: the work stays linear
                // however small the pieces are in which a large value arrives.
                wanted = 2 * buffer.Slice(consumed).Length;
                body.AdvanceTo(consumed);
            }

            if (isEnd)
            {
                body.Usage.ReturnUnused();
                return parser.Finish();
            }
        }
    }

    private static ReadOnlySequence<byte> WithoutByteOrderMark(ReadOnlySequence<byte> buffer)
    {
        var start = new SequenceReader<byte>(buffer);
        return start.IsNext(ByteOrderMark, advancePast: true) ? start.UnreadSequence : buffer;
    }
}
