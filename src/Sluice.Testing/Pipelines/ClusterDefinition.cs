// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Sluice.Testing.Files;

namespace Sluice.Testing.Pipelines;

/// <summary>How to reach a Kafka cluster.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Position">Where it stands.</param>
/// <param name="Bootstrap">The bootstrap servers.</param>
/// <param name="PropertiesFile">A Java client's file of properties.</param>
/// <param name="Settings">librdkafka's properties.</param>
/// <param name="Security">The section <c>security</c> as it stands.</param>
internal sealed record ClusterDefinition(
    string Name, FilePosition Position, string? Bootstrap, string? PropertiesFile, IReadOnlyDictionary<string, string> Settings, JsonObject? Security);
