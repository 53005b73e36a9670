// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Records;

/// <summary>A record header: a key, which may repeat, and a value of any bytes or null.</summary>
/// <param name="Key">The header's key; may be empty, never null.</param>
/// <param name="Value">The header's value; null is not the same as empty.</param>
public readonly record struct RecordHeader(string Key, byte[]? Value);
