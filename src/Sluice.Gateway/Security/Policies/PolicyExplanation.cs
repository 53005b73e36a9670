// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Options;
using Sluice.Core.Topics;
using Sluice.Gateway.Hosting.Settings;
using Sluice.Gateway.Security.Access;
using Sluice.Gateway.Security.Callers;
using Sluice.Gateway.Security.Policies.Rules;

namespace Sluice.Gateway.Security.Policies;

/// <summary>What the topic rules of the settings say to one question, and which of them says it.</summary>
public sealed class PolicyExplanation
{
    private PolicyExplanation(int status, int ruleCount, TopicRule? rule, bool comesIn)
    {
        Status = status;
        RuleCount = ruleCount;
        Rule = rule is null ? null : new PolicyRuleText(
            rule.Number, [.. rule.Source.Principals], [.. rule.Source.Topics], [.. rule.Source.Operations]);
        ComesIn = comesIn;
    }

    /// <summary>The words for operations.</summary>
    public static IReadOnlyList<string> Operations => OperationSet.Names;

    /// <summary>Whether it is allowed.</summary>
    public bool IsAllowed => Status == 200;

    /// <summary>200 if it is allowed, 403 if it is refused, 404 if the topic is hidden from the caller.</summary>
    public int Status { get; }

    /// <summary>How many rules there are; without any, everything is allowed.</summary>
    public int RuleCount { get; }

    /// <summary>
    /// The rule that allows it, the one with the lowest number if there are several; of a refusal, the one by which the caller may know of
    /// the topic; null if there is none.
    /// </summary>
    public PolicyRuleText? Rule { get; }

    /// <summary>Whether one of the given principals is an allowed group, or there are none to belong to.</summary>
    public bool ComesIn { get; }

    /// <summary>Asks the settings of the same sources that the server reads.</summary>
    /// <param name="settings">What is over the file and the environment.</param>
    /// <param name="configFile">The configuration file.</param>
    /// <param name="principals">Everything that the caller is, as rules write it: its <c>oid:…</c> and its groups, for example.</param>
    /// <param name="topic">The topic's name.</param>
    /// <param name="operation">One of <see cref="Operations"/>.</param>
    /// <exception cref="ArgumentException">A principal, the topic or the operation can be none; the text says why.</exception>
    /// <exception cref="InvalidDataException">A file is not JSON.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="OptionsValidationException">A rule is wrong.</exception>
    public static PolicyExplanation Of(
        IReadOnlyDictionary<string, string?>? settings,
        string? configFile,
        IReadOnlyList<string> principals,
        string topic,
        string operation)
    {
        ArgumentNullException.ThrowIfNull(principals);
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(operation);
        var caller = CallerOf(principals);
        if (TopicName.FindFault(topic) is { } fault)
        {
            throw new ArgumentException($"\"{topic}\" is no topic name: {fault}");
        }

        if (OperationSet.Parse(operation) is not [var asked])
        {
            throw new ArgumentException($"\"{operation}\" is no operation: {SettingList.Choice(operation, OperationSet.Names)}");
        }

        var sources = new SettingsSources(settings, configFile);
        var access = AccessSettings.Load(sources.Load(sources.AtStart));
        var decision = TopicPolicy.Decide(access.Rules, caller, topic, asked);
        var rule = access.Rules.Find(caller, topic, decision == TopicDecision.Allowed ? asked : TopicOperation.Describe);
        var status = decision switch
        {
            TopicDecision.Allowed => 200,
            TopicDecision.Forbidden => 403,
            _ => 404,
        };
        return new PolicyExplanation(status, access.Rules.Count, rule, access.LetsIn(caller.Groups));
    }

    private static Caller CallerOf(IReadOnlyList<string> principals)
    {
        var byKind = principals
            .Select(text => Principal.Parse(text, out var fault) ?? throw new ArgumentException($"\"{text}\" is no principal: {fault}."))
            .ToLookup(principal => principal.Kind, principal => principal.Name);
        return new Caller
        {
            Id = "explained",
            ObjectId = Single(PrincipalKind.ObjectId),
            ApplicationId = Single(PrincipalKind.ApplicationId),
            CertificateName = Single(PrincipalKind.Certificate),
            Groups = byKind[PrincipalKind.Group].ToHashSet(),
            Roles = byKind[PrincipalKind.Role].ToHashSet(),
        };

        string? Single(PrincipalKind kind) => byKind[kind].Distinct().Count() > 1
            ? throw new ArgumentException($"A caller has one of these: {string.Join(", ", byKind[kind].Distinct())}.")
            : byKind[kind].FirstOrDefault();
    }
}
