// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Serialization;

namespace Sluice.Gateway.Security.Groups.Graph;

/// <summary>Asks which of these groups an object belongs to.</summary>
internal sealed record CheckMemberGroupsRequest([property: JsonPropertyName("groupIds")] IReadOnlyList<string> GroupIds);
