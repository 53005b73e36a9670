// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Security.Groups;

/// <summary>Who may come in, section <c>Security:Groups</c>.</summary>
internal sealed class GroupOptions
{
    public const string SectionName = "Security:Groups";

    /// <summary>Object ids of groups; who belongs to one of them may come in.</summary>
    /// <value>Default none: whoever has a token may come in, and the topic rules decide.</value>
    public IList<string> Allowed { get; set; } = [];
}
