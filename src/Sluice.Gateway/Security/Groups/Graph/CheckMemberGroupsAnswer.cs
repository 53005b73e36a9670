// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Serialization;

namespace Sluice.Gateway.Security.Groups.Graph;

/// <summary>The groups that it belongs to.</summary>
internal sealed record CheckMemberGroupsAnswer([property: JsonPropertyName("value"), JsonRequired] IReadOnlyList<string> Value);
