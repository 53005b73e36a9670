// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Connections.Stores;

/// <summary>Reads what is small by its nature without trusting that it is.</summary>
internal static class BoundedInput
{
    /// <summary>A whole file; null if that is more than <paramref name="maxBytes"/>.</summary>
    public static async Task<byte[]?> ReadFileAsync(string path, int maxBytes, CancellationToken cancellationToken)
    {
        // A pipe without a writer blocks whoever opens it.
        using var file = await Task.Run(() => File.OpenRead(path), cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        return await ReadAsync(file, maxBytes, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Everything up to the end; null if that is more than <paramref name="maxBytes"/>.</summary>
    public static async Task<byte[]?> ReadAsync(Stream input, int maxBytes, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await input.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (content.Length + count > maxBytes)
            {
                return null;
            }

            content.Write(buffer, 0, count);
        }

        return content.ToArray();
    }
}
