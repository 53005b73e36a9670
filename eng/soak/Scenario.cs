// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Sluice.Soak.Faults;
using Sluice.Soak.Memory;
using Sluice.Soak.Reporting;
using Sluice.Soak.TestKit;

namespace Sluice.Soak;

/// <summary>A scenario by its name on the command line, at full length and shortened for CI.</summary>
internal sealed record Scenario(string Name, Func<CancellationToken, Task<ScenarioReport>> Full, Func<CancellationToken, Task<ScenarioReport>> Short)
{
    /// <summary>All scenarios, in the order in which they are run.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new(
            "brokers-absent",
            token => BrokersAbsentAtStart.RunAsync(brokers: 3, token),
            token => BrokersAbsentAtStart.RunAsync(brokers: 1, token)),
        new(
            "broker-killed",
            token => BrokerKilledDuringWrites.RunAsync(records: 200_000, kills: 6, token),
            token => BrokerKilledDuringWrites.RunAsync(records: 20_000, kills: 1, token)),
        new(
            "brokers-lost",
            token => AllBrokersLost.RunAsync(brokers: 3, outage: TimeSpan.FromSeconds(60), token),
            token => AllBrokersLost.RunAsync(brokers: 1, outage: TimeSpan.FromSeconds(5), token)),
        new(
            "embedded-brokers-lost",
            token => EmbeddedBrokersLost.RunAsync(outage: TimeSpan.FromSeconds(60), token),
            token => EmbeddedBrokersLost.RunAsync(outage: TimeSpan.FromSeconds(5), token)),
        new(
            "group-rebalances",
            token => GroupRebalances.RunAsync(rounds: 20, Seed, token),
            token => GroupRebalances.RunAsync(rounds: 2, Seed, token)),
        new(
            "hang-ups",
            token => ClientHangUps.RunAsync(clients: 10_000, token),
            token => ClientHangUps.RunAsync(clients: 1_000, token)),
        new(
            "stop-under-load",
            token => StopUnderLoad.RunAsync(brokers: 3, clients: 64, stops: 4, token),
            token => StopUnderLoad.RunAsync(brokers: 1, clients: 32, stops: 2, token)),
        new(
            "embedded-stop-under-load",
            token => StopUnderLoad.RunEmbeddedAsync(clients: 64, token),
            token => StopUnderLoad.RunEmbeddedAsync(clients: 32, token)),
        new(
            "faults-under-load",
            token => FaultsUnderLoad.RunAsync(
                clients: 64, warmUp: Seconds(30), length: Seconds(180), outage: Seconds(5), rotation: Seconds(20), token),
            token => FaultsUnderLoad.RunAsync(
                clients: 32, warmUp: Seconds(5), length: Seconds(5), outage: Seconds(2), rotation: Seconds(4), token)),
        new(
            "parked-polls",
            token => ParkedPolls.RunAsync(polls: 1_000, rounds: 30, wait: TimeSpan.FromSeconds(10), token),
            token => ParkedPolls.RunAsync(polls: 1_000, rounds: 2, wait: TimeSpan.FromSeconds(2), token)),
        new(
            "sequential-reads",
            token => SequentialReads.RunAsync(warmUp: TimeSpan.FromSeconds(60), length: TimeSpan.FromMinutes(10), token),
            token => SequentialReads.RunAsync(warmUp: TimeSpan.FromSeconds(5), length: TimeSpan.FromSeconds(5), token)),
        new(
            "sizing",
            token => Sizing.RunAsync(clients: 1_000, requests: 10_000, token),
            token => Sizing.RunAsync(clients: 100, requests: 200, token)),
        new(
            "test-kit-rounds",
            token => SampleRounds.RunAsync(rounds: 50, token),
            token => SampleRounds.RunAsync(rounds: 1, token)),
        new(
            "test-kit-cases",
            token => ManyCases.RunAsync(cases: 1_000, rounds: 5, token),
            token => ManyCases.RunAsync(cases: 120, rounds: 1, token)),
        new(
            "test-kit-tap",
            token => BusyTopic.RunAsync(cases: 5_000, othersPerSecond: 100_000, leastOthers: 95_000, token),
            token => BusyTopic.RunAsync(cases: 250, othersPerSecond: 60_000, leastOthers: 50_000, token)),
    ];

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    // A run can be had again by the seed that it noted.
    private static int Seed =>
        int.TryParse(Environment.GetEnvironmentVariable("SOAK_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : Random.Shared.Next();
}
