// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Errors;

namespace Sluice.Core.Topics;

/// <summary>
/// Asks with little patience first and with more each time: what was sent to a broker that died is never answered,
/// and the next request goes to another one.
/// </summary>
internal static class GrowingPatience
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Makes the call, which has the time that it is given, until it is answered or the deadline passes.</summary>
    /// <param name="call">The call; it must be harmless to make it twice.</param>
    /// <param name="deadline">The deadline of all tries together.</param>
    /// <param name="beforeNext">What to do before another try, with the time that it may take.</param>
    public static async Task<T> AskAsync<T>(Func<TimeSpan, Task<T>> call, Deadline deadline, Func<TimeSpan, Task>? beforeNext = null)
    {
        for (var patience = First; ; patience = deadline.AtMost(patience * 2))
        {
            try
            {
                return await call(deadline.AtMost(patience)).ConfigureAwait(false);
            }
            catch (KafkaFailureException e) when (
                e.Failure.Code is FailureCode.KafkaTimeout or FailureCode.KafkaUnavailable && deadline.Remaining > Pause)
            {
                await deadline.PauseAsync(Pause, CancellationToken.None).ConfigureAwait(false);
            }

            if (beforeNext is not null)
            {
                await beforeNext(deadline.AtMost(First)).ConfigureAwait(false);
            }
        }
    }
}
