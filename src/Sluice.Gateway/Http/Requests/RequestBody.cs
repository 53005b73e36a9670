// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.IO.Pipelines;
using Sluice.Gateway.Http.Memory;
using Sluice.Gateway.Http.Problems;

namespace Sluice.Gateway.Http.Requests;

/// <summary>The bytes of a request's body as they arrive, decompressed, up to a limit and as long as there is memory for them.</summary>
internal sealed class RequestBody
{
    // So much is read before it is asked whether there is memory for more.
    private const int Step = 64 * 1024;

    // What arrives is held twice: as it came and as what is made of it, or as that and the Kafka client's copy.
    private const int Copies = 2;

    // Records take more than their bytes, a record of 80 bytes in JSON six times as much. Who began should not fail for want of it: so much of
    // it is taken with the bytes, up to what two thousand records need, and what is not needed given back once they are counted.
    private const int Surplus = 6;
    private const long MostSurplus = 1024 * 1024;

    private readonly PipeReader _reader;
    private readonly long _maxBytes;
    private readonly int _copies;
    private long _consumed;
    private long _arrived;
    private ReadOnlySequence<byte> _buffer;

    public RequestBody(PipeReader reader, long maxBytes, RequestUsage usage)
    {
        _reader = reader;
        _maxBytes = maxBytes;
        Usage = usage;

        // Decompression keeps a window of what it made.
        _copies = usage.HasEncodedBody ? Copies + 1 : Copies;
    }

    /// <summary>What the request holds of memory.</summary>
    public RequestUsage Usage { get; }

    /// <summary>The most that a body of that many bytes can make a request hold, beside the records themselves.</summary>
    public static long MemoryFor(long bytes) => (Copies + 1) * bytes;

    /// <summary>
    /// Takes the memory for a body of that many bytes, or for the first of them if that is not known, before any is read, and waits for it if
    /// others have it.
    /// </summary>
    /// <exception cref="ProblemException">There is no memory for it.</exception>
    public ValueTask ExpectAsync(long? length, CancellationToken cancellationToken)
    {
        var bytes = length ?? Math.Min(Step, _maxBytes);
        var needed = _copies * bytes;
        var surplus = Math.Min(Math.Min(Surplus * bytes, MostSurplus), Usage.Limit - needed);
        return Usage.ReserveAsync(needed + Math.Max(surplus, 0), cancellationToken);
    }

    /// <summary>Waits until at least <paramref name="bytes"/> are there or the body has ended.</summary>
    /// <exception cref="ProblemException">The body is over the limit, its compression is broken, or there is no memory for it.</exception>
    public async ValueTask<(ReadOnlySequence<byte> Buffer, bool IsEnd)> ReadAtLeastAsync(long bytes, CancellationToken cancellationToken)
    {
        // One byte past the limit is enough to know.
        var enough = Math.Clamp(bytes, 1, _maxBytes - _consumed + 1);
        var length = 0L;
        while (true)
        {
            var result = await ReadAsync((int)Math.Min(enough, length + Step), cancellationToken);
            _buffer = result.Buffer;
            length = _buffer.Length;
            if (Count(_consumed + length) is { } fault)
            {
                _reader.AdvanceTo(_buffer.End);
                throw new ProblemException(fault);
            }

            if (length >= enough || result.IsCompleted)
            {
                return (_buffer, result.IsCompleted);
            }

            _reader.AdvanceTo(_buffer.Start, _buffer.End);
        }
    }

    /// <summary>Gives back what is done with; the rest is there again at the next read.</summary>
    public void AdvanceTo(SequencePosition consumed)
    {
        _consumed += _buffer.Slice(0, consumed).Length;
        _reader.AdvanceTo(consumed, _buffer.End);
    }

    /// <summary>The problem of a body over the limit.</summary>
    public static ProblemException TooLarge(long maxBytes) => new(TooLargeProblem(maxBytes));

    private static Problem TooLargeProblem(long maxBytes) => new(
        ErrorCatalogue.RequestTooLarge,
        $"The body has more than {maxBytes} bytes: send fewer records at a time, or raise Gateway:MaxRequestBytes.");

    private async ValueTask<ReadResult> ReadAsync(int bytes, CancellationToken cancellationToken)
    {
        try
        {
            return await _reader.ReadAtLeastAsync(bytes, cancellationToken);
        }
        catch (InvalidDataException)
        {
            throw new ProblemException(ErrorCatalogue.MalformedRequest, "The body is not what its Content-Encoding says.");
        }
        catch (IOException exception) when (exception.InnerException is OverflowException)
        {
            // So the server tells of a size that no number of its holds.
            throw new ProblemException(ErrorCatalogue.MalformedRequest, "A chunk of the body has a size that cannot be.");
        }
    }

    private Problem? Count(long arrived)
    {
        var more = arrived - _arrived;
        _arrived = arrived;
        Usage.Carry(more);
        return arrived > _maxBytes ? TooLargeProblem(_maxBytes) : Usage.TryHold(_copies * more);
    }
}
