// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Sluice.Core.Errors;
using Sluice.Core.Reading;
using Sluice.Core.Records;
using Sluice.Core.Writing;

namespace Sluice.Core.Telemetry;

/// <summary>One call that is observed: its span, and the metrics at its end. Ended once.</summary>
internal sealed class KafkaCall(KafkaTelemetry telemetry, TimeProvider time, string operation, string? topic, Activity? activity)
{
    public const string Send = "send";
    public const string Receive = "receive";

    /// <summary>A receive that found nothing at once and waited for a record.</summary>
    public const string Poll = "poll";

    private const string Cancelled = "cancelled";
    private readonly long _begun = time.GetTimestamp();

    /// <summary>A call that does not move records is done.</summary>
    public void End() => End(operation, failure: null, error: null);

    public void Fail(Exception exception)
    {
        var failure = (exception as KafkaFailureException)?.Failure.Code;
        End(operation, failure, failure is { } code ? FailureNames.Of(code) : exception is OperationCanceledException ? Cancelled : "internal");
    }

    /// <summary>A write has its results, one a record.</summary>
    public void End(IReadOnlyList<NewRecord> records, ReadOnlySpan<WriteResult> results)
    {
        FailureCode? first = null;
        var bytes = 0L;
        var written = 0;
        Dictionary<FailureCode, int>? failed = null;
        for (var i = 0; i < results.Length; i++)
        {
            if (results[i].Failure is { } failure)
            {
                first ??= failure.Code;
                failed ??= [];
                failed[failure.Code] = failed.GetValueOrDefault(failure.Code) + 1;
            }
            else
            {
                written++;
                bytes += RecordSize.BytesOf(records[i]);
            }
        }

        var instruments = telemetry.Instruments!;
        if (written > 0)
        {
            instruments.SentMessages.Add(written, Tags(Send, failure: null, error: null));
            instruments.RecordBytes.Add(bytes, IoTags("transmit"));
        }

        foreach (var (code, count) in failed ?? [])
        {
            instruments.SentMessages.Add(count, Tags(Send, code, FailureNames.Of(code)));
        }

        instruments.BatchSize.Record(results.Length, BatchTags(Send));
        activity?.SetTag("messaging.batch.message_count", results.Length);
        End(Send, first, first is { } error ? FailureNames.Of(error) : null);
    }

    /// <summary>A read has its records.</summary>
    public void End(ReadResult result, bool hasWaited)
    {
        var records = result.Records;
        var bytes = 0L;
        for (var i = 0; i < records.Count; i++)
        {
            bytes += records[i].Size;
        }

        var name = hasWaited ? Poll : Receive;
        var instruments = telemetry.Instruments!;
        if (records.Count > 0)
        {
            instruments.ConsumedMessages.Add(records.Count, Tags(name, failure: null, error: null));
            instruments.RecordBytes.Add(bytes, IoTags("receive"));
        }

        instruments.BatchSize.Record(records.Count, BatchTags(Receive));
        if (activity is not null)
        {
            activity.SetTag("messaging.batch.message_count", records.Count);
            if (telemetry.Options.LinkTraceContext)
            {
                TraceContext.Link(activity, records);
            }
        }

        End(name, failure: null, error: null);
    }

    private void End(string name, FailureCode? failure, string? error)
    {
        telemetry.Instruments!.Duration.Record(time.GetElapsedTime(_begun).TotalSeconds, Tags(name, failure, error));
        if (activity is null)
        {
            return;
        }

        activity.SetTag("messaging.system", "kafka");
        activity.SetTag("messaging.operation.name", name);
        if (name is Send or Receive or Poll)
        {
            activity.SetTag("messaging.operation.type", name == Send ? Send : Receive);
        }

        if (topic is not null)
        {
            activity.SetTag("messaging.destination.name", topic);
        }

        if (error is not null)
        {
            activity.SetTag("error.type", error);
            activity.SetStatus(ActivityStatusCode.Error);
        }

        activity.Dispose();
    }

    private TagList Tags(string name, FailureCode? failure, string? error)
    {
        var tags = new TagList { { "messaging.system", "kafka" }, { "messaging.operation.name", name } };
        if (error is not null)
        {
            tags.Add("error.type", error);
        }

        AddTopic(ref tags, failure);
        return tags;
    }

    private TagList IoTags(string direction)
    {
        var tags = new TagList { { "network.io.direction", direction } };
        AddTopic(ref tags, failure: null);
        return tags;
    }

    private static TagList BatchTags(string name) => new() { { "messaging.operation.name", name } };

    private void AddTopic(ref TagList tags, FailureCode? failure)
    {
        if (telemetry.Options.TopicTag && topic is not null && KafkaTelemetry.MayNameTopic(failure))
        {
            tags.Add("messaging.destination.name", topic);
        }
    }
}
