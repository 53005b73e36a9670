// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Security.Policies;

/// <summary>A rule: each of these callers may do each of these operations to each of these topics.</summary>
internal sealed class TopicRuleOptions
{
    /// <summary>Whom the rule is for.</summary>
    /// <value>
    /// One or more of <c>oid:</c> and an object id, <c>appid:</c> and an application's id, <c>group:</c> and a group's object id,
    /// <c>role:</c> and a role of the token, <c>cert:</c> and a certificate's name, or <c>*</c> for everybody who has come in.
    /// </value>
    public IList<string> Principals { get; set; } = [];

    /// <summary>Which topics it is about.</summary>
    /// <value>One or more names, beginnings of names with a <c>*</c> behind (<c>sales.*</c>), or <c>*</c> for all.</value>
    public IList<string> Topics { get; set; } = [];

    /// <summary>What they may do.</summary>
    /// <value>
    /// One or more of <c>describe</c>, <c>read</c>, <c>write</c>, <c>create</c>, <c>delete</c>, or <c>*</c>. Each includes <c>describe</c>.
    /// </value>
    public IList<string> Operations { get; set; } = [];
}
