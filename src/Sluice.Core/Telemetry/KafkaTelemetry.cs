// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Sluice.Core.Errors;

namespace Sluice.Core.Telemetry;

/// <summary>
/// Spans and metrics of a cluster, by OpenTelemetry's semantic conventions for messaging. While nobody listens they cost next to nothing.
/// Dispose it after the cluster. Thread-safe.
/// </summary>
public sealed class KafkaTelemetry : IDisposable
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "Sluice.Kafka";

    private readonly ActivitySource? _source;
    private readonly TimeProvider _time;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Makes and owns the meter.</param>
    /// <param name="options">What is told.</param>
    /// <param name="time">The clock.</param>
    public KafkaTelemetry(IMeterFactory meters, KafkaTelemetryOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(meters);
        Options = options ?? new();
        Instruments = new KafkaInstruments(meters.Create(Name));
        _source = new ActivitySource(Name);
        _time = time ?? TimeProvider.System;
    }

    private KafkaTelemetry()
    {
        Options = new();
        _time = TimeProvider.System;
    }

    /// <summary>Tells nothing.</summary>
    internal static KafkaTelemetry Off { get; } = new();

    internal KafkaTelemetryOptions Options { get; }

    internal KafkaInstruments? Instruments { get; }

    /// <summary>Whether anybody listens to what calls tell.</summary>
    internal bool IsOn => _source is not null && (_source.HasListeners() || Instruments!.IsOn);

    /// <inheritdoc />
    public void Dispose() => _source?.Dispose();

    /// <summary>Where the statistics of the native clients go; null if they shall give none.</summary>
    internal StatisticsBook? CreateStatistics(ILogger logger) => Instruments is not null && Options.StatisticsInterval > TimeSpan.Zero
        ? new StatisticsBook(Instruments, Options.StatisticsInterval, logger, _time)
        : null;

    /// <summary>
    /// Begins to observe a call; null while nobody listens. To be called in an async method: the span is the current one until that returns.
    /// </summary>
    internal KafkaCall? Begin(string operation, string? topic)
    {
        if (!IsOn)
        {
            return null;
        }

        var activity = _source!.StartActivity(
            topic is null ? operation : $"{operation} {topic}",
            operation == KafkaCall.Send && Options.WriteTraceContext ? ActivityKind.Producer : ActivityKind.Client);
        return new KafkaCall(this, _time, operation, topic, activity);
    }

    /// <summary>Makes a call and tells of it.</summary>
    internal Task<T> RunAsync<T>(string operation, string? topic, Func<Task<T>> call) =>
        IsOn ? ObserveAsync(operation, topic, call) : call();

    private async Task<T> ObserveAsync<T>(string operation, string? topic, Func<Task<T>> call)
    {
        var observed = Begin(operation, topic);
        try
        {
            var answer = await call().ConfigureAwait(false);
            observed?.End();
            return answer;
        }
        catch (Exception e)
        {
            observed?.Fail(e);
            throw;
        }
    }

    /// <summary>Whether a topic that such a call was about is sure to exist: other names are the callers' own and without bound.</summary>
    internal static bool MayNameTopic(FailureCode? failure) => failure is not (FailureCode.TopicNotFound or FailureCode.InvalidTopic);
}
