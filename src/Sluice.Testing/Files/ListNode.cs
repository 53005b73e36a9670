// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;

namespace Sluice.Testing.Files;

/// <summary>A sequence.</summary>
internal sealed record ListNode(FilePosition Position, IReadOnlyList<FileNode> Items) : FileNode(Position)
{
    public override string Kind => "a list";

    public override JsonNode ToJson() => new JsonArray([.. Items.Select(item => item.ToJson())]);
}
