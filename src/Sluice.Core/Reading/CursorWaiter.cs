// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Reading;

/// <summary>A read that waits for a cursor.</summary>
internal sealed class CursorWaiter(CursorPlace wanted)
{
    public CursorPlace Wanted { get; } = wanted;

    public TaskCompletionSource<PooledCursor> Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
