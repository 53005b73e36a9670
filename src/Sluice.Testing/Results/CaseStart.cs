// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Results;

/// <summary>A case that begins.</summary>
/// <param name="Id">The case's own id; no other case of the run has it.</param>
/// <param name="Title">Its name with row and lane.</param>
/// <param name="File">Its file as it was named; null for a case in code.</param>
/// <param name="Started">When it began.</param>
public sealed record CaseStart(string Id, string Title, string? File, DateTimeOffset Started);
