// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json.Nodes;
using Sluice.Core.Groups;
using Sluice.Core.Records;
using Sluice.Testing.Matching;

namespace Sluice.Testing.Taps;

/// <summary>A record as a tap saw it. Its identity is topic, partition and offset. Immutable; thread-safe.</summary>
/// <remarks>A tap on a busy topic keeps very many, of which most are nobody's: what only some ask for is made when they do.</remarks>
public sealed class TapRecord
{
    private readonly StoredRecord _record;
    private readonly GroupRecord? _original;
    private string? _key;
    private RecordContent? _content;
    private Candidate? _head;
    private Candidate? _bare;

    internal TapRecord(string topic, StoredRecord record, DateTimeOffset arrivedAt, GroupRecord? original = null)
    {
        (Topic, _record, ArrivedAt, _original) = (topic, record, arrivedAt, original);
    }

    /// <summary>The topic.</summary>
    public string Topic { get; }

    /// <summary>The partition's number, from 0.</summary>
    public int Partition => _record.Partition;

    /// <summary>The offset in its partition.</summary>
    public long Offset => _record.Offset;

    /// <summary>Milliseconds since the Unix epoch, as producer or broker set it; −1 if there is none.</summary>
    public long Timestamp => _record.Timestamp;

    /// <summary>When it came, by the kit's clock.</summary>
    public DateTimeOffset ArrivedAt { get; }

    /// <summary>The key as UTF-8 text; null if there is none.</summary>
    public string? Key => _record.Key is { } key ? _key ??= Encoding.UTF8.GetString(key) : null;

    /// <summary>The key's bytes; null if there is none.</summary>
    public ReadOnlyMemory<byte>? KeyBytes => _record.Key is { } key ? key : (ReadOnlyMemory<byte>?)null;

    /// <summary>The value's bytes; null for a tombstone.</summary>
    public ReadOnlyMemory<byte>? ValueBytes => _record.Value is { } value ? value : (ReadOnlyMemory<byte>?)null;

    /// <summary>Whether it has no value.</summary>
    public bool IsTombstone => _record.Value is null;

    /// <summary>The value if it is JSON; else null. The same tree for all who ask: it must not be changed.</summary>
    public JsonNode? Json => Content.Json;

    /// <summary>The headers in their order; a name may come again.</summary>
    public IReadOnlyList<RecordHeader> Headers => _record.Headers;

    /// <summary>The record as patterns are held against it, without a place.</summary>
    internal Candidate Bare => _bare ??= Head with
    {
        Value = Content.Json,
        Bytes = Content.IsJson ? (ReadOnlyMemory<byte>?)null : ValueBytes,
    };

    /// <summary>The record as patterns are held against it, at an endpoint of that name.</summary>
    internal Candidate At(string endpoint) => Bare with
    {
        Place = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{endpoint}-{Partition}@{Offset}"),
    };

    /// <summary>What stands at a place of the record as text; null if nothing does.</summary>
    internal string? Read(Selector selector) => selector.IsKey ? Key : selector.ReadText(selector.ReadsValue ? Bare : Head);

    /// <summary>The record as the member of a group got it.</summary>
    internal GroupRecord Original => _original ?? new GroupRecord(Topic, _record);

    /// <summary>Bytes of memory that it takes.</summary>
    internal long Footprint => _record.Size + 512;

    // One tree, also for two who ask at the same moment.
    private RecordContent Content => _content ?? Interlocked.CompareExchange(ref _content, RecordContent.Of(_record), null) ?? _content;

    // All but the value, which takes the longest to read.
    private Candidate Head => _head ??= new Candidate
    {
        Place = "",
        IsTombstone = IsTombstone,
        Key = Key,
        Headers = [.. Headers.Select(header => KeyValuePair.Create(header.Key, header.Value is { } value ? Encoding.UTF8.GetString(value) : null))],
        Partition = Partition,
        Offset = Offset,
    };
}
