// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Clusters;

/// <summary>A Kafka process could not be started or ended early; the message carries the last lines of its log.</summary>
public sealed class KafkaProcessException : Exception
{
    /// <inheritdoc />
    public KafkaProcessException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
