// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Groups;

/// <summary>A record that waits for the reader.</summary>
/// <param name="Record">The record.</param>
/// <param name="Assignment">The assignment of its partition that brought it.</param>
internal sealed record FetchedRecord(GroupRecord Record, int Assignment);
