// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using Sluice.Core.Errors;

namespace Sluice.Core.Topics;

/// <summary>Kafka's rules for topic names: 1–249 characters of <c>a–z A–Z 0–9 . _ -</c>, but neither <c>.</c> nor <c>..</c>.</summary>
public static class TopicName
{
    /// <summary>The most characters a name can have.</summary>
    public const int MaxLength = 249;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");

    /// <summary>Refuses a name that no topic can have.</summary>
    /// <exception cref="KafkaFailureException"><see cref="FailureCode.InvalidTopic"/>, with the rule that is broken.</exception>
    public static void Validate(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (FindFault(name) is { } fault)
        {
            throw new KafkaFailureException(FailureCode.InvalidTopic, $"\"{name}\" is no topic name: {fault}");
        }
    }

    /// <summary>The rule that a name breaks, as a sentence, or null if it is a topic name.</summary>
    public static string? FindFault(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name switch
        {
            "" => "it is empty.",
            "." or ".." => "\".\" and \"..\" are not allowed.",
            { Length: > MaxLength } => $"it has {name.Length} characters, {MaxLength} are allowed.",
            _ when name.AsSpan().ContainsAnyExcept(Allowed) => "only a–z, A–Z, 0–9, \".\", \"_\" and \"-\" are allowed.",
            _ => null,
        };
    }

    /// <summary>Whether Kafka or its tools keep the topic for themselves (<c>__consumer_offsets</c>, <c>__transaction_state</c>, …).</summary>
    public static bool IsInternal(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith("__", StringComparison.Ordinal);
    }
}
