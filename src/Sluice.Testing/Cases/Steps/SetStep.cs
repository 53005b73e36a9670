// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Sluice.Testing.Files;

namespace Sluice.Testing.Cases.Steps;

/// <summary>Keeps values for later steps.</summary>
/// <param name="Node">The step as it stands in the file.</param>
/// <param name="Values">The values by name, in order: a later one may use those before it.</param>
internal sealed record SetStep(MapNode Node, IReadOnlyList<KeyValuePair<string, JsonNode?>> Values)
    : Step(Node, "set", string.Join(", ", Values.Select(value => value.Key)));
