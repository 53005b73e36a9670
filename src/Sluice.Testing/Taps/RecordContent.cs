// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Sluice.Core.Records;

namespace Sluice.Testing.Taps;

/// <summary>What the bytes of a record's value mean. Read once for all cases, and only if one asks.</summary>
internal sealed record RecordContent(bool IsJson, JsonNode? Json)
{
    public static RecordContent Of(StoredRecord record)
    {
        var isJson = Matching.Json.TryRead(record.Value, out var json);
        return new RecordContent(isJson, json);
    }
}
