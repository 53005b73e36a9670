// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Cli.Producing;

/// <summary>A line of the input.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Bytes">Its bytes without the line's end; null if it was too long and passed over.</param>
internal readonly record struct InputLine(long Number, byte[]? Bytes);
