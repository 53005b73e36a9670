// SPDX-License-Identifier: Apache-2.0

using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Sluice.Testing.Clusters;

/// <summary>Sends signals, which .NET's own API cannot (<c>kill(2)</c>).</summary>
internal static partial class UnixSignals
{
    public static void Send(int processId, UnixSignal signal)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("A process can be paused on Linux and macOS only.");
        }

        if (Kill(processId, NumberOf(signal)) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    // The numbers of stop and continue are not the same everywhere (signal(7)).
    private static int NumberOf(UnixSignal signal) => signal switch
    {
        UnixSignal.Terminate => 15,
        UnixSignal.Stop => OperatingSystem.IsMacOS() ? 17 : 19,
        _ => OperatingSystem.IsMacOS() ? 19 : 18,
    };

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}
