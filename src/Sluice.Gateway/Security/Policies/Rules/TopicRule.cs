// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Security.Policies.Rules;

/// <summary>A rule of the settings. Immutable.</summary>
internal sealed class TopicRule
{
    public required int Number { get; init; }

    public required PrincipalSet Principals { get; init; }

    public required IReadOnlyList<TopicPattern> Topics { get; init; }

    public required OperationSet Operations { get; init; }

    /// <summary>The rule as it stands in the settings.</summary>
    public required TopicRuleOptions Source { get; init; }
}
