// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Connections;
using Sluice.Core.Errors;

namespace Sluice.Core.Topics;

/// <summary>Brings calls to Kafka to an end within a deadline: an answer, or a failure that says why there was none. Thread-safe.</summary>
internal sealed class CallRunner(ClientErrors errors, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(200);

    /// <summary>Asks, and asks again as long as there is time and Kafka cannot be reached or has no leader.</summary>
    public async Task<T> AskAsync<T>(Func<Task<T>> ask, string what, Deadline deadline, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            try
            {
                return await OnceAsync(ask(), what, deadline, cancellationToken).ConfigureAwait(false);
            }
            catch (KafkaFailureException e) when (e.Failure.Code is FailureCode.KafkaUnavailable or FailureCode.KafkaTimeout)
            {
                if (!await deadline.PauseAsync(pause, cancellationToken).ConfigureAwait(false))
                {
                    throw;
                }
            }
        }
    }

    /// <summary>Waits for one call, which nobody stops if the deadline passes.</summary>
    public async Task<T> OnceAsync<T>(Task<T> call, string what, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            return await call.WaitAsync(deadline.Remaining, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            throw new KafkaFailureException(errors.Complete(new KafkaFailure(FailureCode.KafkaTimeout, $"{what}: no answer in time.")), e);
        }
    }

    /// <summary>Looks again and again until there is something to be seen; <paramref name="missing"/> says what was not.</summary>
    public static async Task<T> PollAsync<T>(Func<Task<T?>> look, string missing, Deadline deadline, CancellationToken cancellationToken)
        where T : class
    {
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            if (await look().ConfigureAwait(false) is { } seen)
            {
                return seen;
            }

            if (!await deadline.PauseAsync(pause, cancellationToken).ConfigureAwait(false))
            {
                throw new KafkaFailureException(FailureCode.KafkaTimeout, missing);
            }
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;
}
