// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Http;

/// <summary>Reads a request's body within bounds.</summary>
internal static class StubBody
{
    // What is too large is read a while longer: a client that is cut off while it sends does not see the answer.
    private const long MostRead = 4L * HttpBody.Largest;

    /// <summary>The body, or null if it is too large.</summary>
    public static async Task<byte[]?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        var total = 0L;
        // The listener's streams do not look at a token while they wait.
        for (int read; total < MostRead && (read = await stream.ReadAsync(buffer, cancellationToken).AsTask()
            .WaitAsync(cancellationToken).ConfigureAwait(false)) > 0;)
        {
            total += read;
            if (total <= HttpBody.Largest)
            {
                await body.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            }
        }

        return total <= HttpBody.Largest ? body.ToArray() : null;
    }
}
