// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Results;
using Sluice.Testing.Values;

namespace Sluice.Testing.Cases;

/// <summary>What happens during a case, with its time by the kit's clock. Secrets are masked as they come. Thread-safe.</summary>
internal sealed class CaseTimeline(TimeProvider time, SecretMask secrets)
{
    // A case that sees a million records must not keep them all for its report.
    private const int MostEntries = 5_000;
    private const int LongestValue = 4_000;

    private readonly Lock _lock = new();
    private readonly List<TimelineEntry> _entries = [];
    private readonly long _start = time.GetTimestamp();

    /// <summary>When the case began.</summary>
    public DateTimeOffset Started { get; } = time.GetUtcNow();

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>The time since then.</summary>
    public TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>The events as lines with their time of day.</summary>
    public IReadOnlyList<string> Events
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries.Where(entry => entry.Kind == TimelineKind.Event).Select(entry =>
                    (Started + entry.At).ToString("HH:mm:ss.f ", System.Globalization.CultureInfo.InvariantCulture) + entry.Text)];
            }
        }
    }

    /// <summary>All of it in order of time.</summary>
    public IReadOnlyList<TimelineEntry> Entries
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries.OrderBy(entry => entry.At)];
            }
        }
    }

    /// <summary>Something came or was sent.</summary>
    public void Add(TimelineKind kind, string endpoint, string place, string? key, string? value, bool isMine, string text) => Add(new TimelineEntry
    {
        At = Now, Kind = kind, Endpoint = endpoint, Place = secrets.Hide(place), Key = Hide(key), Value = Hide(value), IsMine = isMine, Text = secrets.Hide(text),
    });

    /// <summary>The kit or the cluster did something.</summary>
    public void AddEvent(string text, string? endpoint = null) =>
        Add(new TimelineEntry { At = Now, Kind = TimelineKind.Event, Endpoint = endpoint, Text = secrets.Hide(text) });

    private void Add(TimelineEntry entry)
    {
        lock (_lock)
        {
            if (_entries.Count < MostEntries)
            {
                _entries.Add(entry);
            }
        }
    }

    private string? Hide(string? text) =>
        text is null ? null : secrets.Hide(text.Length <= LongestValue ? text : string.Concat(text.AsSpan(0, LongestValue), "…"));
}
