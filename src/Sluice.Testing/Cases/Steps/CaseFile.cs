// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;

namespace Sluice.Testing.Cases.Steps;

/// <summary>What a case file says.</summary>
/// <param name="File">The file as it was named.</param>
/// <param name="Name">The case's name.</param>
/// <param name="Rows">One case for each; null for one case without a row.</param>
/// <param name="Lanes">The topic with a case for each partition; null for none.</param>
/// <param name="Timeout">How long the whole case may take.</param>
/// <param name="Tags">Words to pick cases by.</param>
/// <param name="Steps">The steps in their order.</param>
internal sealed record CaseFile(
    string File, string Name, IReadOnlyList<JsonObject>? Rows, string? Lanes, TimeSpan Timeout, IReadOnlyList<string> Tags, IReadOnlyList<Step> Steps)
{
    /// <summary>The folder that paths in the file begin at.</summary>
    public string Folder => Path.GetDirectoryName(Path.GetFullPath(File)) ?? ".";

    /// <summary>Whether it disturbs others, so that it must run alone.</summary>
    public bool Disturbs => Steps.Any(step => step is FaultStep);
}
