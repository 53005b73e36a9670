// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Sluice.Core.Connections.JavaProperties;

/// <summary>What one property of Kafka's Java clients means here.</summary>
/// <param name="Key">Java's name of it.</param>
/// <param name="Treatment">What becomes of it.</param>
/// <param name="Value">What its value may be.</param>
/// <param name="Note">For people: why, or to what effect.</param>
internal sealed record JavaPropertyRule(string Key, JavaPropertyTreatment Treatment, JavaValue Value, string Note)
{
    /// <summary>librdkafka's name of a translated property.</summary>
    public string? Target { get; init; }

    /// <summary>The least number that librdkafka takes.</summary>
    public long Least { get; init; } = long.MinValue;

    /// <summary>The greatest number that librdkafka takes.</summary>
    public long Most { get; init; } = long.MaxValue;

    /// <summary>True if only a consumer of a group has this property.</summary>
    public bool IsConsumers { get; init; }

    /// <summary>A translated property's value for librdkafka: a number beyond what it takes becomes the nearest.</summary>
    public string ToTarget(string value) =>
        Least > long.MinValue
            ? Math.Clamp(long.Parse(value, CultureInfo.InvariantCulture), Least, Most).ToString(CultureInfo.InvariantCulture)
            : value;
}
