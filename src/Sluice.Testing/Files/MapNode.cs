// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;

namespace Sluice.Testing.Files;

/// <summary>A mapping; its keys differ.</summary>
internal sealed record MapNode(FilePosition Position, IReadOnlyList<MapEntry> Entries) : FileNode(Position)
{
    public override string Kind => "a mapping";

    public MapEntry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key);

    public override JsonNode ToJson() => new JsonObject(Entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.ToJson())));
}
