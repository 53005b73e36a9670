// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Security.Policies.Rules;

/// <summary>What a rule allows. Immutable.</summary>
internal readonly struct OperationSet
{
    private readonly int _bits;

    public OperationSet(IEnumerable<TopicOperation> operations)
    {
        // Whoever may do anything to a topic knows that it is there.
        foreach (var operation in operations)
        {
            _bits |= (1 << (int)operation) | (1 << (int)TopicOperation.Describe);
        }
    }

    /// <summary>The words of rules, in the order of the operations.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Enum.GetValues<TopicOperation>().Select(operation => operation.ToString().ToLowerInvariant())];

    public bool Contains(TopicOperation operation) => (_bits & (1 << (int)operation)) != 0;

    /// <summary>The operations that a word stands for; null if it is none.</summary>
    public static TopicOperation[]? Parse(string text)
    {
        if (text == "*")
        {
            return Enum.GetValues<TopicOperation>();
        }

        for (var i = 0; i < Names.Count; i++)
        {
            if (Names[i].Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return [(TopicOperation)i];
            }
        }

        return null;
    }
}
