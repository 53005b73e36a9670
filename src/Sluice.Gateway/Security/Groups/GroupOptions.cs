// SPDX-License-Identifier: Apache-2.0

using Sluice.Gateway.Security.Groups.Graph;

namespace Sluice.Gateway.Security.Groups;

/// <summary>Who may come in, section <c>Security:Groups</c>.</summary>
internal sealed class GroupOptions
{
    public const string SectionName = "Security:Groups";

    /// <summary>
    /// Object ids of groups; who belongs to one of them may come in. A change in a file holds within seconds, without a restart.
    /// </summary>
    /// <value>Default none: whoever has a valid token may come in, and the topic rules decide.</value>
    public IList<string> Allowed { get; set; } = [];

    /// <summary>How long Microsoft Graph's answer on a caller whom it lets in is used.</summary>
    /// <value>Default 5 min; 0–1 h. Who is taken out of the group can come in for so long.</value>
    public TimeSpan MemberMaxAge { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long Microsoft Graph's answer on a caller whom it does not let in is used.</summary>
    /// <value>Default 30 s; 0–1 h. Who is taken into the group waits for so long.</value>
    public TimeSpan NonMemberMaxAge { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How old an answer on a caller whom it lets in may be while Microsoft Graph does not answer.</summary>
    /// <value>Default 30 min; 0–24 h. What is less than <see cref="MemberMaxAge"/> changes nothing.</value>
    public TimeSpan OutageMaxAge { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Of how many callers answers are kept; each takes well under 1 KiB.</summary>
    /// <value>Default 10,000; 100–1,000,000.</value>
    public int MaxCachedCallers { get; set; } = 10_000;

    /// <summary>How Microsoft Graph is asked where a token does not list all groups.</summary>
    public GraphOptions Graph { get; set; } = new();
}
