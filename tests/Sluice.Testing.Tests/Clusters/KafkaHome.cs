// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Tests.Clusters;

/// <summary>Whether there is a Kafka to start.</summary>
internal static class KafkaHome
{
    /// <summary>Skips the test if there is none.</summary>
    public static void Require() => Assert.SkipWhen(
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("KAFKA_HOME")),
        "Needs a Kafka to start: set KAFKA_HOME to the folder of an Apache Kafka distribution.");
}
