// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Text;
using Sluice.Core.Records;

namespace Sluice.Core.Telemetry;

/// <summary>A trace's context in the headers of records (W3C Trace Context, as its HTTP headers).</summary>
internal static class TraceContext
{
    private const string Parent = "traceparent";
    private const string State = "tracestate";

    // OpenTelemetry's own default bound of links a span.
    private const int MaxLinks = 128;

    // The format has 55 characters; what is longer belongs to a version that is not known yet.
    private const int MaxParentBytes = 256;
    private const int MaxStateBytes = 512;

    /// <summary>The records, those without a context of their own with the one of this moment.</summary>
    public static IReadOnlyList<NewRecord> Write(IReadOnlyList<NewRecord> records)
    {
        if (Activity.Current is not { IdFormat: ActivityIdFormat.W3C, Id: { } id } current)
        {
            return records;
        }

        List<RecordHeader> context = [new(Parent, Encoding.ASCII.GetBytes(id))];
        if (!string.IsNullOrEmpty(current.TraceStateString))
        {
            context.Add(new(State, Encoding.ASCII.GetBytes(current.TraceStateString)));
        }

        var written = new NewRecord[records.Count];
        for (var i = 0; i < written.Length; i++)
        {
            var headers = records[i].Headers ?? [];
            written[i] = headers.Any(header => header.Key == Parent) ? records[i] : records[i] with { Headers = [.. headers, .. context] };
        }

        return written;
    }

    /// <summary>Links the span to the traces in which the records were written.</summary>
    public static void Link(Activity activity, IReadOnlyList<StoredRecord> records)
    {
        var links = new HashSet<ActivityContext>();
        for (var i = 0; i < records.Count && links.Count < MaxLinks; i++)
        {
            if (ActivityContext.TryParse(
                    Find(records[i], Parent, MaxParentBytes), Find(records[i], State, MaxStateBytes), isRemote: true, out var context)
                && links.Add(context))
            {
                activity.AddLink(new ActivityLink(context));
            }
        }
    }

    private static string? Find(StoredRecord record, string key, int maxBytes)
    {
        foreach (var header in record.Headers)
        {
            if (header.Key == key && header.Value is { } value && value.Length <= maxBytes)
            {
                return Encoding.ASCII.GetString(value);
            }
        }

        return null;
    }
}
