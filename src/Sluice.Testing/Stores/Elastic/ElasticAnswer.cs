// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;

namespace Sluice.Testing.Stores.Elastic;

/// <summary>Status and body of an answer that is no failure of the store as such.</summary>
internal sealed record ElasticAnswer(int Status, JsonNode? Body)
{
    public bool IsOk => Status is >= 200 and < 300;

    /// <summary>What the server says is wrong.</summary>
    public string Reason => Body?["error"] switch
    {
        JsonObject error => $"{error["type"]}: {error["reason"]}",
        { } text => text.ToString(),
        null => $"HTTP {Status}",
    };
}
