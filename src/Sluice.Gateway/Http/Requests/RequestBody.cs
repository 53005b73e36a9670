// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.IO.Pipelines;
using Sluice.Gateway.Http.Problems;

namespace Sluice.Gateway.Http.Requests;

/// <summary>The bytes of a request's body as they arrive, decompressed, up to a limit.</summary>
internal sealed class RequestBody(PipeReader reader, long maxBytes)
{
    private long _consumed;
    private ReadOnlySequence<byte> _buffer;

    /// <summary>Waits until at least <paramref name="bytes"/> are there or the body has ended.</summary>
    /// <exception cref="ProblemException">The body is over the limit, or its compression is broken.</exception>
    public async ValueTask<(ReadOnlySequence<byte> Buffer, bool IsEnd)> ReadAtLeastAsync(long bytes, CancellationToken cancellationToken)
    {
        ReadResult result;
        try
        {
            // One byte past the limit is enough to know.
            var enough = Math.Clamp(bytes, 1, maxBytes - _consumed + 1);
            result = await reader.ReadAtLeastAsync((int)Math.Min(enough, int.MaxValue), cancellationToken);
        }
        catch (InvalidDataException)
        {
            throw new ProblemException(ErrorCatalogue.MalformedRequest, "The body is not what its Content-Encoding says.");
        }

        _buffer = result.Buffer;
        if (_consumed + _buffer.Length > maxBytes)
        {
            reader.AdvanceTo(_buffer.End);
            throw TooLarge(maxBytes);
        }

        return (_buffer, result.IsCompleted);
    }

    /// <summary>Gives back what is done with; the rest is there again at the next read.</summary>
    public void AdvanceTo(SequencePosition consumed)
    {
        _consumed += _buffer.Slice(0, consumed).Length;
        reader.AdvanceTo(consumed, _buffer.End);
    }

    /// <summary>The problem of a body over the limit.</summary>
    public static ProblemException TooLarge(long maxBytes) => new(
        ErrorCatalogue.RequestTooLarge,
        $"The body has more than {maxBytes} bytes: send fewer records at a time, or raise Gateway:MaxRequestBytes.");
}
