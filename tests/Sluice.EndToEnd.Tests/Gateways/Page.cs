// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;

namespace Sluice.EndToEnd.Tests.Gateways;

/// <summary>One answer to a read.</summary>
public sealed record Page(JsonElement Body, long NextOffset, TimeSpan Elapsed)
{
    public IReadOnlyList<JsonElement> Records => [.. Body.GetProperty("records").EnumerateArray()];

    public IReadOnlyList<long> Offsets => [.. Records.Select(record => record.GetProperty("offset").GetInt64())];

    public IReadOnlyList<string?> Values => [.. Records.Select(record => record.GetProperty("value").GetString())];
}
