// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;

namespace Sluice.Testing.Cases.Steps;

/// <summary>What a group commits.</summary>
/// <param name="Kind"><c>never</c>, <c>auto</c>, <c>on-pass</c> or <c>when</c>.</param>
/// <param name="When">With <c>when</c>: the pattern of the records up to which is committed.</param>
internal sealed record CommitDefinition(string Kind, JsonNode? When = null);
