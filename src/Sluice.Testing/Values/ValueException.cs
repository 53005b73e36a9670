// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Values;

/// <summary>A <c>${…}</c> that has no value, or a text that is no such expression.</summary>
internal sealed class ValueException(string message, IReadOnlyList<string>? path = null, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The keys and indexes that lead to it in the template.</summary>
    public IReadOnlyList<string> Path { get; } = path ?? [];
}
