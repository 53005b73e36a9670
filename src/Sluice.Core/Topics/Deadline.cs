// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Topics;

/// <summary>The moment by which a call must have answered.</summary>
internal sealed class Deadline(TimeProvider time, TimeSpan timeout)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>The time that is left; never negative.</summary>
    public TimeSpan Remaining
    {
        get
        {
            var remaining = timeout - time.GetElapsedTime(_start);
            return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
        }
    }

    /// <summary>The time that is left, or <paramref name="limit"/> if that is less.</summary>
    public TimeSpan AtMost(TimeSpan limit) => Remaining is var remaining && remaining < limit ? remaining : limit;

    /// <summary>Waits so long, or as long as there is time; false if there is none left afterwards.</summary>
    public async Task<bool> PauseAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        await Task.Delay(AtMost(pause), time, cancellationToken).ConfigureAwait(false);
        return Remaining > TimeSpan.Zero;
    }

    /// <summary>Waits for the task as long as there is time; false if it has not ended by then.</summary>
    public async ValueTask<bool> WaitAsync(Task task, CancellationToken cancellationToken)
    {
        try
        {
            await task.WaitAsync(Remaining, time, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException) when (!task.IsFaulted)
        {
            return false;
        }
    }
}
