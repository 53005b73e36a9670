// SPDX-License-Identifier: Apache-2.0

using Sluice.Gateway.Http.Problems;

namespace Sluice.Gateway.Http.OpenApi;

/// <summary>Errors that an operation may answer.</summary>
internal sealed record FailureMetadata(IReadOnlyList<ErrorCode> Codes);
