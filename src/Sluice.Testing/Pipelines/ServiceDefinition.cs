// SPDX-License-Identifier: Apache-2.0

using System.Text.RegularExpressions;
using Sluice.Testing.Files;

namespace Sluice.Testing.Pipelines;

/// <summary>A service: what it reads and writes, and its consumer group.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Position">Where it stands in the file.</param>
/// <param name="In">The endpoints that it reads.</param>
/// <param name="Out">The endpoints that it writes.</param>
/// <param name="Group">Its consumer group; null if it has none that the kit may look at.</param>
/// <param name="Run">The command that starts it; empty if the kit does not.</param>
/// <param name="Environment">Variables that the command gets besides the kit's own environment.</param>
/// <param name="Ready">A regular expression that a line of its output matches once it serves; null if that is not waited for.</param>
internal sealed record ServiceDefinition(
    string Name, FilePosition Position, IReadOnlyList<string> In, IReadOnlyList<string> Out, string? Group,
    IReadOnlyList<string> Run, IReadOnlyDictionary<string, string> Environment, Regex? Ready);
