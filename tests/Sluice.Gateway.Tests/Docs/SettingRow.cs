// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Tests.Docs;

/// <summary>One setting.</summary>
internal sealed record SettingRow(string Name, string Type, string Default, string Meaning, string Values)
{
    /// <summary>The setting as an environment variable.</summary>
    public string Variable => Name.Replace(":", "__", StringComparison.Ordinal);

    public string Text => $"| `{Name}` | `{Variable}` | {Type} | {Default} | {Meaning} {Values} |";
}
