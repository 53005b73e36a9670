// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Clusters;

namespace Sluice.EndToEnd.Tests.Clusters;

/// <summary>
/// The real Kafka that the tests of this assembly share, started when the first of them asks for it: the one that
/// <c>SLUICE_TEST_KAFKA</c> names, or three brokers started from <c>KAFKA_HOME</c>. Without either, whoever asks is skipped.
/// </summary>
public sealed class RealKafka : IAsyncDisposable
{
    private const string ServersVariable = "SLUICE_TEST_KAFKA";
    private const string HomeVariable = "KAFKA_HOME";

    private readonly Lazy<Task<KafkaProcess>> _brokers = new(() => KafkaProcess.StartAsync(Options, CancellationToken.None));

    // Topics are created by asking for them, as on a broker with Kafka's own defaults, so that a gateway that does so is found out.
    // Compacted topics are looked at every 0.2 s in place of 15 s. One replica, which halves the work of three brokers on a small machine:
    // what is about replicas asks for three, and brokers are lost on clusters of their own. Records with old timestamps stay, whenever brokers look
    // for what is older than a week; what is about retention says so at its topic.
    private static KafkaProcessOptions Options { get; } = new()
    {
        Brokers = 3,
        AutoCreateTopics = true,
        ServerProperties = new Dictionary<string, string>
        {
            ["log.cleaner.backoff.ms"] = "200",
            ["log.retention.ms"] = "-1",
            ["default.replication.factor"] = "1",
            ["offsets.topic.replication.factor"] = "1",
            ["transaction.state.log.replication.factor"] = "1",
        },
    };

    /// <summary>The bootstrap servers of the shared cluster; skips the test if there is none to be had.</summary>
    public async Task<string> GetBootstrapServersAsync(CancellationToken cancellationToken)
    {
        if (Variable(ServersVariable) is { } servers)
        {
            return servers;
        }

        Assert.SkipWhen(
            Variable(HomeVariable) is null,
            $"Needs a real Kafka: set {ServersVariable} to bootstrap servers, or {HomeVariable} to the folder of an Apache Kafka distribution.");
        return (await _brokers.Value.WaitAsync(cancellationToken)).BootstrapServers;
    }

    /// <summary>Starts brokers for one test alone, which may kill them; skips the test if there is no distribution.</summary>
    public static Task<KafkaProcess> StartOwnAsync(KafkaProcessOptions options, CancellationToken cancellationToken)
    {
        RequireDistribution();
        return KafkaProcess.StartAsync(options, cancellationToken);
    }

    /// <summary>Skips the test if there is no distribution to start brokers from.</summary>
    public static void RequireDistribution() => Assert.SkipWhen(
        Variable(HomeVariable) is null, $"Needs brokers that it may kill: set {HomeVariable} to the folder of an Apache Kafka distribution.");

    public async ValueTask DisposeAsync()
    {
        if (!_brokers.IsValueCreated)
        {
            return;
        }

        // A start that failed has cleaned up and told the tests that asked for it.
        await ((Task)_brokers.Value).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_brokers.Value.IsCompletedSuccessfully)
        {
            await (await _brokers.Value).DisposeAsync();
        }
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
