// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Serialization;

namespace Sluice.Gateway.Features.Health;

internal sealed record HealthAnswer([property: JsonPropertyName("status")] string Status);
