// SPDX-License-Identifier: Apache-2.0

using Sluice.LoadBench.Load;
using Sluice.LoadBench.Reporting;
using Sluice.Soak.Gateways;

namespace Sluice.LoadBench.Rows;

/// <summary>Writes while a thousand readers wait, beside writes while none does.</summary>
/// <remarks>On the embedded cluster too: there is no other process whose own work on the same processors shows in the slowest answers.</remarks>
internal static class ParkedWrites
{
    private const int Parked = 1_000;

    public static async Task<Findings> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        var real = await MeasureAsync(bench, await bench.GatewayAsync(cancellationToken), cancellationToken);
        var embedded = await MeasureAsync(bench, await bench.EmbeddedAsync(cancellationToken), cancellationToken);
        return Findings.Of(
            new Figure("nobody waits", real.Alone.Select(turn => turn.Rate).Median(), "/s"),
            new Figure($"{Parked} polls wait", real.Beside.Select(turn => turn.Rate).Median(), "/s"),
            Figure.Milliseconds("p99, nobody waits", real.Alone.Select(turn => turn.P99).Percentile(50)),
            Figure.Milliseconds($"p99, {Parked} polls wait", real.Beside.Select(turn => turn.P99).Percentile(50)),
            new Figure("p99 beside polls, of that without", real.Ratio, "×", 1.2),
            Figure.Milliseconds("embedded: p99, nobody waits", embedded.Alone.Select(turn => turn.P99).Percentile(50)),
            Figure.Milliseconds($"embedded: p99, {Parked} polls wait", embedded.Beside.Select(turn => turn.P99).Percentile(50)),
            new Figure("embedded: p99 beside polls, of that without", embedded.Ratio, "×"));
    }

    private static async Task<(List<LoadFigures> Alone, List<LoadFigures> Beside, double Ratio)> MeasureAsync(
        Bench bench, GatewayProcess gateway, CancellationToken cancellationToken)
    {
        var address = Records.PathOf(gateway, await Bench.CreateTopicAsync(gateway, 1, 1, cancellationToken));
        var figures = await Turns.RunAsync(bench.Length, WriteTwiceAsync, WriteBesidePollsAsync);
        return (figures[0], figures[1], figures[0].Zip(figures[1], (without, with) => with.P99 / without.P99).Median());

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
