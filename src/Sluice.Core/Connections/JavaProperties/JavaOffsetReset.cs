// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Connections.JavaProperties;

/// <summary>Where a group begins that has no committed offset (<c>auto.offset.reset</c>). Immutable.</summary>
/// <param name="Kind">Which place.</param>
/// <param name="Age">With <see cref="JavaOffsetResetKind.ByDuration"/>: how old the first record may be (KIP-1106).</param>
public sealed record JavaOffsetReset(JavaOffsetResetKind Kind, TimeSpan? Age = null);
