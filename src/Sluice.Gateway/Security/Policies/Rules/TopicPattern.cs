// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Topics;

namespace Sluice.Gateway.Security.Policies.Rules;

/// <summary>The topics that a rule is about: one by its name, those whose names begin so, or all (every name begins with nothing).</summary>
internal readonly record struct TopicPattern(string Text, bool IsPrefix)
{
    /// <summary>Reads <paramref name="text"/>; what is wrong with it, as the end of a sentence, if no topic can have such a name.</summary>
    public static TopicPattern? Parse(string text, out string? fault)
    {
        var pattern = text.EndsWith('*') ? new TopicPattern(text[..^1], IsPrefix: true) : new TopicPattern(text, IsPrefix: false);
        fault =
            pattern.Text.Contains('*') ? "a * stands at the end alone: sales.* or *"
            : pattern.IsPrefix && pattern.Text is "" or "." or ".." ? null
            : TopicName.FindFault(pattern.Text) is { } broken ? $"no topic can be called so: {broken.TrimEnd('.')}"
            : null;
        return fault is null ? pattern : null;
    }
}
