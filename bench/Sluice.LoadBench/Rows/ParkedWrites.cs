// SPDX-License-Identifier: Apache-2.0

using Sluice.LoadBench.Load;
using Sluice.LoadBench.Reporting;

namespace Sluice.LoadBench.Rows;

/// <summary>Writes while a thousand readers wait, beside writes while none does.</summary>
internal static class ParkedWrites
{
    private const int Parked = 1_000;

    public static async Task<Findings> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        var gateway = await bench.GatewayAsync(cancellationToken);
        var address = Records.PathOf(gateway, await Bench.CreateTopicAsync(gateway, 1, 1, cancellationToken));
        var figures = await Turns.RunAsync(bench.Length, WriteTwiceAsync, WriteBesidePollsAsync);
        var (alone, beside) = (figures[0], figures[1]);
        return Findings.Of(
            new Figure("nobody waits", alone.Select(turn => turn.Rate).Median(), "/s"),
            new Figure($"{Parked} polls wait", beside.Select(turn => turn.Rate).Median(), "/s"),
            Figure.Milliseconds("p99, nobody waits", alone.Select(turn => turn.P99).Percentile(50)),
            Figure.Milliseconds($"p99, {Parked} polls wait", beside.Select(turn => turn.P99).Percentile(50)),
            new Figure("p99 beside polls, of that without", alone.Zip(beside, (without, with) => with.P99 / without.P99).Median(), "×", 1.2));

        Task<LoadFigures> WriteAsync() => Wrk.PostAsync(address, Records.Body(1), Writes.Connections, bench.Length.Load, cancellationToken);

        // The first time is not counted: the garbage collector then moves what the polls brought with them, which is their coming and not their waiting.
        async Task<LoadFigures> WriteTwiceAsync()
        {
            await WriteAsync();
            return await WriteAsync();
        }

        async Task<LoadFigures> WriteBesidePollsAsync()
        {
            await using var polls = await ParkedPolls.StartAsync(gateway, Parked, cancellationToken);
            return await WriteTwiceAsync();
        }
    }
}
