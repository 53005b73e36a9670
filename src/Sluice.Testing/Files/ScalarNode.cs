// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sluice.Testing.Files;

/// <summary>A single value, with the text that stands in the file.</summary>
internal sealed record ScalarNode(FilePosition Position, string Text, JsonNode? Value) : FileNode(Position)
{
    public override string Kind => Value?.GetValueKind() switch
    {
        null => "nothing",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        _ => "true or false",
    };

    public override JsonNode? ToJson() => Value?.DeepClone();
}
