// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Security.Policies;

/// <summary>
/// Who may do what to which topic, section <c>Security:Policies</c>. A change in a file holds within seconds, without a restart.
/// </summary>
internal sealed class PolicyOptions
{
    public const string SectionName = "Security:Policies";

    /// <summary>The rules. Each allows something; none forbids.</summary>
    /// <value>Default none: whoever has come in may do everything. With one rule or more, what none of them allows is refused.</value>
    public IList<TopicRuleOptions> Rules { get; set; } = [];
}
