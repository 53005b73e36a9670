// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;

namespace Sluice.Soak.Load;

/// <summary>Waits for a condition with a deadline.</summary>
internal static class Waiting
{
    /// <summary>How long it took until the condition held; null if the deadline passed first.</summary>
    public static async Task<TimeSpan?> UntilAsync(Func<Task<bool>> condition, TimeSpan deadline, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            if (clock.Elapsed > deadline)
            {
                return null;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        }

        return clock.Elapsed;
    }
}
