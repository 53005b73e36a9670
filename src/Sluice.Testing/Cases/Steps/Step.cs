// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Files;

namespace Sluice.Testing.Cases.Steps;

/// <summary>A step of a case file. Its texts may hold <c>${…}</c>.</summary>
/// <param name="Node">The step as it stands in the file.</param>
/// <param name="Verb">The verb.</param>
/// <param name="Subject">The endpoint or service that it is about.</param>
internal abstract record Step(MapNode Node, string Verb, string Subject)
{
    /// <summary>Its line in the file.</summary>
    public int Line => Node.Position.Line;
}
