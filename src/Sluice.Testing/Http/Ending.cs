// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Http;

/// <summary>Ends something, once.</summary>
internal sealed class Ending(Action end) : IDisposable
{
    private Action? _end = end;

    public void Dispose() => Interlocked.Exchange(ref _end, null)?.Invoke();
}
