// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Serialization;

namespace Sluice.Gateway.Features.Errors;

internal sealed record ErrorsAnswer([property: JsonPropertyName("errors")] IReadOnlyList<ErrorAnswer> Errors);

internal sealed record ErrorAnswer(
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("status")] int Status,
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("when")] string When,
    [property: JsonPropertyName("retryable")] bool Retryable);
