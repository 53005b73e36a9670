// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Records;

namespace Sluice.Cli.Producing;

/// <summary>What a line means: a record, a fault, or (the default) nothing.</summary>
/// <param name="Record">The record.</param>
/// <param name="Fault">Why the line is no record.</param>
internal readonly record struct ParsedLine(NewRecord? Record, string? Fault = null);
