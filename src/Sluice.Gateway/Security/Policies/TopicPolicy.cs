// SPDX-License-Identifier: Apache-2.0

using Sluice.Gateway.Security.Access;
using Sluice.Gateway.Security.Callers;
using Sluice.Gateway.Security.Policies.Rules;

namespace Sluice.Gateway.Security.Policies;

/// <summary>Decides who may do what to which topic. Thread-safe.</summary>
internal sealed class TopicPolicy(AccessRules access)
{
    public TopicDecision Decide(Caller caller, string topic, TopicOperation operation) =>
        Decide(access.Current.Rules, caller, topic, operation);

    /// <summary>What those rules say. None of the answers depends on whether the topic is there.</summary>
    public static TopicDecision Decide(RuleSet rules, Caller caller, string topic, TopicOperation operation) =>
        rules.Allows(caller, topic, operation) ? TopicDecision.Allowed
        : operation == TopicOperation.Create || rules.Allows(caller, topic, TopicOperation.Describe) ? TopicDecision.Forbidden
        : TopicDecision.Hidden;

    /// <summary>Those of the topics that the caller may know of, in the same order.</summary>
    public IReadOnlyList<string> Visible(Caller caller, IReadOnlyList<string> topics)
    {
        var rules = access.Current.Rules;
        return rules.Count == 0 ? topics : [.. topics.Where(topic => rules.Allows(caller, topic, TopicOperation.Describe))];
    }
}
