// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Errors;

namespace Sluice.Gateway.Http.Requests;

/// <summary>Until when one operation must have its answer from Kafka.</summary>
internal readonly struct Deadline(TimeProvider time, long start, TimeSpan budget)
{
    /// <summary>What is left; always positive.</summary>
    /// <exception cref="KafkaFailureException"><see cref="FailureCode.KafkaTimeout"/>: nothing is left.</exception>
    public TimeSpan Remaining
    {
        get
        {
            var remaining = budget - time.GetElapsedTime(start);
            return remaining > TimeSpan.Zero
                ? remaining
                : throw new KafkaFailureException(FailureCode.KafkaTimeout, "Kafka did not answer within the deadline.");
        }
    }
}
