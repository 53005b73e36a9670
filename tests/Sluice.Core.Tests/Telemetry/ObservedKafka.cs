// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Sluice.Core.Telemetry;

namespace Sluice.Core.Tests.Telemetry;

/// <summary>An embedded cluster that is observed: its metrics, and the spans of one trace.</summary>
internal sealed class ObservedKafka : IAsyncDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ConcurrentQueue<Activity> _spans = [];
    private readonly ActivityListener _listener;
    private readonly KafkaTelemetry _telemetry;

    private ObservedKafka(KafkaTelemetryOptions options)
    {
        Trace = new Activity("test").Start();
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == KafkaTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> creation) =>
                creation.TraceId == Trace.TraceId ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
        _telemetry = new KafkaTelemetry(Meters, options);
        Kafka = EmbeddedKafka.Start(_telemetry);
    }

    public EmbeddedKafka Kafka { get; }

    /// <summary>The trace in which all is done.</summary>
    public Activity Trace { get; }

    public IReadOnlyList<Activity> Spans => [.. _spans];

    private IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    public static ObservedKafka Start(KafkaTelemetryOptions? options = null) => new(options ?? new());

    public MetricCollector<T> Collect<T>(string instrument)
        where T : struct => new(Meters, KafkaTelemetry.Name, instrument);

    public async ValueTask DisposeAsync()
    {
        Trace.Dispose();
        await Kafka.DisposeAsync();
        _telemetry.Dispose();
        _listener.Dispose();
        await _services.DisposeAsync();
    }
}
