// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;

namespace Sluice.Cli.Serving;

/// <summary>What glibc keeps of the memory that native code gave back (<c>mallopt(3)</c>).</summary>
internal static partial class NativeMemory
{
    private const int Threshold = -3;

    // What glibc begins with.
    private const int LargeBytes = 128 * 1024;

    /// <summary>
    /// Lets large blocks go back to the system as soon as they are free, unless the environment decides. By itself glibc takes each large block that
    /// is freed as a reason to keep blocks of its size, up to 32 MiB, in each of its arenas; the Kafka client takes one for each of its requests.
    /// </summary>
    public static void ReturnLargeBlocks()
    {
        if (OperatingSystem.IsLinux() && !IsSet())
        {
            try
            {
                _ = SetOption(Threshold, LargeBytes);
            }
            catch (EntryPointNotFoundException)
            {
                // Another C library than glibc, such as musl, keeps none.
            }
        }
    }

    private static bool IsSet() => Environment.GetEnvironmentVariable("MALLOC_MMAP_THRESHOLD_") is not null
        || Environment.GetEnvironmentVariable("GLIBC_TUNABLES")?.Contains("glibc.malloc.mmap_threshold=", StringComparison.Ordinal) == true;

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}
