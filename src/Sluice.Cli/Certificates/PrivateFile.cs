// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Cli.Certificates;

/// <summary>Writes a file that only its owner may read, and that is there in whole or not at all.</summary>
internal static class PrivateFile
{
    public static CommandException AlreadyThere(string path) =>
        new(ExitCodes.Usage, $"{path} is already there: give another --out, or --force to replace it");

    public static async Task WriteAsync(string path, byte[] content, bool replace, CancellationToken cancellationToken)
    {
        if (!replace && Path.Exists(path))
        {
            throw AlreadyThere(path);
        }

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        // In the same folder, as a file can only be renamed within its volume.
        var unfinished = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            await using (var file = new FileStream(unfinished, options))
            {
                await file.WriteAsync(content, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, replace);
        }
        catch (IOException) when (!replace && Path.Exists(path))
        {
            // Somebody was faster.
            throw AlreadyThere(path);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
