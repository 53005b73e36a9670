// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Soak.TestKit;

/// <summary>Threads that do nothing but take processor time until they are disposed of.</summary>
internal sealed class BusyLoops : IDisposable
{
    private readonly Thread[] _threads;
    private volatile bool _over;

    public BusyLoops(int count)
    {
        _threads = [.. Enumerable.Range(0, count).Select(_ => new Thread(Spin) { IsBackground = true })];
        foreach (var thread in _threads)
        {
            thread.Start();
        }
    }

    public void Dispose()
    {
        _over = true;
        foreach (var thread in _threads)
        {
            thread.Join();
        }
    }

    private void Spin()
    {
        while (!_over)
        {
            Thread.SpinWait(1_000);
        }
    }
}
