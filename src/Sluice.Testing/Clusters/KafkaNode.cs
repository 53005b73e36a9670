// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Confluent.Kafka;

namespace Sluice.Testing.Clusters;

/// <summary>One broker: its files, and its process while it has one.</summary>
internal sealed class KafkaNode(KafkaNodeFiles files, JavaRuntime java, KafkaProcessOptions options)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);
    private readonly LogTail _log = new();
    private ChildProcess? _process;

    public string Address => files.Address;

    public string PlainAddress => files.PlainAddress;

    public string LogTail => _log.ToString();

    public void Start() => _process = java.Start(_log, options.HeapMegabytes, options.JavaOptions, files.Folder, "kafka.Kafka", files.PropertiesFile);

    /// <summary>Waits until this broker answers and knows that many brokers, itself among them.</summary>
    public async Task WaitUntilReadyAsync(int expectedBrokers, CancellationToken cancellationToken)
    {
        var config = new AdminClientConfig { BootstrapServers = PlainAddress, ReconnectBackoffMs = 50, ReconnectBackoffMaxMs = 100 };
        using var client = new AdminClientBuilder(config).SetLogHandler((_, _) => { }).Build();
        var clock = Stopwatch.StartNew();
        while (!await Task.Run(() => Knows(client, expectedBrokers), cancellationToken).ConfigureAwait(false))
        {
            if (_process is not { HasExited: false })
            {
                throw Failed("ended while it started");
            }

            if (clock.Elapsed > options.StartTimeout)
            {
                throw Failed($"did not start in {options.StartTimeout.TotalSeconds:0} s");
            }

            await Task.Delay(PollInterval, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Signal(UnixSignal signal)
    {
        if (_process is not { HasExited: false } process)
        {
            throw new InvalidOperationException($"Broker {files.Id} is not running.");
        }

        process.Signal(signal);
    }

    /// <summary>Stops the broker in an orderly way, and kills it if that takes too long.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_process is { HasExited: false } process && !OperatingSystem.IsWindows())
        {
            process.Signal(UnixSignal.Terminate);
            process.Signal(UnixSignal.Continue);
            var stopped = process.WaitForExitAsync(cancellationToken).WaitAsync(options.StopTimeout, cancellationToken);
            await stopped.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }

        Kill();
    }

    /// <summary>Ends the broker at once, if it is running.</summary>
    public void Kill()
    {
        _process?.Kill();
        _process = null;
    }

    private KafkaProcessException Failed(string what) =>
        new($"Broker {files.Id} {what}. The end of its log:{Environment.NewLine}{LogTail}");

    private bool Knows(IAdminClient client, int brokers)
    {
        try
        {
            var known = client.GetMetadata(TimeSpan.FromMilliseconds(500)).Brokers;
            return known.Count >= brokers && known.Any(broker => broker.BrokerId == files.Id);
        }
        catch (KafkaException)
        {
            return false;
        }
    }
}
