// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;

namespace Sluice.Core.Native;

/// <summary>
/// Keeps all signals from the thread that made it, until that disposes of it, and from threads that are made meanwhile for good
/// (<c>pthread_sigmask(3)</c>). librdkafka does so for its own threads but not for that of a mock cluster, which ends, with all records, when a
/// signal interrupts its <c>poll</c>: a terminal sends some, as when a program goes on after Ctrl-Z. Windows has none.
/// </summary>
internal sealed partial class BlockedSignals : IDisposable
{
    // No system's sigset_t is larger.
    private const int SetBytes = 128;
    private readonly byte[] _before = new byte[SetBytes];

    public BlockedSignals()
    {
        if (!OperatingSystem.IsWindows())
        {
            var all = new byte[SetBytes];
            Check(Fill(all));
            Check(SetMask(SetMaskCode, all, _before));
        }
    }

    private static int SetMaskCode => OperatingSystem.IsMacOS() ? 3 : 2;

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows())
        {
            Check(SetMask(SetMaskCode, _before, null));
        }
    }

    private static void Check(int result)
    {
        if (result != 0)
        {
            throw new InvalidOperationException($"Signals could not be kept from a thread: error {result}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "sigfillset")]
    private static partial int Fill(byte[] set);

    [LibraryImport("libc", EntryPoint = "pthread_sigmask")]
    private static partial int SetMask(int how, byte[] set, byte[]? before);
}
