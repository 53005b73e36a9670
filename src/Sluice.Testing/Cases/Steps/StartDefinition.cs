// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Cases.Steps;

/// <summary>Where an expectation begins to read, in place of the case's bookmark.</summary>
/// <param name="Kind"><c>begin</c>, <c>end</c>, <c>offset</c> or <c>time</c>.</param>
/// <param name="Offsets">With <c>offset</c>: by partition.</param>
/// <param name="Time">With <c>time</c>.</param>
internal sealed record StartDefinition(string Kind, IReadOnlyDictionary<int, long>? Offsets = null, DateTimeOffset? Time = null);
