// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Sluice.Gateway.Http.Requests;

/// <summary>
/// What a client still sends of a request that is answered already. The server itself would wait 5 s and then reset the connection, and
/// with it the answer that many clients read only when they have sent all.
/// </summary>
internal static class UnreadBody
{
    private const int Piece = 16 * 1024;
    private const long Longest = 256L * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Sends the answer and drops the rest of the body, as far as the server's own bounds of slow clients, and some patience, go.</summary>
    public static async Task DropAsync(HttpContext context)
    {
        // Who waits to be asked for the body is not: it sees the answer and sends none.
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true }
            || context.Request.Headers.Expect.Count > 0
            || context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(Piece);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(Patience);
        try
        {
            await context.Response.CompleteAsync();
            for (long dropped = 0, read = 1; read > 0 && dropped < Longest; dropped += read)
            {
                read = await context.Request.Body.ReadAsync(buffer.AsMemory(0, Piece), patience.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or InvalidOperationException)
        {
            // It came no further, or not in a way that can be read: the server closes the connection.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
