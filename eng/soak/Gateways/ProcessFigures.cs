// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;

namespace Sluice.Soak.Gateways;

/// <summary>What a process holds at a moment.</summary>
internal sealed record ProcessFigures(double ResidentMegabytes, int Threads, int OpenFiles, TimeSpan ProcessorTime)
{
    public static ProcessFigures Of(int processId)
    {
        using var process = Process.GetProcessById(processId);
        return new ProcessFigures(process.WorkingSet64 / (1024.0 * 1024.0), process.Threads.Count, process.HandleCount, process.TotalProcessorTime);
    }
}
