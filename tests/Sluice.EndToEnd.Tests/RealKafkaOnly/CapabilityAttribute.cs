// SPDX-License-Identifier: Apache-2.0

using Xunit.v3;

namespace Sluice.EndToEnd.Tests.RealKafkaOnly;

/// <summary>Names the <see cref="Capability"/> for whose lack a rule is not tested on the embedded cluster.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CapabilityAttribute(string name) : Attribute, ITraitAttribute
{
    public string Name { get; } = name;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Capability", Name)];
}
