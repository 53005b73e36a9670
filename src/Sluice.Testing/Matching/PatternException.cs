// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Matching;

/// <summary>A pattern that cannot be used: an operator that there is not, or an operand of the wrong kind.</summary>
public sealed class PatternException : Exception
{
    internal PatternException(IReadOnlyList<string> path, string message, Exception? inner = null)
        : base(message, inner) => Path = path;

    /// <summary>The keys and indexes that lead to the fault within the pattern; empty for the pattern as a whole.</summary>
    public IReadOnlyList<string> Path { get; }
}
