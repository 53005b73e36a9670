// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json.Nodes;
using Sluice.Core.Records;

namespace Sluice.Testing.Taps;

/// <summary>What a record's bytes mean. Read once for all cases.</summary>
internal sealed record RecordContent(bool IsJson, JsonNode? Json, IReadOnlyList<KeyValuePair<string, string?>> Headers)
{
    public static RecordContent Of(StoredRecord record)
    {
        var isJson = Matching.Json.TryRead(record.Value, out var json);
        return new RecordContent(
            isJson, json,
            [.. record.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value is { } value ? Encoding.UTF8.GetString(value) : null))]);
    }
}
