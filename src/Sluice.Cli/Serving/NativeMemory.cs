// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;

namespace Sluice.Cli.Serving;

/// <summary>What glibc keeps of the memory that native code gave back (<c>mallopt(3)</c>).</summary>
internal static partial class NativeMemory
{
    private const string Variable = "MALLOC_MMAP_THRESHOLD_";
    private const int Option = -3;

    // What glibc begins with.
    private const int LargeBytes = 128 * 1024;

    /// <summary>
    /// Lets large blocks go back to the system as soon as they are free, unless the environment decides. By itself glibc takes each large block that
    /// is freed as a reason to keep blocks of its size, up to 32 MiB, in each of its arenas; the Kafka client takes one for each of its requests.
    /// </summary>
    public static void ReturnLargeBlocks()
    {
        if (OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable(Variable) is null)
        {
            try
            {
                _ = SetOption(Option, LargeBytes);
            }
            catch (EntryPointNotFoundException)
            {
                // Another C library than glibc, such as musl, keeps none.
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}
