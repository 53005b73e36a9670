// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Results;

namespace Sluice.Testing.Matching;

/// <summary>What a value must be. Immutable, so that many threads may ask it.</summary>
internal abstract class ValueTest
{
    /// <summary>Whether the value is so.</summary>
    public abstract bool Accepts(Found found);

    /// <summary>Whether one of several values, to which one path leads through an array, is so.</summary>
    public virtual bool AcceptsAny(IReadOnlyList<Found> found) => found.Any(Accepts);

    /// <summary>What is expected, to stand behind the path: <c>expected one of gold, silver</c>.</summary>
    public abstract string Expected { get; }

    /// <summary>Adds every path at which a value that is not accepted differs.</summary>
    public virtual void Explain(string path, Found found, ICollection<Difference> differences)
    {
        if (!Accepts(found))
        {
            differences.Add(new(path.Length == 0 ? "value" : path, Expected, found.Shown));
        }
    }
}
