// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Expectations;

/// <summary>Waits on an expectation that data is offered to.</summary>
internal static class Waiting
{
    /// <summary>
    /// Returns as soon as the expectation is met or broken, or the time is up. With <paramref name="hold"/> being met is not enough: it must stay so
    /// until the time is up.
    /// </summary>
    public static async Task<Verdict> WaitAsync(
        ExpectationState state, TimeSpan length, bool hold, TimeProvider time, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var timeUp = Task.Delay(length, time, over.Token);
        try
        {
            while (true)
            {
                var changed = state.Changed;
                var verdict = state.Verdict;
                if (verdict is Verdict.Violated or Verdict.CannotTell || (verdict == Verdict.Satisfied && !hold))
                {
                    return verdict;
                }

                if (await Task.WhenAny(changed, timeUp).ConfigureAwait(false) == timeUp)
                {
                    await timeUp.ConfigureAwait(false);
                    return state.Verdict;
                }
            }
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Does something else meanwhile, and gives it up as soon as the expectation is broken.</summary>
    public static async Task<Verdict> UnlessViolatedAsync(
        ExpectationState state, Func<CancellationToken, Task> meanwhile, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = meanwhile(stop.Token);
        while (true)
        {
            var changed = state.Changed;
            if (state.Verdict is Verdict.Violated or Verdict.CannotTell)
            {
                await stop.CancelAsync().ConfigureAwait(false);
                await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return state.Verdict;
            }

            if (await Task.WhenAny(changed, work).ConfigureAwait(false) == work)
            {
                await work.ConfigureAwait(false);
                return state.Verdict;
            }
        }
    }
}
