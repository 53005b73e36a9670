// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Security.Limits;

/// <summary>Counts what goes on at a time, up to a bound. Thread-safe.</summary>
/// <param name="max">The bound; 0 for none.</param>
internal sealed class Concurrency(int max)
{
    private int _count;

    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _count) <= max || max == 0)
        {
            return true;
        }

        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _count);
}
