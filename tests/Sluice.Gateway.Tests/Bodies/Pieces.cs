// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Sluice.Gateway.Http.Memory;
using Sluice.Gateway.Http.Requests;

namespace Sluice.Gateway.Tests.Bodies;

/// <summary>Bytes that arrive in pieces, as they do from a network.</summary>
internal static class Pieces
{
    public static ReadOnlySequence<byte> Sequence(byte[] bytes, int pieceSize)
    {
        var first = new Segment(Memory<byte>.Empty, null);
        var last = first;
        foreach (var piece in bytes.Chunk(pieceSize))
        {
            last = new Segment(piece, last);
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    public static RequestBody Body(string text, int pieceSize = int.MaxValue, long maxBytes = 1 << 20) =>
        Body(Encoding.UTF8.GetBytes(text), pieceSize, maxBytes);

    /// <summary>A body of which every read gets one piece more.</summary>
    public static RequestBody Body(byte[] bytes, int pieceSize = int.MaxValue, long maxBytes = 1 << 20, RequestUsage? usage = null) =>
        new(
            PipeReader.Create(new PieceStream(bytes, pieceSize), new StreamPipeReaderOptions(bufferSize: 16, minimumReadSize: 1)),
            maxBytes,
            usage ?? new RequestUsage(MemoryBudget.Unbounded()));

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? previous)
        {
            Memory = memory;
            if (previous is not null)
            {
                previous.Next = this;
                RunningIndex = previous.RunningIndex + previous.Memory.Length;
            }
        }
    }

    private sealed class PieceStream(byte[] bytes, int pieceSize) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, pieceSize)]);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Read(buffer.Span));
    }
}
