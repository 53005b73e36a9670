// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Confluent.Kafka;
using Sluice.Core.Errors;
using Sluice.Core.Native;
using Sluice.Core.Telemetry;

namespace Sluice.Core.Connections;

/// <summary>
/// Makes the clients of one cluster: all with its settings, and all reporting to its <see cref="Errors"/>.
/// Who asks for a client owns it. Thread-safe.
/// </summary>
internal sealed class KafkaClientFactory(KafkaConnection connection, ClientErrors errors, StatisticsBook? statistics = null)
{
    private const string StatisticsInterval = "statistics.interval.ms";
    private static readonly Dictionary<string, string> None = [];

    /// <summary>Where every client made here reports its troubles.</summary>
    public ClientErrors Errors { get; } = errors;

    /// <summary>A client for metadata, offsets and administration.</summary>
    public IAdminClient CreateAdmin() =>
        Build(() =>
        {
            var builder = new AdminClientBuilder(connection.CreateConfig(None, WithStatistics(None)))
                .SetErrorHandler((_, error) => Errors.OnError(error))
                .SetLogHandler((_, message) => Errors.OnLog(message));
            if (statistics?.Add() is { } client)
            {
                builder.SetStatisticsHandler((_, report) => client.OnReport(report));
            }

            return builder.Build();
        });

    /// <summary>A producer; its settings are those of <see cref="KafkaConnection.CreateConfig"/>.</summary>
    /// <param name="defaults">What the user's properties may change.</param>
    /// <param name="required">What they may not.</param>
    /// <param name="onError">Told of every error, on a thread of the producer.</param>
    public BatchProducer CreateProducer(
        IReadOnlyDictionary<string, string> defaults, IReadOnlyDictionary<string, string> required, Action<Error> onError) =>
        Build(() =>
        {
            var settings = BatchProducer.Settings.Concat(required).ToDictionary();
            var config = connection.CreateConfig(defaults, WithStatistics(settings));
            var producer = new ProducerBuilder<Null, byte[]?>(config)
                .SetLogHandler((_, message) => Errors.OnLog(message))
                .Build();
            var told = new ClientEvents(
                error =>
                {
                    Errors.OnError(error);
                    onError(error);
                },
                statistics?.Add() is { } client ? client.OnReport : null,
                Errors.OnFault);
            return new BatchProducer(producer, told, config.Get("enable.sasl.oauthbearer.unsecure.jwt") == "true");
        });

    /// <summary>A consumer of bytes; its settings are those of <see cref="KafkaConnection.CreateConfig"/>.</summary>
    /// <param name="defaults">What the user's properties may change.</param>
    /// <param name="required">What they may not.</param>
    /// <param name="addHandlers">Adds the handlers of rebalances.</param>
    public IConsumer<byte[], byte[]> CreateConsumer(
        IReadOnlyDictionary<string, string> defaults,
        IReadOnlyDictionary<string, string> required,
        Action<ConsumerBuilder<byte[], byte[]>>? addHandlers = null) =>
        Build(() =>
        {
            var builder = new ConsumerBuilder<byte[], byte[]>(connection.CreateConfig(defaults, required))
                .SetErrorHandler((_, error) => Errors.OnError(error))
                .SetLogHandler((_, message) => Errors.OnLog(message));
            addHandlers?.Invoke(builder);
            return builder.Build();
        });

    // Consumers are left out: an idle one would keep its reports until it is read from again, on the thread of that read.
    private IReadOnlyDictionary<string, string> WithStatistics(IReadOnlyDictionary<string, string> required) => statistics is null
        ? required
        : new Dictionary<string, string>(required)
        {
            [StatisticsInterval] = ((long)statistics.Interval.TotalMilliseconds).ToString(CultureInfo.InvariantCulture),
        };

    // Some faults show only when the settings meet, for example a certificate file that is not there.
    private static T Build<T>(Func<T> build)
    {
        try
        {
            return build();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw new KafkaFailureException(FailureCode.InvalidConfiguration, "Kafka:Properties: " + e.Message, e);
        }
    }
}
