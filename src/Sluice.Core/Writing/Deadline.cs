// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Writing;

/// <summary>The moment at which a call must answer.</summary>
internal readonly struct Deadline(TimeProvider time, TimeSpan timeout)
{
    private readonly long _start = time.GetTimestamp();

    public TimeProvider Time => time;

    public bool HasPassed => Remaining == TimeSpan.Zero;

    public TimeSpan Remaining
    {
        get
        {
            var left = timeout - time.GetElapsedTime(_start);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }
}
