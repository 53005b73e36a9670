// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Records;

namespace Sluice.Core.Groups;

/// <summary>A record as a member of a group gets it. Immutable; its identity is topic, partition and offset.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Record">The record with its partition and offset.</param>
public sealed record GroupRecord(string Topic, StoredRecord Record);
