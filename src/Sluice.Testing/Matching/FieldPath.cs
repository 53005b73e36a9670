// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;

namespace Sluice.Testing.Matching;

/// <summary>Where in an object a value is looked for.</summary>
internal abstract class FieldPath
{
    /// <summary>The field of the object that the path begins with.</summary>
    public abstract string First { get; }

    /// <summary>Whether the test accepts what the path leads to.</summary>
    public abstract bool IsMet(JsonObject root, ValueTest test);

    /// <summary>What the path leads to, for a difference: of several the first that is not accepted, or else the first.</summary>
    public abstract Found Nearest(JsonObject root, ValueTest test);
}
