// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Records;
using Sluice.Gateway.Features.Producer;
using Sluice.Gateway.Http.Memory;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Tests.Bodies;

namespace Sluice.Gateway.Tests.Features.Producer;

/// <summary>How much work a body can cause, however it is made. The work of the process is measured, so that nothing runs beside it.</summary>
[Collection(typeof(Alone))]
public sealed class ProduceRequestWorkTests
{
    [Theory]
    [InlineData("{\"records\":[{\"value\":1,\"headers\":[", "1,", 4_000_000, 100)]
    [InlineData("{\"records\":[{\"value\":1,\"headers\":[", "{\"key\":0,\"value\":0},", 300_000, 100)]
    [InlineData("{\"records\":[{\"value\":1,\"headers\":[{", "\"a#\":1,", 200_000, 100)]
    [InlineData("{\"records\":[{\"value\":1,", "\"a#\":1,", 200_000, 100)]
    [InlineData("{\"records\":[{\"value\":1,", "\"value\":1,", 200_000, 1)]
    [InlineData("{", "\"a#\":1,", 200_000, 100)]
    public async Task Work_ShouldEndAtTheLimitOfFaults_InsideARecordToo(string start, string fault, int count, int places)
    {
        var body = Repeats.Bytes(start, fault, count);
        foreach (var pieceSize in (int[])[64, int.MaxValue])
        {
            var allocated = 0L;
            var problem = await Answers.ShouldFailAsync(() => CountAsync(body, pieceSize, out allocated), ErrorCatalogue.InvalidRequest);

            allocated.ShouldBeLessThan(4 << 20);
            problem.Detail.ShouldContain("100 faults or more");
            problem.Errors.Count.ShouldBe(places);
        }
    }

    [Fact]
    public async Task Work_ShouldBeBounded_WhenThereAreVeryManyHeaders()
    {
        var body = Repeats.Bytes("{\"records\":[{\"headers\":[", "{\"key\":\"\",\"value\":null},", 300_000, "0],\"value\":1}]}");

        var allocated = 0L;
        var problem = await Answers.ShouldFailAsync(() => CountAsync(body, 4096, out allocated), ErrorCatalogue.InvalidRequest);

        allocated.ShouldBeLessThan(100 << 20);
        problem.Errors.Single().Key.ShouldBe("/records/0/headers/300000");
    }

    [Fact]
    public async Task Work_ShouldGrowWithTheBody_NotWithItsSquare_WhenALargeValueArrivesInSmallPieces()
    {
        await ReadAsync(Large(100_000), 64, maxBytes: 1 << 24);
        var small = await MeasureAsync(Large(500_000));
        var large = await MeasureAsync(Large(4_000_000));

        // Eight times the bytes: linear work takes eight times as long, quadratic sixty-four times.
        large.ShouldBeLessThan(32 * small + TimeSpan.FromMilliseconds(100));

        static string Large(int length) => $$"""{"records":[{"value":"{{new string('x', length)}}"}]}""";

        static async Task<TimeSpan> MeasureAsync(string body)
        {
            var best = TimeSpan.MaxValue;
            for (var run = 0; run < 3; run++)
            {
                var start = Environment.CpuUsage.TotalTime;
                await ReadAsync(body, 64, maxBytes: 1 << 24);
                var elapsed = Environment.CpuUsage.TotalTime - start;
                best = elapsed < best ? elapsed : best;
            }

            return best;
        }
    }

    // Counted before anything is awaited: what comes after may run on another thread, with another count.
    private static Task<PooledList<NewRecord>> CountAsync(byte[] body, int pieceSize, out long allocated)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var reading = ProduceRequestReader.ReadAsync(
            Pieces.Body(body, pieceSize, 1 << 24), isBinary: false, TestContext.Current.CancellationToken);
        allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return reading;
    }

    private static async Task<IReadOnlyList<NewRecord>> ReadAsync(
        string body, int pieceSize = int.MaxValue, bool isBinary = false, long maxBytes = 1 << 20) =>
        await ProduceRequestReader.ReadAsync(Pieces.Body(body, pieceSize, maxBytes), isBinary, TestContext.Current.CancellationToken);
}
