// SPDX-License-Identifier: Apache-2.0

using Microsoft.Win32.SafeHandles;

namespace Sluice.Cli.Output;

/// <summary>Opens the process's standard output so that a reader that went away is noticed.</summary>
internal static class StandardOutput
{
    private const int Descriptor = 1;

    public static Stream Open()
    {
        if (!OperatingSystem.IsWindows() && Console.IsOutputRedirected)
        {
            // Console's own stream swallows EPIPE, so `consume --follow | head` would run on for ever behind it.
            // A regular file has no reader that could go, and a FileStream over it would write beside the shared offset (`>> file 2>&1`).
            var pipe = new FileStream(new SafeFileHandle(Descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            if (!pipe.CanSeek)
            {
                return new PipeOutputStream(pipe);
            }
        }

        return Console.OpenStandardOutput();
    }
}
