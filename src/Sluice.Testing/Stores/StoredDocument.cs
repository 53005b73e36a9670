// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;

namespace Sluice.Testing.Stores;

/// <summary>A document as it lay in its store.</summary>
/// <param name="Id">The store's own id of it, as text.</param>
/// <param name="Document">The content.</param>
/// <param name="Version">What changes with each write, where the store has such a thing.</param>
internal sealed record StoredDocument(string Id, JsonNode Document, string? Version);
