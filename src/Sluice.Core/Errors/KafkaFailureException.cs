// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Errors;

/// <summary>The one exception that Core throws for anything that Kafka, the network or a setting can cause.</summary>
public sealed class KafkaFailureException : Exception
{
    /// <summary>Wraps <paramref name="failure"/>; its detail becomes the message.</summary>
    public KafkaFailureException(KafkaFailure failure, Exception? inner = null)
        : base(failure?.Detail, inner)
    {
        ArgumentNullException.ThrowIfNull(failure);
        Failure = failure;
    }

    /// <summary>Wraps a failure of that code and detail.</summary>
    public KafkaFailureException(FailureCode code, string detail, Exception? inner = null)
        : this(new KafkaFailure(code, detail), inner)
    {
    }

    /// <summary>The failure, with its code and whether it may be retried.</summary>
    public KafkaFailure Failure { get; }
}
